import { expect, test } from 'vitest';
import { costOf, pacesOf, takenMs } from '../../../../../src/renderer/features/stages/model/cost.ts';
import { headsOf } from '../../../../../src/renderer/features/stages/model/heads.ts';
import { trial } from '../../trials.ts';

const paces = Array.from({ length: 20 }, () => ({ epochMs: 1000, trained: 1 }));
const work = { trials: 10, epochs: 20, runs: 1, rows: 1, parallel: 1 };

test('a stage costs trials × epochs × seconds per epoch over workers, as a range around it', () => {
  const cost = costOf(paces, work);
  expect(cost?.lowMs).toBeLessThan(200_000);
  expect(cost?.highMs).toBeGreaterThan(200_000);
  expect(cost?.highMs).toBeLessThan(260_000);
  const four = costOf(paces, { ...work, parallel: 4 });
  expect(four?.lowMs).toBeCloseTo((cost?.lowMs ?? 0) / 4);
  expect(costOf(paces, { ...work, rows: 2, runs: 3 })?.lowMs).toBeCloseTo(6 * (cost?.lowMs ?? 0));
});

test('few measured trials make the range wide, early stops lower its low end, and nothing measured gives none', () => {
  const width = (cost: ReturnType<typeof costOf>) => (cost ? cost.highMs - cost.lowMs : Number.NaN);
  expect(width(costOf(paces.slice(0, 2), work))).toBeGreaterThan(2 * width(costOf(paces, work)));
  const stopped = costOf(
    paces.map((pace) => ({ ...pace, trained: 0.5 })),
    work,
  );
  expect(stopped?.lowMs).toBeCloseTo((costOf(paces, work)?.lowMs ?? 0) / 2);
  expect(stopped?.highMs).toBeCloseTo(costOf(paces, work)?.highMs ?? 0);
  expect(costOf([], work)).toBeNull();
});

test('an epoch of a trial is its time over the epochs it trained; one without an epoch says nothing', () => {
  const trials = [
    trial(1, { state: 'stopped', lastEpoch: 5, epochs: 20, durationMs: 5000 }),
    trial(2, { state: 'failed', lastEpoch: 0, durationMs: 100 }),
  ];
  expect(pacesOf(trials)).toEqual([{ epochMs: 1000, trained: 0.25 }]);
  expect(takenMs(trials, 4)).toBe(2550);
});

test('a head counts the trials of its stage without those trained again, and has its best by the direction', () => {
  const head = {
    ...{ name: 'a', state: 'complete' as const, reason: null, trials: 3, epochs: 2, runs: 1, share: 1 },
    ...{ sampler: 'random' as const, startedAt: null, endedAt: null },
  };
  const trials = [
    trial(1, { stage: 'a', state: 'complete', value: 0.5 }),
    trial(2, { stage: 'a', state: 'complete', value: 0.7 }),
    trial(3, { stage: 'a', state: 'failed', value: null }),
    trial(4, { stage: 'b', state: 'complete', value: 0.9 }),
    trial(5, { stage: 'a', state: 'complete', value: 0.99, rerunOf: 1 }),
  ];
  expect(headsOf([head], trials, 'maximize')[0]).toMatchObject({
    done: 3,
    complete: 2,
    best: { trial: 2, value: 0.7 },
  });
  expect(headsOf([head], trials, 'minimize')[0]?.best).toEqual({ trial: 1, value: 0.5 });
});
