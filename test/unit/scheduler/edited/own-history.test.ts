import { expect, it } from 'vitest';
import { isOutdated, ownHistory } from '#main/scheduler/edited/own-history.ts';
import { createRecord } from '#main/scheduler/trial-record.ts';
import type { Space } from '#shared/study/space.ts';
import { prepared } from '../harness.ts';
import { row } from '../rows.ts';

const rate = 'optimizer.learningRate';
const space: Space = {
  dimensions: [
    { name: rate, type: 'float', low: 0.001, high: 0.1, scale: 'log' },
    { name: 'model.units', type: 'int', low: 4, high: 64, scale: 'log' },
  ],
  constraints: [],
  fixed: {},
};
const study = prepared({
  space,
  edited: { from: 9, pointsTried: 0 },
  resolve: (params) => ({ ...params, 'model.dropout': 0, 'training.epochs': 5 }),
});
const record = (number: number, change: Readonly<Record<string, number>>, more: Parameters<typeof row>[0] = {}) => {
  const settings = { [rate]: 0.01, 'model.units': 16, 'model.dropout': 0, 'training.epochs': 5, ...change };
  return createRecord(
    row({ number, state: 'complete', value: 0.5, settings, params: { [rate]: settings[rate] ?? 0 }, ...more }),
  );
};
const told = (records: ReturnType<typeof record>[], of = study) =>
  ownHistory(of, { records, history: { direction: 'maximize', trials: records.map(({ observed }) => observed) } });

it('tells of the trials inside as points of the space, and of no other', () => {
  const records = [
    record(1, {}),
    record(2, { [rate]: 0.5 }),
    record(3, { 'model.dropout': 0.2 }),
    record(4, { 'model.units': 8 }, { state: 'running', value: null }),
    record(5, {}, { state: 'failed', value: null }),
  ];
  const { history } = told(records);
  expect(history.trials.map(({ number, state, params }) => [number, state, params])).toEqual([
    [1, 'complete', { [rate]: 0.01, 'model.units': 16 }],
    [4, 'running', { [rate]: 0.01, 'model.units': 8 }],
    [5, 'failed', { [rate]: 0.01, 'model.units': 16 }],
  ]);
});

it('trials of another number of epochs count by their ranking, as those of another budget do', () => {
  const { history, prepared: known } = told([
    record(1, {}),
    record(2, { 'training.epochs': 2 }),
    record(3, { 'training.epochs': 2 }),
  ]);
  expect(history.trials.map(({ number }) => number)).toEqual([1]);
  expect(known.carried?.other.map((group) => group.map(({ number }) => number))).toEqual([[2, 3]]);
  // In a finite space they would use its points up.
  const finite = {
    ...study,
    space: { ...space, dimensions: [{ name: rate, type: 'categorical', choices: [0.01] } as const] },
  };
  expect(told([record(2, { 'training.epochs': 2, 'model.units': 4 })], finite).prepared.carried).toBeNull();
});

it('what a sampler drew is outdated when this space could not have given it', () => {
  const whole = { [rate]: 0.01, 'model.units': 16 };
  expect(isOutdated(study, record(1, {}, { params: whole }).row)).toBe(false);
  // It lacks what is searched now.
  expect(isOutdated(study, record(1, {}).row)).toBe(true);
  expect(isOutdated(study, record(1, { [rate]: 0.5 }, { params: { ...whole, [rate]: 0.5 } }).row)).toBe(true);
  expect(isOutdated({ ...study, edited: undefined } as unknown as typeof study, record(1, {}).row)).toBe(false);
});
