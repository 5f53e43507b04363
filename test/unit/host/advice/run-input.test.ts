import { expect, test } from 'vitest';
import { runInputOf } from '#main/host/advice/run-input.ts';
import type { StoredFacts } from '#main/host/data-facts.ts';
import { chunk } from '../../../conformance/store/rows.ts';
import { row } from '../../scheduler/rows.ts';

const objective = { metric: 'validation.accuracy', direction: 'maximize', pick: 'best' } as const;
const facts: StoredFacts = {
  ...{ data: {}, fingerprint: 'f', rows: 130, task: 'classification', kind: 'table', classes: 2, inputShape: [4] },
  ...{ trainRows: 90, validationRows: 30, testRows: 10, trainClassCounts: [60, 30], rowsAvailable: 270 },
};
const chunks = [
  chunk(1, 'train.loss', [1, 2, 3], [0.7, 0.5, Number.NaN]),
  chunk(1, 'validation.accuracy', [1, 3], [0.5, 0.8]),
];

test('a trial is told with its curve, its settings and what is known of its data', () => {
  const trial = row({ settings: { 'model.units': 8 }, state: 'stopped', reason: 'pruned' });
  const input = runInputOf({ trial, chunks }, facts, objective);
  expect(input).toMatchObject({
    ...{ task: 'classification', classes: 2, rows: 90, settings: { 'model.units': 8 }, stopped: 'pruned' },
    facts: { validationRows: 30, rowsAvailable: 270, labelShares: [2 / 3, 1 / 3] },
    objective: { metric: 'validation.accuracy', direction: 'maximize' },
  });
  expect(input.curve.epoch).toEqual([1, 2, 3]);
  expect(input.curve.columns['validation.accuracy']).toEqual([0.5, null, 0.8]);
  expect(Array.from(input.curve.columns['train.loss'] ?? [])).toEqual([0.7, 0.5, Number.NaN]);
});

test('a metric of one epoch of many is a result and no curve', () => {
  const once = [...chunks, chunk(1, 'validation.loss', [3], [0.4])];
  const keys = (lastEpoch: number) =>
    Object.keys(runInputOf({ trial: row({ lastEpoch }), chunks: once }, facts, objective).curve.columns);
  expect(keys(3)).toEqual(['train.loss', 'validation.accuracy']);
  expect(keys(1)).toContain('validation.loss');
});

test('a run on a share of the rows has that share of them', () => {
  const run = { run: 2, seed: 1, fold: null, state: 'complete', value: 0.8, bestEpoch: 3, lastEpoch: 3 } as const;
  const trial = row({ plannedRuns: 3, runs: [{ ...run, share: 1 / 9 }] });
  const shown = chunks.map((one) => ({ ...one, run: 2 }));
  expect(runInputOf({ trial, chunks: shown }, facts, objective).rows).toBe(10);
});

test('losses have the unit of their task: standardised labels, the mean entropy of several labels', () => {
  const trial = row({});
  const regression = runInputOf({ trial, chunks }, { ...facts, task: 'regression', classes: null }, objective);
  expect(regression.facts).toMatchObject({ labelVariance: 1 });
  expect(regression.facts?.labelShares).toBeUndefined();
  const several = runInputOf(
    { trial, chunks },
    { ...facts, task: 'multilabel', trainClassCounts: [45, 90] },
    objective,
  );
  expect(several.facts?.labelEntropy).toBeCloseTo(Math.LN2 / 2, 12);
});

test('of a user’s own program only the curve is known, and its metrics say what it does', () => {
  const trial = row({ state: 'complete' });
  const known = runInputOf({ trial, chunks }, null, objective);
  expect(known.task).toBe('classification');
  expect(known.facts).toBeUndefined();
  expect(runInputOf({ trial, chunks: [chunk(1, 'rmse', [1], [2])] }, null, objective).task).toBe('regression');
});
