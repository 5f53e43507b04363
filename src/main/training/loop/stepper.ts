// Training steps without epochs, reports or checkpoints: what a model's steps cost on this machine.
import type { EncodedDataset } from '#main/data/dataset.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import type { Engine } from '../engines/engine.ts';
import { buildProgram } from '../program/build.ts';
import { initialState } from '../program/initial-state.ts';
import { BatchGatherer } from './batches.ts';
import { batchSizesOf } from './memory.ts';
import { readRecipe } from './recipe.ts';

export interface StepperRequest {
  readonly dataset: EncodedDataset;
  readonly settings: ResolvedSettings;
  readonly engine: Engine;
  readonly threads: number;
}

/** Each step gathers the next batch of the training rows and trains on it, as an epoch does. */
export async function createStepper(request: StepperRequest): Promise<{ step(): Promise<void> }> {
  const { dataset, settings, engine, threads } = request;
  const program = buildProgram(settings, dataset.header);
  const { batchSize: wanted, scaling } = readRecipe(settings, 0);
  const rows = { train: dataset.train.length, validation: dataset.validation.length };
  const sizes = batchSizesOf(wanted, rows);
  const compiled = await engine.compile(program, { threads, ...sizes });
  await compiled.write(initialState(program, 1));
  const batches = new BatchGatherer(dataset, program, { scaling, size: sizes.batchSize, training: null });
  const stepsPerEpoch = Math.ceil(rows.train / sizes.batchSize);
  let count = 0;
  return {
    async step() {
      const batch = batches.gather(dataset.train, (count % stepsPerEpoch) * sizes.batchSize);
      // A rate of zero leaves the weights where they are: no step gets slow or diverges because of its values.
      await compiled.step(batch, { learningRate: 0, step: ++count, seed: 1 });
    },
  };
}
