import { expect, test } from 'vitest';
import type { StudySummary } from '#shared/contract/studies.ts';
import {
  badEnd,
  commonReason,
  drawnRuns,
  emptyReason,
  historyOf,
  moreTrials,
} from '../../../../../src/renderer/features/live/model.ts';
import { trial } from '../../trials.ts';

const study = (direction: 'maximize' | 'minimize', asked: number | null) =>
  ({ objective: { metric: 'validation.accuracy', direction, pick: 'best' }, trials: asked }) as StudySummary;

test('the incumbent changes only where a trial is better, and a diverged one never leads', () => {
  const history = historyOf(
    [
      trial(1, { value: 0.5, endedAt: 10 }),
      trial(2, { value: 0.4 }),
      trial(3, { value: 0.99, state: 'diverged' }),
      trial(4, { value: 0.8, endedAt: 40 }),
    ],
    study('maximize', 10),
  );
  expect(history.steps).toEqual([
    { trial: 1, value: 0.5 },
    { trial: 4, value: 0.8 },
  ]);
  expect(history.best).toEqual({ trial: 4, value: 0.8, since: 40 });
  expect(history.points.map(({ value }) => value)).toEqual([0.5, 0.4, null, 0.8]);
  expect(historyOf([trial(1, { value: 2 }), trial(2, { value: 1 })], study('minimize', null)).best?.trial).toBe(2);
});

test('of several runs the strip shows the scatter, and the curve marks the best epoch of the run that it is of', () => {
  const run = (number: number, value: number, bestEpoch: number) => ({
    ...{ run: number, seed: number, fold: null, share: 1, state: 'complete' as const },
    ...{ value, bestEpoch, lastEpoch: 10 },
  });
  const several = trial(1, { value: 0.9, epoch: 7, plannedRuns: 2, runs: [run(1, 0.8, 4), run(2, 1, 10)] });
  const history = historyOf([several, trial(2, { value: 0.7 })], study('maximize', 2));
  expect(history.points.map(({ sd }) => sd)).toEqual([expect.closeTo(Math.SQRT1_2 * 0.2, 12), null]);
  const drawn = drawnRuns([several, trial(2, { epoch: 3 })], new Map(), new Set(), () => true);
  expect(drawn.map(({ bestEpoch }) => bestEpoch)).toEqual([4, 3]);
});

test('hidden and filtered runs are not drawn, the baseline always is, context lies below', () => {
  const look = {
    token: '--run-1',
    restToken: '--run-1',
    mark: 'none',
    focus: true,
    pinned: false,
    colour: '',
  } as const;
  const looks = new Map([
    [1, { ...look, baseline: true }],
    [3, { ...look, baseline: false }],
  ]);
  const trials = [trial(1), trial(2), trial(3), trial(4), trial(5, { state: 'queued', lastEpoch: 0 })];
  const runs = drawnRuns(trials, looks, new Set([4]), (one) => one.number > 1);
  expect(runs.map(({ run }) => run)).toEqual([2, 1, 3]);
});

test('an empty chart says why it is empty', () => {
  expect(emptyReason([], 0, 0)).toBe('none');
  expect(emptyReason([trial(1, { state: 'queued' })], 0, 0)).toBe('none');
  expect(emptyReason([trial(1, { state: 'running' })], 1, 0)).toBe('waiting');
  expect(emptyReason([trial(1, { state: 'diverged' })], 1, 0)).toBe('allDiverged');
  expect(emptyReason([trial(1, { state: 'failed' }), trial(2, { state: 'diverged' })], 2, 0)).toBe('allFailed');
  expect(emptyReason([trial(1)], 0, 1)).toBe('allHidden');
  expect(emptyReason([trial(1)], 1, 1)).toBeNull();
  expect(badEnd([trial(1), trial(2, { state: 'diverged' })])).toBeNull();
});

test('a study that ended early draws no more: nothing is hatched as not drawn yet', () => {
  const one = [trial(1, { value: 0.5 })];
  expect(historyOf(one, { ...study('maximize', 2), state: 'running' }).asked).toBe(2);
  expect(historyOf(one, { ...study('maximize', 2), state: 'finished' }).asked).toBeNull();
});

test('of failed trials the reason that most have is told, with how many', () => {
  const failed = (number: number, reason: string | null) => trial(number, { state: 'failed', reason });
  expect(commonReason([failed(1, 'b'), failed(2, 'a'), failed(3, 'a'), failed(4, null)])).toEqual({
    ...{ reason: 'a', count: 2 },
  });
  expect(commonReason([failed(1, null), trial(2, { state: 'diverged', reason: 'NaN' })])).toBeNull();
});

test('a study that rests goes on with what was asked for, else with as many again and at most ten', () => {
  const rests = (changes: Partial<StudySummary>) =>
    ({ ...study('maximize', 6), state: 'finished', ...changes }) as StudySummary;
  expect(moreTrials(rests({}), 6)).toBe(6);
  expect(moreTrials(rests({ trials: 20 }), 6)).toBe(14);
  expect(moreTrials(rests({ trials: null }), 40)).toBe(10);
  expect(moreTrials(rests({ state: 'running' }), 6)).toBeNull();
});
