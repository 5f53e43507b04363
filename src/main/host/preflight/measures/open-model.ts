// A compiled model of a study's settings with its batches: what the measures that train work with.
import type { EncodedDataset } from '#main/data/dataset.ts';
import type { CompiledProgram, Engine, StepResult } from '#main/training/engines/engine.ts';
import { BatchGatherer } from '#main/training/loop/batches.ts';
import { epochOrder } from '#main/training/loop/epoch-order.ts';
import { batchSizesOf, readRecipe } from '#main/training/loop/index.ts';
import type { Recipe } from '#main/training/loop/recipe.ts';
import { buildProgram } from '#main/training/program/build.ts';
import type { BatchSizes } from '#main/training/program/cost.ts';
import { initialState } from '#main/training/program/initial-state.ts';
import type { TrainingProgram } from '#main/training/program/program.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import type { Limits } from './limits.ts';

/** What is checked: the study's default configuration on its data, with its engine. */
export interface Bench {
  readonly dataset: EncodedDataset;
  readonly settings: ResolvedSettings;
  readonly engine: Engine;
  readonly threads: number;
  readonly seed: number;
}

export interface OpenModel {
  readonly program: TrainingProgram;
  readonly compiled: CompiledProgram;
  readonly recipe: Recipe;
  readonly sizes: BatchSizes;
  readonly stepsPerEpoch: number;
  /** Start weights of this seed. */
  begin(seed?: number): Promise<void>;
  /** One step on the next batch of shuffled training rows; counts from the last `begin`. */
  step(learningRate: number): Promise<StepResult>;
  /** One step on these rows. */
  stepOn(rows: Uint32Array, learningRate: number): Promise<StepResult>;
  /** Rows of the batch of this number, begun anew when all training rows were taken. */
  batchRows(number: number): Uint32Array;
}

/** Compiles, works and gives the program back. The whole of `use` runs with the same program. */
export async function withModel<T>(
  bench: Bench,
  use: (model: OpenModel) => Promise<T>,
  {
    batchSize,
    dataset = bench.dataset,
    settings = bench.settings,
  }: Partial<Pick<Bench, 'dataset' | 'settings'>> & { batchSize?: number } = {},
): Promise<T> {
  const { engine, threads, seed } = bench;
  const program = buildProgram(settings, dataset.header);
  const recipe = readRecipe(settings, program.scalarDefaults.learningRate ?? 0);
  const rows = { train: dataset.train.length, validation: dataset.validation.length };
  const sizes = batchSizesOf(batchSize ?? recipe.batchSize, rows);
  const compiled = await engine.compile(program, { threads, ...sizes });
  const { labelSmoothing, scaling, balance } = recipe;
  const training = { labelSmoothing, classWeights: null, augment: null };
  const batches = new BatchGatherer(dataset, program, { scaling, size: sizes.batchSize, training });
  const orderOf = epochOrder(dataset, balance, seed, sizes.batchSize);
  let order = orderOf(1);
  const stepsPerEpoch = Math.ceil(order.length / sizes.batchSize);
  let count = 0;
  const onBatch = (rowsOfBatch: Uint32Array, at: number, learningRate: number) =>
    compiled.step(batches.gather(rowsOfBatch, at), { learningRate, step: ++count, seed });
  try {
    return await use({
      ...{ program, compiled, recipe, sizes, stepsPerEpoch },
      async begin(own = seed) {
        count = 0;
        order = orderOf(1);
        await compiled.write(initialState(program, own));
      },
      step(learningRate) {
        const at = count % stepsPerEpoch;
        if (at === 0 && count > 0) order = orderOf(1 + count / stepsPerEpoch);
        return onBatch(order, at * sizes.batchSize, learningRate);
      },
      stepOn: (own, learningRate) => onBatch(own, 0, learningRate),
      batchRows(number) {
        const { train } = dataset;
        const at = (number * sizes.batchSize) % Math.max(1, train.length - sizes.batchSize + 1);
        return train.subarray(at, at + sizes.batchSize);
      },
    });
  } finally {
    await compiled.dispose();
  }
}

/** The rate that the default configuration trains with. */
export function ownRate({ program }: Pick<OpenModel, 'program'>): number {
  return program.scalarDefaults.learningRate ?? 0;
}

/** Between two steps: lets messages out, and says whether to end. */
export async function over({ pause, late }: Limits): Promise<boolean> {
  await pause();
  return late();
}
