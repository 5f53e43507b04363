// Trials for tests of view models.
import type { Trial } from '#shared/contract/trials.ts';

export function trial(number: number, changes: Partial<Trial> = {}): Trial {
  return {
    studyId: 's',
    number,
    state: 'complete',
    reason: null,
    params: {},
    value: null,
    epoch: null,
    lastEpoch: 10,
    epochs: 10,
    seed: number,
    attempts: 1,
    worker: null,
    createdAt: 0,
    startedAt: null,
    endedAt: null,
    durationMs: 0,
    source: 'sampler',
    why: null,
    ...changes,
  };
}
