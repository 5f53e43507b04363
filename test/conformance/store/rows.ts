// Rows for tests of the store.
import type { MetricChunk, StudyRow, TrialRow } from '#main/store/store.ts';

export function study(change: Partial<StudyRow> = {}): StudyRow {
  return {
    id: 'study-1',
    name: 'First sweep',
    state: 'draft',
    reason: null,
    path: null,
    file: {
      version: 1,
      settings: { 'optimizer.learningRate': { type: 'float', low: 1e-4, high: 1 } },
      label: 'Größe 学习',
    },
    spaceKey: 'key',
    overrides: {},
    facts: null,
    engine: null,
    stages: null,
    warmStart: null,
    elapsedMs: 0,
    createdAt: 1_700_000_000_000.5,
    changedAt: 1_700_000_000_001,
    deletedAt: null,
    ...change,
  };
}

export function trial(change: Partial<TrialRow> = {}): TrialRow {
  return {
    studyId: 'study-1',
    number: 1,
    stage: null,
    state: 'queued',
    reason: null,
    params: { 'optimizer.learningRate': 0.1, 'model.units': 64, clip: null, 'optimizer.nesterov': true },
    settings: { 'optimizer.name': 'adam', 'training.epochs': 10 },
    source: 'sampler',
    why: null,
    seed: 2 ** 40 + 1,
    value: null,
    bestEpoch: null,
    lastEpoch: 0,
    epochs: 10,
    attempts: 0,
    worker: null,
    checkpoint: null,
    weights: null,
    durationMs: 0,
    createdAt: 1,
    startedAt: null,
    endedAt: null,
    ...change,
  };
}

/** wallMs are ten times the steps. */
export function chunk(trialNumber: number, key: string, steps: number[], values: number[]): MetricChunk {
  return {
    trial: trialNumber,
    key,
    steps: Float64Array.from(steps),
    values: Float64Array.from(values),
    wallMs: Float64Array.from(steps, (step) => 10 * step),
  };
}

export const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
