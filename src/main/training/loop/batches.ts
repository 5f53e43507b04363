// Gathers batches from the encoded data set: scaled on the way, padded at the end, changed where augmentation asks for it.
import type { EncodedDataset } from '#main/data/dataset.ts';
import type { Batch } from '../engines/engine.ts';
import type { TrainingProgram } from '../program/program.ts';
import type { Augment } from './augment/augmentation.ts';
import { type BatchInput, batchInput } from './batch-input.ts';
import { type LabelWriter, labelWriter } from './labels.ts';
import type { ScalingName } from './scaling.ts';

/** What a training batch has beside the rows as they are. */
export interface TrainingBatches {
  readonly labelSmoothing: number;
  /** By class index; null: every row counts alike. */
  readonly classWeights: Float64Array | null;
  readonly augment: Augment | null;
}

export type GatheredBatch = Required<Pick<Batch, 'size' | 'x' | 'y' | 'weight'>> &
  Pick<Batch, 'mask'> & { readonly real: number };

/** Reuses its arrays: a batch is valid until the next one is gathered. */
export class BatchGatherer {
  readonly size: number;
  readonly #dataset: EncodedDataset;
  readonly #input: BatchInput;
  readonly #labels: LabelWriter;
  readonly #training: TrainingBatches | null;
  readonly #y: Float32Array;
  readonly #weight: Float32Array;
  readonly #mask: { readonly values: Float32Array; readonly steps: number } | null;

  constructor(
    dataset: EncodedDataset,
    program: Pick<TrainingProgram, 'inputShape' | 'labelShape' | 'maskSteps' | 'tokens'>,
    { scaling, size, training }: { scaling: ScalingName; size: number; training: TrainingBatches | null },
  ) {
    const { inputShape, labelShape, maskSteps, tokens } = program;
    this.size = size;
    this.#dataset = dataset;
    this.#training = training;
    const rowSize = inputShape.reduce((product, dimension) => product * dimension, 1);
    this.#input = batchInput(dataset, scaling, size, { size: rowSize, tokens });
    this.#labels = labelWriter(dataset, labelShape, training?.labelSmoothing ?? 0);
    this.#y = new Float32Array(size * this.#labels.size);
    this.#weight = new Float32Array(size);
    this.#mask = maskSteps === null ? null : { values: new Float32Array(size * maskSteps), steps: maskSteps };
  }

  /** Rows order[start ...]; beyond its end the batch is filled up with the same rows again, of weight 0. */
  gather(order: Uint32Array, start: number, epoch = 0): GatheredBatch {
    const real = Math.min(this.size, order.length - start);
    const classWeights = this.#training?.classWeights ?? null;
    for (let i = 0; i < this.size; i++) {
      const row = order[start + (i < real ? i : i % real)] ?? 0;
      this.#input.write(row, i);
      this.#labels.write(row, this.#y, i * this.#labels.size);
      this.#weight[i] = i < real ? (classWeights?.[this.#dataset.y[row] ?? 0] ?? 1) : 0;
      if (this.#mask !== null) {
        const { values, steps } = this.#mask;
        const end = Math.min(steps, this.#dataset.lengths?.[row] ?? steps);
        values.fill(1, i * steps, i * steps + end).fill(0, i * steps + end, (i + 1) * steps);
      }
    }
    this.#input.finish();
    const mask = this.#mask?.values ?? null;
    const batch = { x: this.#input.x, y: this.#y, weight: this.#weight, real };
    this.#training?.augment?.({ ...batch, mask }, epoch, start);
    return { size: this.size, ...batch, ...(mask === null ? {} : { mask }) };
  }
}
