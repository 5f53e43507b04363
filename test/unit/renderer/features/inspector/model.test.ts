import { expect, test } from 'vitest';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { CurveStore } from '../../../../../src/renderer/data/curve-store.ts';
import { metricRows, settingRows, shareShown } from '../../../../../src/renderer/features/inspector/model.ts';
import { trial } from '../../trials.ts';

const detail: TrialDetail = {
  trial: trial(1, { params: { 'model.units': 64 }, epoch: 2, lastEpoch: 2 }),
  settings: { 'training.epochs': 10, 'optimizer.name': 'adam', 'model.units': 64 },
  metrics: { best: { 'validation.loss': 'NaN', 'train.loss': 0.5 }, last: { 'train.loss': 0.5 } },
  weights: { epoch: 2, kept: true },
  log: [],
};

test('searched settings stand first and are marked', () => {
  expect(settingRows(detail, 'en').map(({ key, searched }) => [key, searched])).toEqual([
    ['model.units', true],
    ['optimizer.name', false],
    ['training.epochs', false],
  ]);
});

test('while a trial runs its curves are ahead of what was fetched', () => {
  const curves = new CurveStore(() => undefined);
  const steps = Float64Array.of(1, 2, 3);
  curves.merge([{ trial: 1, key: 'train.loss', steps, values: Float64Array.of(0.9, 0.5, 0.4), wallMs: steps }]);
  expect(metricRows(detail, curves)).toEqual([
    { key: 'validation.loss', best: 'NaN', last: null },
    { key: 'train.loss', best: 0.5, last: 0.4 },
  ]);
});

test('a trial on shares of the rows shows the latest share and its epoch, and later the training on all rows', () => {
  const curves = new CurveStore(() => undefined);
  const steps = Float64Array.of(1, 2);
  curves.merge([{ trial: 1, run: 2, key: 'm', steps, values: Float64Array.of(0.4, 0.3), wallMs: steps }]);
  const run = {
    run: 2,
    seed: 1,
    fold: null,
    share: 1 / 9,
    state: 'complete',
    value: 0.4,
    bestEpoch: 1,
    lastEpoch: 2,
  } as const;
  const onShare = {
    ...detail,
    trial: trial(1, { plannedRuns: 2, runs: [run], epoch: null }),
    metrics: { best: {}, last: {} },
  };
  expect(shareShown(onShare.trial)).toBe(1 / 9);
  expect(metricRows(onShare, curves)).toEqual([{ key: 'm', best: 0.4, last: 0.3 }]);
  const whole = trial(1, { plannedRuns: 2, runs: [run, { ...run, run: 1, share: 1 }], epoch: 1 });
  expect(shareShown(whole)).toBeNull();
});
