// A process of its own that trains one epoch on random images and says what memory it was thought to need and what it took.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatasetHeader, EncodedDataset } from '#main/data/dataset.ts';
import { getEngine } from '#main/training/engines/index.ts';
import { trainTrial } from '#main/training/loop/index.ts';
import { batchSizesOf, datasetBytes, workerBytes } from '#main/training/loop/memory.ts';
import { buildProgram } from '#main/training/program/build.ts';
import { costOf } from '#main/training/program/cost.ts';
import { randomStream } from '#shared/num/random.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as ResolvedSettings;
const rows = Number(process.argv[3] ?? 2048);
const random = randomStream(3);
const header: DatasetHeader = {
  ...{ version: 1, fingerprint: 'memory', task: 'classification', kind: 'image', rows },
  ...{ inputShape: [28, 28, 1], features: [], xType: 'uint8', vocabulary: null, classes: [...'0123456789'] },
  ...{ trainClassCounts: [], label: 'label', labelMean: 0, labelSd: 1 },
  statistics: { mean: [127], sd: [74], min: [0], max: [255] },
  ...{ trainRows: rows - 256, validationRows: 256, testRows: 0 },
};
const index = Uint32Array.from({ length: rows }, (_, row) => row);
const dataset: EncodedDataset = {
  header,
  x: Uint8Array.from({ length: rows * 784 }, () => random.int(0, 255)),
  y: Float32Array.from({ length: rows }, () => random.int(0, 9)),
  lengths: null,
  train: index.subarray(256),
  validation: index.subarray(0, 256),
  test: new Uint32Array(),
  sourceRows: index,
};
const folder = mkdtempSync(join(tmpdir(), 'vernier-memory-'));
try {
  const outcome = await trainTrial({
    ...{ settings, dataset, engine: await getEngine('onnx'), threads: 1, workers: 1, seed: 1 },
    ...{ goal: null, resumeFrom: null, checkpointPath: join(folder, 'trial'), weights: null },
    signal: new AbortController().signal,
    onEpoch: async () => 'continue',
    onProgress: () => undefined,
    onPhase: () => undefined,
    onCheckpoint: () => undefined,
    onWeights: () => undefined,
  });
  const sizes = batchSizesOf(Number(settings['training.batchSize'] ?? 128), { train: rows - 256, validation: 256 });
  const cost = costOf(buildProgram(settings, header), sizes);
  const estimate = workerBytes(cost, datasetBytes(header));
  const peak = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(JSON.stringify({ outcome: outcome.kind, estimate, peak, cost }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
