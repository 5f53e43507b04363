// Small data sets for tests of the loop: separable enough to be learned in a few epochs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DatasetHeader, EncodedDataset } from '#main/data/dataset.ts';
import { getEngine } from '#main/training/engines/index.ts';
import type { EpochDecision, TrainRequest } from '#main/training/loop/train.ts';
import { randomStream } from '#shared/num/random.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';

/** Three classes around three centres in four features of different scale; every tenth row is for validation. */
export function blobs(rows = 300): EncodedDataset {
  const random = randomStream(11);
  const x = new Float32Array(rows * 4);
  const y = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const label = row % 3;
    y[row] = label;
    for (let i = 0; i < 4; i++) x[row * 4 + i] = 10 ** i * (random.normal() + (i % 3 === label ? 3 : 0));
  }
  return split({ x, y, task: 'classification', classes: ['a', 'b', 'c'], labelMean: 0, labelSd: 1 });
}

/** y = 1000 + 50 · (x₁ − x₂) + noise of 5. */
export function line(rows = 300): EncodedDataset {
  const random = randomStream(12);
  const x = new Float32Array(rows * 4).map(() => random.normal());
  const y = new Float32Array(rows).map(
    (_, row) => 1000 + 50 * ((x[row * 4] ?? 0) - (x[row * 4 + 1] ?? 0)) + 5 * random.normal(),
  );
  const mean = y.reduce((sum, value) => sum + value, 0) / rows;
  const sd = Math.sqrt(y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows);
  return split({ x, y, task: 'regression', classes: null, labelMean: mean, labelSd: sd });
}

type Parts = Pick<EncodedDataset, 'x' | 'y'> & Pick<DatasetHeader, 'task' | 'classes' | 'labelMean' | 'labelSd'>;

function split({ x, y, ...facts }: Parts): EncodedDataset {
  const rows = [...y.keys()];
  const train = Uint32Array.from(rows.filter((row) => row % 10 !== 0));
  const validation = Uint32Array.from(rows.filter((row) => row % 10 === 0));
  const column = (i: number) => [...train].map((row) => x[row * 4 + i] ?? 0);
  const columns = [0, 1, 2, 3].map(column);
  const mean = columns.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const sd = columns.map((values, i) =>
    Math.sqrt(values.reduce((sum, value) => sum + (value - (mean[i] ?? 0)) ** 2, 0) / values.length),
  );
  const header: DatasetHeader = {
    version: 1,
    fingerprint: 'blobs',
    kind: 'table',
    rows: y.length,
    inputShape: [4],
    features: ['p', 'q', 'r', 's'],
    xType: 'float32',
    vocabulary: null,
    trainClassCounts: [],
    label: 'label',
    statistics: {
      mean,
      sd,
      min: columns.map((values) => Math.min(...values)),
      max: columns.map((values) => Math.max(...values)),
    },
    trainRows: train.length,
    validationRows: validation.length,
    testRows: 0,
    ...facts,
  };
  const sourceRows = Uint32Array.from({ length: header.rows }, (_, row) => row);
  return { header, x, y, lengths: null, train, validation, test: new Uint32Array(), sourceRows };
}

export interface Recorded {
  readonly request: TrainRequest;
  readonly epochs: { epoch: number; metrics: Readonly<Record<string, number>> }[];
  readonly checkpoints: number[];
  /** Epochs whose weights were written. */
  readonly weights: number[];
}

/** A request on the onnx engine that notes what it is told; `decide` answers the epochs. */
export async function recorded(
  settings: ResolvedSettings,
  options: Partial<TrainRequest> & { decide?: (epoch: number) => EpochDecision } = {},
): Promise<Recorded> {
  const folder = mkdtempSync(join(tmpdir(), 'vernier-loop-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { decide = () => 'continue', ...overrides } = options;
  const epochs: Recorded['epochs'] = [];
  const checkpoints: number[] = [];
  const weights: number[] = [];
  const request: TrainRequest = {
    settings: { 'model.family': 'mlp', 'model.units': 16, 'training.batchSize': 32, ...settings },
    dataset: blobs(),
    engine: await getEngine('onnx'),
    threads: 1,
    workers: 1,
    seed: 5,
    goal: null,
    resumeFrom: null,
    checkpointPath: join(folder, 'trial.ckpt'),
    weights: null,
    async onEpoch(epoch, metrics) {
      epochs.push({ epoch, metrics });
      return decide(epoch);
    },
    onProgress: () => undefined,
    onPhase: () => undefined,
    onCheckpoint: (epoch) => checkpoints.push(epoch),
    onWeights: (epoch) => weights.push(epoch),
    signal: new AbortController().signal,
    ...overrides,
  };
  return { request, epochs, checkpoints, weights };
}
