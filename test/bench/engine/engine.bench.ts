// Training speed: milliseconds per step and start to first step of each engine that is here, an epoch of a trial as a user runs it, and
// where VERNIER_PEER_PYTHON names a Python with torch and keras, the same models there.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EncodedDataset } from '#main/data/dataset.ts';
import { startToFirstStep } from '#main/host/engines/first-step.ts';
import { benchmarkEngine } from '#main/training/engines/benchmark.ts';
import { getEngine } from '#main/training/engines/index.ts';
import { trainTrial } from '#main/training/loop/index.ts';
import { randomStream } from '#shared/num/random.ts';
import { buildIfStale } from '../../../scripts/build.mjs';
import { comparePeers } from './peers.ts';
import { trialsPerHour } from './trials-per-hour.ts';

export interface BenchResult {
  readonly name: string;
  readonly rows: Record<string, string | number>[];
}

export async function run(): Promise<BenchResult> {
  const rows: Record<string, string | number>[] = [];
  const names = ['tensorflow', 'onnx'];
  const available: string[] = [];
  for (const name of names) {
    const engine = await getEngine(name);
    if ((await engine.unavailable()) !== null) continue;
    available.push(name);
    for (const { model, batch, threads, msPerStep } of await benchmarkEngine(engine)) {
      rows.push({
        what: `${name}: ${model} step, adam, batch ${batch}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
        ms: rounded(msPerStep),
        'limit ms': model === 'mlp' && batch === 128 && threads === 1 ? 2.5 : '',
      });
    }
    const start = await startToFirstStep(name, { program: builtFirstStep() });
    rows.push({ what: `${name}: process start to first step, mlp`, ms: rounded(start), 'limit ms': 600 });
  }
  rows.push({
    what: 'epoch of a trial, mlp 784-128-10, 9 000 + 1 000 rows',
    ms: rounded(await trialEpoch()),
    'limit ms': 1000,
  });
  const python = process.env.VERNIER_PEER_PYTHON;
  if (python) rows.push(...(await comparePeers(available, python)));
  rows.push(...(await trialsPerHour(available)));
  return { name: 'engine', rows };
}

/** The built program, as users have it. */
function builtFirstStep(): string {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  buildIfStale(root);
  return join(root, 'out', 'main', 'first-step.js');
}

/** Median epoch of a whole trial, with measurements and checkpoints, on random images of the size of the digits sample. */
async function trialEpoch(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'vernier-bench-'));
  const ends: number[] = [performance.now()];
  try {
    await trainTrial({
      settings: { 'model.family': 'mlp', 'training.epochs': 6 },
      dataset: randomImages(10_000),
      engine: await getEngine('onnx'),
      threads: 1,
      workers: 1,
      seed: 1,
      goal: null,
      resumeFrom: null,
      checkpointPath: join(folder, 'trial.ckpt'),
      weights: null,
      onEpoch: async () => {
        ends.push(performance.now());
        return 'continue';
      },
      onProgress: () => undefined,
      onPhase: () => undefined,
      onCheckpoint: () => undefined,
      onWeights: () => undefined,
      signal: new AbortController().signal,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
  return median(ends.slice(2).map((end, i) => end - (ends[i + 1] ?? 0)));
}

function randomImages(rows: number): EncodedDataset {
  const random = randomStream(1);
  const validationRows = rows / 10;
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  return {
    header: {
      version: 1,
      fingerprint: 'bench',
      task: 'classification',
      kind: 'image',
      rows,
      inputShape: [28, 28, 1],
      features: [],
      xType: 'uint8',
      vocabulary: null,
      classes: [...'0123456789'],
      trainClassCounts: [],
      label: 'label',
      labelMean: 0,
      labelSd: 1,
      statistics: { mean: [127.5], sd: [74], min: [0], max: [255] },
      trainRows: rows - validationRows,
      validationRows,
      testRows: 0,
    },
    x: Uint8Array.from({ length: rows * 784 }, () => random.int(0, 255)),
    lengths: null,
    y: Float32Array.from({ length: rows }, () => random.int(0, 9)),
    train: order.subarray(validationRows),
    validation: order.subarray(0, validationRows),
    test: new Uint32Array(),
    sourceRows: order,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const rounded = (ms: number) => Math.round(ms * 100) / 100;
