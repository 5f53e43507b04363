// Scales inputs with statistics of the training rows, while rows are copied into a batch.
import type { DatasetHeader, EncodedDataset } from '#main/data/dataset.ts';

export const scalingNames = ['none', 'standardize', 'minmax', 'perChannel'] as const;
export type ScalingName = (typeof scalingNames)[number];

/** Copies one row of the data set, scaled, to `target` from `offset` on; of a sequence the leading steps. */
export type RowReader = (row: number, target: Float32Array, offset: number) => void;

/** How much of each row is read. */
export interface RowExtent {
  /** Numbers of a row that are read: the program's input. */
  readonly size: number;
  /** Token ids from here on are read as 1, unknown; null for numbers. */
  readonly tokens: number | null;
}

/** (value − shift) · factor in float64, per feature of a table or of a step, or per channel of an image: what the last axis of a row counts. */
export interface Affine {
  readonly shift: Float64Array;
  readonly factor: Float64Array;
}

/**
 * standardize: zero mean and unit variance, per feature of a table and over all channels of an image; perChannel: per channel (for
 * tables the same as standardize); minmax: to 0..1. A constant feature becomes 0. The padding after a sequence's end stays 0, and
 * tokens are what they are.
 */
export function rowReader(dataset: EncodedDataset, scaling: ScalingName, extent: RowExtent): RowReader {
  const { header, x, lengths } = dataset;
  const stored = header.inputShape.reduce((size, dimension) => size * dimension, 1);
  const { size: rowSize, tokens } = extent;
  if (header.kind === 'text') {
    const limit = tokens ?? Number.POSITIVE_INFINITY;
    return (row, target, offset) => {
      const start = row * stored;
      for (let i = 0; i < rowSize; i++) {
        const id = x[start + i] ?? 0;
        target[offset + i] = id < limit ? id : 1;
      }
    };
  }
  const { shift, factor } = inputScaling(header, scaling);
  const period = shift.length;
  return (row, target, offset) => {
    const start = row * stored;
    const filled = lengths === null ? rowSize : Math.min(rowSize, (lengths[row] ?? 0) * period);
    for (let i = 0, k = 0; i < filled; i++) {
      target[offset + i] = ((x[start + i] ?? 0) - (shift[k] ?? 0)) * (factor[k] ?? 0);
      if (++k === period) k = 0;
    }
    target.fill(0, offset + filled, offset + rowSize);
  };
}

/** The numbers of a scaling; computed with in float64. Not for tokens. */
export function inputScaling({ statistics, kind }: DatasetHeader, scaling: ScalingName): Affine {
  const { mean, sd, min, max } = statistics;
  const inverse = (widths: readonly number[]) => Float64Array.from(widths, (width) => (width > 0 ? 1 / width : 0));
  switch (scaling) {
    case 'none':
      return { shift: new Float64Array(mean.length), factor: new Float64Array(mean.length).fill(1) };
    case 'minmax':
      return { shift: Float64Array.from(min), factor: inverse(max.map((high, i) => high - (min[i] ?? 0))) };
    case 'perChannel':
      return { shift: Float64Array.from(mean), factor: inverse(sd) };
    case 'standardize': {
      if (kind !== 'image') return { shift: Float64Array.from(mean), factor: inverse(sd) };
      const pooled = pool(mean, sd);
      return {
        shift: new Float64Array(mean.length).fill(pooled.mean),
        factor: inverse(mean.map(() => pooled.sd)),
      };
    }
  }
}

/** Mean and standard deviation over channels of equal size. */
function pool(mean: readonly number[], sd: readonly number[]): { readonly mean: number; readonly sd: number } {
  const overall = mean.reduce((sum, value) => sum + value, 0) / mean.length;
  const second = mean.reduce((sum, value, i) => sum + (sd[i] ?? 0) ** 2 + (value - overall) ** 2, 0) / mean.length;
  return { mean: overall, sd: Math.sqrt(second) };
}
