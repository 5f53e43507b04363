// Rows for tests of the store.
import type {
  MetricChunk,
  StudyRow,
  TestOpeningRow,
  TrialRow,
  ViewRow,
  WarmSourceRow,
  WarmTrialRow,
} from '#main/store/store.ts';

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
    afterwards: null,
    elapsedMs: 0,
    createdAt: 1_700_000_000_000.5,
    changedAt: 1_700_000_000_001,
    deletedAt: null,
    archivedAt: null,
    note: null,
    tags: [],
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
    plannedRuns: 1,
    runs: [],
    rerunOf: null,
    recipe: null,
    continued: [],
    place: null,
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
    note: null,
    tags: [],
    ...change,
  };
}

export function opening(change: Partial<TestOpeningRow> = {}): TestOpeningRow {
  return {
    studyId: 'study-1',
    trial: 1,
    at: 1_700_000_000_002.5,
    by: 'studio',
    epoch: 4,
    rows: 30,
    fingerprint: 'f1',
    configuration: 'c1',
    metrics: {
      'test.accuracy': { value: 0.9, interval: { low: 0.74, high: 0.965, method: 'wilson' } },
      'test.recall[Größe 学习]': { value: 'NaN', interval: null },
    },
    ...change,
  };
}

export function warmSource(change: Partial<WarmSourceRow> = {}): WarmSourceRow {
  return {
    study: { id: 'earlier', name: 'Erster Versuch 学习' },
    ...{ ended: 3, taken: 2, same: 1, ranked: 0, startingPoints: 1 },
    unfit: [{ kind: 'outside', setting: 'optimizer.learningRate', detail: '0.001–0.1', trials: 1 }],
    engine: { name: 'onnx', version: '1.30.0' },
    grounds: [{ stage: null, measure: '["f","best"]', trainRows: 100 }],
    ...change,
  };
}

export function warmTrial(change: Partial<WarmTrialRow> = {}): WarmTrialRow {
  return {
    ...{ place: 1, source: 0, number: 7, stage: null, state: 'complete' },
    params: { 'optimizer.learningRate': 0.1, clip: null },
    settings: { 'optimizer.name': 'adam', 'optimizer.learningRate': 0.1 },
    ...{ value: 0.9, objectives: [0.9, 2], epochs: 5, steps: [1, 2, 5] },
    values: [Number.NaN, Number.NEGATIVE_INFINITY, 0.9],
    ...change,
  };
}

export function savedView(change: Partial<ViewRow> = {}): ViewRow {
  return {
    ...{ studyId: 'study-1', name: 'Größe 学习', savedAt: 5 },
    content: {
      ...{ tab: 'live', query: { metric: 'loss', x: '2.00-9.00' }, filter: { text: 'lr < 0.1', states: ['complete'] } },
      ...{ hidden: [3], pinned: [1, 2], baseline: 1 },
    },
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
