// Gathers batches from the encoded data set: shuffled per epoch by a stateless permutation, scaled on the way, padded at the end.
import type { EncodedDataset } from '#main/data/dataset.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { Batch } from '../engines/engine.ts';
import type { RowReader } from './scaling.ts';

/** Order of the training rows in an epoch; depends on nothing but the trial's seed and the epoch. */
export function epochOrder(train: Uint32Array, seed: number, epoch: number): Uint32Array {
  return randomStream(deriveSeed(seed, 'shuffle', epoch)).shuffle(train.slice());
}

/** Reuses its arrays: a batch is valid until the next one is gathered. */
export class BatchGatherer {
  readonly size: number;
  readonly #readRow: RowReader;
  readonly #labels: Float32Array;
  readonly #rowSize: number;
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #weight: Float32Array;
  readonly #scaleLabel: (value: number) => number;

  constructor({ header, y }: EncodedDataset, readRow: RowReader, size: number) {
    this.size = size;
    this.#readRow = readRow;
    this.#labels = y;
    this.#rowSize = header.inputShape.reduce((product, dimension) => product * dimension, 1);
    this.#x = new Float32Array(size * this.#rowSize);
    this.#y = new Float32Array(size);
    this.#weight = new Float32Array(size);
    const { labelMean, labelSd } = header;
    const factor = labelSd > 0 ? 1 / labelSd : 1;
    this.#scaleLabel = header.task === 'regression' ? (value) => (value - labelMean) * factor : (value) => value;
  }

  /** Rows order[start ...]; beyond its end the batch is padded with zero rows of weight 0. */
  gather(order: Uint32Array, start: number): Batch & { readonly real: number } {
    const real = Math.min(this.size, order.length - start);
    for (let i = 0; i < real; i++) {
      const row = order[start + i] ?? 0;
      this.#readRow(row, this.#x, i * this.#rowSize);
      this.#y[i] = this.#scaleLabel(this.#labels[row] ?? Number.NaN);
    }
    if (real < this.size) {
      this.#x.fill(0, real * this.#rowSize);
      this.#y.fill(0, real);
    }
    this.#weight.fill(1, 0, real).fill(0, real);
    return { size: this.size, x: this.#x, y: this.#y, weight: this.#weight, real };
  }
}
