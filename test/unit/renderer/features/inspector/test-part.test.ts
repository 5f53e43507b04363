import { expect, test } from 'vitest';
import type { TestOpening } from '#shared/contract/test.ts';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { CurveStore } from '../../../../../src/renderer/data/curve-store.ts';
import {
  intervalText,
  openingOf,
  refusalOf,
  testRows,
} from '../../../../../src/renderer/features/inspector/test-part/model.ts';
import { trial } from '../../trials.ts';

const detail: TrialDetail = {
  trial: trial(1, { state: 'complete', value: 0.9, epoch: 2, lastEpoch: 3 }),
  settings: {},
  weights: { epoch: 2, kept: true },
  metrics: { best: { 'validation.accuracy': 0.9, 'validation.loss': 'NaN' }, last: {} },
  log: [],
};
const opening: TestOpening = {
  ...{ trial: 1, at: 1, by: 'studio', epoch: 2, rows: 50, fingerprint: 'f' },
  metrics: {
    'test.accuracy': { value: 0.88, interval: { low: 0.7626, high: 0.94403, method: 'wilson' } },
    'test.loss': { value: 'NaN', interval: null },
  },
};
const noCurves = () => new CurveStore(() => undefined);

test('test metrics stand beside the validation values of the epoch whose weights they are of', () => {
  const rows = testRows(opening, detail, noCurves());
  expect(rows.map(({ name, value, validation }) => [name, value, validation])).toEqual([
    ['accuracy', 0.88, 0.9],
    ['loss', 'NaN', 'NaN'],
  ]);
  expect(testRows({ ...opening, epoch: 1 }, detail, noCurves())[0]?.validation).toBeNull();
  const curves = noCurves();
  const steps = Float64Array.of(1, 2, 3);
  const values = Float64Array.of(0.5, 0.89, 0.7);
  curves.merge([{ trial: 1, key: 'validation.accuracy', steps, values, wallMs: steps }]);
  expect(testRows({ ...opening, epoch: 1 }, detail, curves)[0]?.validation).toBe(0.5);
  expect(testRows(opening, detail, curves)[0]?.validation).toBe(0.89);
});

test('ends of an interval have three digits', () => {
  const accuracy = opening.metrics['test.accuracy']?.interval ?? null;
  expect(intervalText('accuracy', accuracy)).toBe('.763 – .944');
  expect(intervalText('rmse', { low: 12.3456, high: 1234.56, method: 'bootstrap' })).toBe('12.3 – 1230');
  expect(intervalText('loss', null)).toBe('–');
});

test('of several openings of a trial the last one is shown', () => {
  const later = { ...opening, epoch: 3 };
  expect(openingOf([opening, { ...opening, trial: 2 }, later], 1)).toBe(later);
  expect(openingOf([opening], 2)).toBeNull();
});

test('a run can be measured unless something stands in the way, which is named', () => {
  const of = (change: Partial<TrialDetail>, obstacle: Parameters<typeof refusalOf>[1] = null, known = false) =>
    refusalOf({ ...detail, ...change }, obstacle, known ? opening : null);
  expect(of({})).toBeNull();
  expect(of({}, null, true)).toBe('opened');
  // It went on, and another epoch counts: these are other weights.
  expect(of({ weights: { epoch: 3, kept: true } }, null, true)).toBeNull();
  expect(of({ weights: { epoch: 2, kept: false } })).toBe('no-weights');
  expect(of({ weights: { epoch: 2, kept: false } }, null, true)).toBe('opened');
  expect(of({ weights: null })).toBe('no-result');
  expect(of({ trial: trial(1, { state: 'running', value: 0.5, epoch: 1 }) })).toBe('running');
  expect(of({}, 'no-test-part')).toBe('no-test-part');
  expect(of({}, 'command')).toBe('command');
});
