import { expect, test } from 'vitest';
import { candidates, overlayColours, proposedRuns } from '../../../../../src/renderer/features/compare/model/choice.ts';
import { classRows } from '../../../../../src/renderer/features/compare/model/classes.ts';
import { markedRuns, readCompared, withCompared, writeCompared } from '../../../../../src/renderer/state/compared.ts';
import { hashOf, parseHash } from '../../../../../src/renderer/state/route.ts';
import { trial } from '../../trials.ts';

test('an address tells which runs, in their order; what is no trial number, twice or beyond eight is left out', () => {
  expect(readCompared('3,7,12')).toEqual([3, 7, 12]);
  expect(readCompared('3,x,3,-1,0,1e3, 4,7')).toEqual([3, 7]);
  expect(readCompared('1,2,3,4,5,6,7,8,9')).toHaveLength(8);
  expect(readCompared(undefined)).toEqual([]);
  const hash = hashOf({ page: 'study', id: 's', tab: 'compare' }, { runs: writeCompared([3, 7]) });
  expect(hash).toBe('#/study/s/compare?runs=3,7');
  expect(parseHash(hash).query).toEqual({ runs: '3,7' });
  expect(writeCompared([])).toBeNull();
});

test('a ninth run is refused, one that is there already is not', () => {
  const eight = [1, 2, 3, 4, 5, 6, 7, 8];
  expect(withCompared(eight, 9)).toBeNull();
  expect(withCompared(eight, 8)).toBe(eight);
  expect(withCompared([3], 1)).toEqual([3, 1]);
});

test('of the run list the baseline is the reference, then pinned runs and the selected one', () => {
  const trials = [1, 2, 3, 4].map((number) => trial(number));
  expect(markedRuns(trials, { pinned: new Set([4, 2, 99]), baseline: 3, selected: 2 })).toEqual([3, 4, 2]);
  expect(markedRuns(trials, { pinned: new Set(), baseline: null, selected: null })).toEqual([]);
});

test('the best two of the stage that counts are proposed; runs without a value never', () => {
  const trials = [
    trial(1, { value: 0.9, stage: 'coarse' }),
    trial(2, { value: 0.7, stage: 'fine' }),
    trial(3, { value: 0.8, stage: 'fine' }),
    trial(4, { value: 0.99, stage: 'fine', state: 'diverged' }),
  ];
  expect(proposedRuns(trials, 'maximize', ['coarse', 'fine'])).toEqual([3, 2]);
  expect(proposedRuns([trial(4, { state: 'diverged' })], 'maximize')).toEqual([]);
});

test('the picker lists the best first, then those without a value, and goes by numbers and settings', () => {
  const trials = [
    trial(1, { state: 'diverged', value: 0.99 }),
    trial(2, { value: 0.7, params: { 'optimizer.learningRate': 0.1 } }),
    trial(3, { value: 0.8, params: { 'optimizer.learningRate': 0.001 } }),
    trial(4, { state: 'queued' }),
  ];
  const numbers = (text: string) => candidates(trials, 'maximize', text).map(({ number }) => number);
  expect(numbers('')).toEqual([3, 2, 1]);
  expect(numbers('lr < 0.01')).toEqual([3]);
  expect(numbers('diverged')).toEqual([1]);
});

test('eight runs have eight colours, and keep their own where they can', () => {
  // Slot 8 is the colour of slot 0.
  const colours = overlayColours([5, 6, 7], { 5: 2, 6: 0, 7: 8 });
  expect([...colours]).toEqual([
    [5, '--run-3'],
    [6, '--run-1'],
    [7, '--run-2'],
  ]);
  const eight = overlayColours([1, 2, 3, 4, 5, 6, 7, 8], { 1: 8, 2: 8, 3: 8 });
  expect(new Set(eight.values()).size).toBe(8);
});

test('classes that the runs differ in most come first; one that a run does not tell is no difference', () => {
  const detail = (number: number, best: Record<string, number | string>) => ({
    ...{ trial: trial(number), settings: {}, weights: null, log: [] },
    metrics: { best, last: {} },
  });
  const details = [
    detail(1, { 'validation.recall[cat]': 0.5, 'validation.recall[a[1]]': 0.9, 'validation.recall[dog]': 0.4 }),
    detail(2, { 'validation.recall[cat]': 0.9, 'validation.recall[a[1]]': 0.8, 'validation.recall[dog]': 'NaN' }),
  ];
  expect(classRows(details, 'recall').map(({ name, values }) => [name, ...values])).toEqual([
    ['cat', 0.5, 0.9],
    ['a[1]', 0.9, 0.8],
    ['dog', 0.4, null],
  ]);
  expect(classRows(details, 'f1')).toEqual([]);
});
