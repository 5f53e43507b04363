// How fast an engine trains the models that engine.md and `vernier engines --bench` name, on random data.
import type { DatasetHeader } from '#main/data/dataset.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { median } from '#shared/num/statistics.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { buildProgram } from '../program/build.ts';
import { initialState } from '../program/initial-state.ts';
import type { Batch, Engine } from './engine.ts';

export interface BenchmarkRow {
  readonly model: 'mlp' | 'cnn' | 'lstm';
  readonly batch: number;
  readonly optimizer: 'adam';
  readonly threads: number;
  /** Median over the rounds. */
  readonly msPerStep: number;
}

/**
 * On 28×28 images: MLP 784-256-128-10; CNN of two 3×3 convolutions (32 and 64 filters, 'same') and a dense layer of 128; LSTM of 64
 * units over the 28 rows of pixels.
 */
const models: Readonly<Record<BenchmarkRow['model'], ResolvedSettings>> = {
  mlp: { 'model.family': 'mlp', 'model.layers': 2, 'model.units': 256, 'model.unitsShape': 'halving' },
  cnn: { 'model.family': 'cnn', 'model.convLayers': 2, 'model.filters': 32, 'model.units': 128 },
  lstm: { 'model.family': 'rnn', 'model.cell': 'lstm', 'model.recurrentUnits': 64, 'model.layers': 0 },
};

export interface BenchmarkOptions {
  readonly batches?: readonly number[];
  readonly threads?: readonly number[];
  /** Each round measures every cell for about this long; the cells take turns, so that a busy machine disturbs all alike. */
  readonly roundMs?: number;
  readonly rounds?: number;
  /** Hears how many of the measurements are done, and is waited for. */
  readonly told?: ((done: number, total: number) => Promise<void>) | undefined;
}

export async function benchmarkEngine(
  engine: Engine,
  { batches = [128, 32], threads = [1, 2], roundMs = 150, rounds = 5, told }: BenchmarkOptions = {},
): Promise<BenchmarkRow[]> {
  const names = Object.keys(models) as BenchmarkRow['model'][];
  const specs = names.flatMap((model) =>
    batches.flatMap((batch) => threads.map((count) => ({ model, batch, threads: count }))),
  );
  const cells = await Promise.all(specs.map((spec) => openCell(engine, spec.model, spec.batch, spec.threads)));
  const times = specs.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, cell] of cells.entries()) {
      times[index]?.push(await cell.msPerStep(roundMs));
      await told?.(round * cells.length + index + 1, rounds * cells.length);
    }
  }
  for (const cell of cells) await cell.dispose();
  return specs.map((spec, index) => ({ ...spec, optimizer: 'adam', msPerStep: median(times[index] ?? []) }));
}

/** Builds and compiles the reference MLP and runs one step: what a worker does before its first result. */
export async function firstStep(engine: Engine): Promise<void> {
  const cell = await openCell(engine, 'mlp', 128, 1);
  await cell.step();
  await cell.dispose();
}

export interface BenchmarkCell {
  step(): Promise<unknown>;
  /** Trains for about this long. */
  msPerStep(forMs: number): Promise<number>;
  dispose(): Promise<void>;
}

/** One model, compiled and with its start weights, on a batch of random images. */
export async function openCell(
  engine: Engine,
  model: BenchmarkRow['model'],
  size: number,
  threads: number,
): Promise<BenchmarkCell> {
  const program = buildProgram({ ...models[model], 'optimizer.name': 'adam' }, header);
  const compiled = await engine.compile(program, { threads, batchSize: size, evaluationBatchSize: size });
  await compiled.write(initialState(program, 1));
  const batch = randomBatch(size);
  let count = 0;
  const step = () => compiled.step(batch, { step: ++count, seed: 1 });
  return {
    step,
    async msPerStep(forMs: number): Promise<number> {
      await step();
      const start = performance.now();
      let steps = 0;
      let elapsed = 0;
      while (elapsed < forMs) {
        await step();
        steps++;
        elapsed = performance.now() - start;
      }
      return elapsed / steps;
    },
    dispose: () => compiled.dispose(),
  };
}

function randomBatch(size: number): Batch {
  const random = randomStream(deriveSeed(1, 'benchmark'));
  return {
    size,
    x: Float32Array.from({ length: size * 28 * 28 }, () => random.uniform()),
    y: Float32Array.from({ length: size }, () => random.int(0, 9)),
  };
}

const header: DatasetHeader = {
  version: 1,
  fingerprint: 'benchmark',
  task: 'classification',
  kind: 'image',
  rows: 1,
  inputShape: [28, 28, 1],
  features: [],
  xType: 'float32',
  vocabulary: null,
  classes: [...'0123456789'],
  trainClassCounts: [],
  label: 'label',
  labelMean: 0,
  labelSd: 1,
  statistics: { mean: [0.5], sd: [0.3], min: [0], max: [1] },
  trainRows: 1,
  validationRows: 0,
  testRows: 0,
};
