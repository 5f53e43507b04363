import { expect, test } from 'vitest';
import type { StudyProgress } from '#shared/contract/studies.ts';
import { moved, queueOf, rankOf } from '../../../../../src/renderer/features/workers/queue.ts';
import { trial } from '../../trials.ts';

const waiting = (number: number, place?: number) =>
  trial(number, { state: 'queued', source: 'user', startedAt: null, ...(place !== undefined && { place }) });

const progress = (queue: StudyProgress['queue'], remaining: number): StudyProgress => ({
  ...{ studyId: 's', at: 0, lanes: [], queue, remaining, epochsDone: 0, eta: null, secondsPerEpoch: 1, savedShare: 0 },
});

const running = { state: 'running' } as const;
const shown = (queue: ReturnType<typeof queueOf>) =>
  queue.entries.map(({ trial: number, source, movable }) => [number, source, movable]);

test('what was begun comes first, then what was put in by hand as it was arranged, then starting points of the file', () => {
  const trials = [trial(1), trial(2, { state: 'queued', startedAt: 5 }), waiting(3), waiting(4, 2.5), waiting(5)];
  const told = progress(
    [
      { trial: 2, source: 'retry' },
      { trial: 4, source: 'enqueued' },
      { trial: 3, source: 'enqueued' },
      { trial: 5, source: 'sampler' },
      { trial: null, source: 'enqueued' },
    ],
    7,
  );
  const queue = queueOf(running, trials, told);
  expect(shown(queue)).toEqual([
    [2, 'retry', false],
    [4, 'enqueued', true],
    [3, 'enqueued', true],
    // The sampler has drawn it for the next free worker.
    [5, 'sampler', false],
    [null, 'enqueued', false],
  ]);
  expect(queue.remaining).toBe(7);
});

test('a study that rests shows what waits, and nothing that is still to be drawn', () => {
  const stale = progress([{ trial: 9, source: 'enqueued' }], 7);
  expect(shown(queueOf({ state: 'paused' }, [waiting(2), waiting(1)], stale))).toEqual([
    [1, 'enqueued', true],
    [2, 'enqueued', true],
  ]);
  expect(queueOf({ state: 'paused' }, [], stale)).toEqual({ entries: [], remaining: 0 });
});

test('an entry moves to where it is asked to, at most to an end, and those that cannot move are left out', () => {
  const queue = queueOf(
    running,
    [trial(1, { state: 'queued', startedAt: 5 }), waiting(2), waiting(3), waiting(4)],
    null,
  );
  expect(moved(queue, 4, 0)).toEqual([4, 2, 3]);
  expect(moved(queue, 2, 1)).toEqual([3, 2, 4]);
  expect(moved(queue, 2, 9)).toEqual([3, 4, 2]);
  expect(moved(queue, 2, -1)).toBeNull();
  expect(moved(queue, 1, 0)).toBeNull();
  expect([rankOf(queue, 3), rankOf(queue, 1)]).toEqual([1, -1]);
});
