// Rows of trials for tests.
import type { TrialRow } from '#main/store/store.ts';

export const row = (change: Partial<TrialRow> = {}): TrialRow => ({
  ...{
    studyId: 's',
    number: 1,
    stage: null,
    state: 'running',
    reason: null,
    params: {},
    settings: {},
    source: 'sampler',
    why: null,
  },
  ...{ plannedRuns: 1, runs: [], rerunOf: null, recipe: null, continued: [], place: null },
  ...{ seed: 1, value: null, bestEpoch: null, lastEpoch: 2, epochs: 9, attempts: 1, worker: 1 },
  ...{ checkpoint: null, weights: null },
  ...{ durationMs: 0, createdAt: 0, startedAt: 0, endedAt: null },
  ...{ note: null, tags: [] },
  ...change,
});
