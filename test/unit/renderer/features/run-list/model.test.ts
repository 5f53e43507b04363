import { expect, test } from 'vitest';
import {
  columnSetting,
  epochText,
  listItems,
  paramText,
  runOrder,
  sortRuns,
  stepThrough,
} from '../../../../../src/renderer/features/run-list/model.ts';
import { stateCounts } from '../../../../../src/renderer/parts/state-counts.ts';
import { trial } from '../../trials.ts';

const trials = [
  trial(1, { value: 0.7 }),
  trial(2, { value: 0.9, state: 'running', lastEpoch: 3 }),
  trial(3, { value: 0.95, state: 'diverged' }),
  trial(4, { state: 'queued', lastEpoch: 0 }),
  trial(5, { state: 'failed' }),
  trial(6, { value: 0.9 }),
];
const input = { trials, direction: 'maximize', passes: () => true, pinned: new Set<number>(), baseline: null } as const;

test('best first, ties by number; a diverged run never stands above one that has not, whatever it reached', () => {
  expect(sortRuns(trials, 'maximize').map(({ number }) => number)).toEqual([2, 6, 1, 5, 3, 4]);
  expect(sortRuns(trials, 'minimize').map(({ number }) => number)).toEqual([1, 2, 6, 5, 3, 4]);
});

test('pinned runs and the baseline stand on top under their heading, even when the filter would drop them', () => {
  const items = listItems({
    ...input,
    pinned: new Set([4]),
    baseline: 1,
    passes: ({ state }) => state === 'running',
  });
  expect(items.map((item) => (item.kind === 'heading' ? item.id : item.trial.number))).toEqual([
    'pinned',
    1,
    4,
    'byBest',
    2,
  ]);
});

test('J and K walk the list as it is shown and stop at its ends', () => {
  const order = runOrder(listItems(input));
  expect(stepThrough(order, null, 1)).toBe(2);
  expect(stepThrough(order, null, -1)).toBe(4);
  expect(stepThrough(order, 6, 1)).toBe(1);
  expect(stepThrough(order, 2, -1)).toBe(2);
  expect(stepThrough(order, 99, 1)).toBe(2);
  expect(stepThrough([], 1, 1)).toBeNull();
});

test('chips count the states that occur', () => {
  expect(stateCounts(trials).map(({ state, count }) => `${state} ${count}`)).toEqual([
    'running 1',
    'complete 2',
    'diverged 1',
    'failed 1',
    'queued 1',
  ]);
});

test('the learning rate earns the column, else the first setting that varies', () => {
  expect(columnSetting([], ['model.units', 'optimizer.learningRate'])).toBe('optimizer.learningRate');
  const two = [trial(1, { params: { a: 1, b: 1 } }), trial(2, { params: { a: 1, b: 2 } })];
  expect(columnSetting(two, ['a', 'b'])).toBe('b');
  expect(columnSetting([], [])).toBeNull();
});

test('epochs show what is missing', () => {
  expect(epochText(trial(1))).toBe('10');
  expect(epochText(trial(1, { lastEpoch: 3 }))).toBe('3/10');
  expect(epochText(trial(1, { state: 'queued', lastEpoch: 0 }))).toBe('');
  expect(epochText(trial(1, { state: 'running', lastEpoch: 3 }), 5)).toBe('5/10');
});

test('epochs of a trial that is trained several times are those of all its runs: they never go back', () => {
  const run = (number: number, lastEpoch: number, state: 'complete' | 'running') => ({
    ...{ run: number, seed: number, fold: null, share: 1 },
    ...{ state, value: 0.9, bestEpoch: 2, lastEpoch },
  });
  const of = (lastEpoch: number, ...runs: ReturnType<typeof run>[]) =>
    trial(1, { state: 'running', plannedRuns: 3, lastEpoch, runs });
  expect(epochText(of(4, run(1, 4, 'running')), 6)).toBe('6/30');
  // The curve that is ahead is the first run's: it says nothing of the second.
  expect(epochText(of(2, run(1, 10, 'complete'), run(2, 2, 'running')), 10)).toBe('12/30');
  const all = [run(1, 10, 'complete'), run(2, 10, 'complete'), run(3, 10, 'complete')];
  expect(epochText({ ...of(10, ...all), state: 'complete' })).toBe('30');
});

test('a learning rate always fits its column', () => {
  const shown = (value: number) => paramText(trial(1, { params: { lr: value } }), 'lr');
  expect([0.0010123, 0.00131, 2.345e-5, 0.05, 6.8612345e29, 123_456_789].map(shown)).toEqual([
    '0.001',
    '0.0013',
    '2.3e−5',
    '0.05',
    '6.9e29',
    '1.2e8',
  ]);
  expect(shown(51_530)).toBe('51530');
});
