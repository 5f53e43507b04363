// What a row's label is for the program: a class index, a standardised value, probabilities, or several yes and no.
import type { EncodedDataset } from '#main/data/dataset.ts';

/** Writes the label of a row to `target` from `offset` on; `size` numbers. */
export interface LabelWriter {
  readonly size: number;
  write(row: number, target: Float32Array, offset: number): void;
}

/**
 * `labelShape` is the program's. Probabilities of a classifier are 1 − ε + ε / K for the row's class and ε / K for the other
 * K − 1: label smoothing, Szegedy et al. 2016, section 7.
 */
export function labelWriter(
  { header, y }: EncodedDataset,
  labelShape: readonly number[],
  smoothing: number,
): LabelWriter {
  const classes = header.classes?.length ?? 0;
  const { labelMean, labelSd } = header;
  const factor = labelSd > 0 ? 1 / labelSd : 1;
  if (header.task === 'multilabel') {
    return {
      size: classes,
      write: (row, target, offset) => target.set(y.subarray(row * classes, (row + 1) * classes), offset),
    };
  }
  if (labelShape.length > 0) {
    const [rest, own] = [smoothing / classes, 1 - smoothing + smoothing / classes];
    return {
      size: classes,
      write(row, target, offset) {
        target.fill(rest, offset, offset + classes);
        target[offset + (y[row] ?? 0)] = own;
      },
    };
  }
  const scaled =
    header.task === 'regression' ? (value: number) => (value - labelMean) * factor : (value: number) => value;
  return {
    size: 1,
    write(row, target, offset) {
      target[offset] = scaled(y[row] ?? Number.NaN);
    },
  };
}
