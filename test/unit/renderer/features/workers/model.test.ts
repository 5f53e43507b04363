import { expect, test } from 'vitest';
import type { StudyProgress } from '#shared/contract/studies.ts';
import { lanesOf } from '../../../../../src/renderer/features/workers/model.ts';
import { trial } from '../../trials.ts';

type LaneOf = { worker: number; trial: number | null; epoch: number; run?: number; runs?: number };

const progress = (lanes: LaneOf[]): StudyProgress => ({
  studyId: 's',
  at: 0,
  lanes: lanes.map((lane) => ({ ...lane, pid: 1, phase: 'training', epochs: 10, fraction: 0, startedAt: 0 })),
  queue: [],
  remaining: 0,
  epochsDone: 0,
  eta: null,
  secondsPerEpoch: 1,
  savedShare: 0,
});

test('trials that ran at the same time stand on different lanes', () => {
  const trials = [
    trial(1, { startedAt: 0, endedAt: 100 }),
    trial(2, { startedAt: 10, endedAt: 50 }),
    trial(3, { startedAt: 60, endedAt: 90 }),
    trial(4, { startedAt: 110, state: 'running', worker: 1, lastEpoch: 5 }),
  ];
  const { bars } = lanesOf(
    trials,
    progress([
      { worker: 1, trial: 4, epoch: 5 },
      { worker: 2, trial: null, epoch: 0 },
    ]),
    2,
    160,
  );
  for (const a of bars) {
    for (const b of bars) {
      if (a.trial < b.trial && a.lane === b.lane) expect(a.to <= b.from || b.to <= a.from).toBe(true);
    }
  }
  expect(bars.find((bar) => bar.trial === 4)?.lane).toBe(0);
});

test('a running trial is expected to end where its pace leads', () => {
  const trials = [trial(1, { startedAt: 1000, state: 'running', worker: 1, lastEpoch: 4 })];
  const { bars, lanes } = lanesOf(trials, progress([{ worker: 1, trial: 1, epoch: 5 }]), 1, 6000);
  expect(bars[0]?.expectedEnd).toBe(11_000);
  expect(lanes[0]).toMatchObject({ worker: 1, epochText: '5/10' });
});

test('before the first epoch nothing is foretold', () => {
  const trials = [trial(1, { startedAt: 1000, state: 'running', worker: 1, lastEpoch: 0 })];
  expect(lanesOf(trials, progress([{ worker: 1, trial: 1, epoch: 0 }]), 1, 6000).bars[0]?.expectedEnd).toBeNull();
});

test('there are as many lanes as slots, even when nothing runs', () => {
  const none = lanesOf([], null, 3, 0);
  expect(none.lanes.map(({ worker }) => worker)).toEqual([1, 2, 3]);
  expect(none.to).toBeGreaterThan(none.from);
});

test('an ended trial stands on the lane on which it ran, also when there are fewer slots now', () => {
  const trials = [
    trial(1, { startedAt: 0, endedAt: 40, worker: 3 }),
    trial(2, { startedAt: 5, endedAt: 45, worker: 1 }),
    trial(3, { startedAt: 50, state: 'running', worker: 1, lastEpoch: 5 }),
  ];
  const { lanes, bars } = lanesOf(trials, progress([{ worker: 1, trial: 3, epoch: 5 }]), 1, 100);
  expect(lanes.map(({ worker }) => worker)).toEqual([1, 3]);
  expect(Object.fromEntries(bars.map((bar) => [bar.trial, lanes[bar.lane]?.worker]))).toEqual({ 1: 3, 2: 1, 3: 1 });
});

test('a lane that nothing in view has used is gone with its bars', () => {
  const long = (number: number, startedAt: number, worker: number) =>
    trial(number, { startedAt, endedAt: startedAt + 60_000, worker });
  const trials = [long(1, 0, 9), ...Array.from({ length: 40 }, (_, i) => long(i + 2, 60_000 * (i + 1), 1))];
  const { lanes, bars } = lanesOf(trials, null, 1, 60_000 * 41);
  expect(lanes.map(({ worker }) => worker)).toEqual([1]);
  expect(bars.some((bar) => bar.trial === 1)).toBe(false);
});

test('a trial that is trained several times has the epochs of all its runs ahead, and says which run it is in', () => {
  const complete = { run: 1, seed: 1, fold: null, share: 1, state: 'complete', value: 1, bestEpoch: 1 } as const;
  const runs = [
    { ...complete, lastEpoch: 10 },
    { ...complete, run: 2, state: 'running' as const, lastEpoch: 5 },
  ];
  const several = {
    startedAt: 0,
    state: 'running',
    worker: 1,
    lastEpoch: 5,
    epochs: 10,
    plannedRuns: 3,
    runs,
  } as const;
  const { bars } = lanesOf(
    [trial(1, { ...several, runs: [...runs] })],
    progress([{ worker: 1, trial: 1, epoch: 5, run: 2, runs: 3 }]),
    1,
    150,
  );
  expect(bars[0]).toMatchObject({ epochs: 15, expectedEnd: 300, run: { run: 2, runs: 3 } });
});

test('a trial that rested and went on has a bar for each time that it trained, and none for its rest', () => {
  const continued = [{ epoch: 4, at: 9000, trainedMs: 2000 }];
  const done = trial(1, { startedAt: 1000, endedAt: 11_000, durationMs: 4000, worker: 1, lastEpoch: 10, continued });
  const { bars } = lanesOf([done], null, 1, 12_000);
  expect(bars.map(({ from, to, epochs }) => [from, to, epochs]).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))).toEqual([
    [1000, 3000, 4],
    [9000, 11_000, 6],
  ]);
  // The pace of what it trains now foretells its end.
  const running = trial(1, { ...done, state: 'running', endedAt: null, epochs: 10, lastEpoch: 6 });
  const now = lanesOf([running], progress([{ worker: 1, trial: 1, epoch: 6 }]), 1, 11_000);
  expect(now.bars.find(({ from }) => from === 9000)?.expectedEnd).toBe(15_000);
});
