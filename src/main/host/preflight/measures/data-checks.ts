// Measures what can be known of the data without training anything.
import type { EncodedDataset } from '#main/data/dataset.ts';
import type { ClassBalanceMeasure, InputScaleMeasure, MissingMeasure } from '#main/preflight/index.ts';
import { inputScaling } from '#main/training/loop/index.ts';
import type { DataProfile } from '#shared/contract/datasets.ts';

/** Columns that the network does not read are left out: the label, and those that the study excludes. */
export function measureMissing({ columns, rows, label }: DataProfile, excluded: readonly string[]): MissingMeasure {
  return {
    rows,
    columns: columns.filter(({ name, missing }) => missing > 0 && name !== label && !excluded.includes(name)),
  };
}

export function measureInputScale(
  { header }: Pick<EncodedDataset, 'header'>,
  scaling: 'none' | 'standardize' | 'minmax' | 'perChannel',
): InputScaleMeasure {
  if (header.kind === 'text') return { inputs: null, scaling };
  const { shift, factor } = inputScaling(header, scaling);
  const { mean, sd, min, max } = header.statistics;
  const name = (at: number) => header.features[at] ?? (header.kind === 'image' ? 'image' : `x[${at}]`);
  return {
    scaling,
    inputs: mean.map((own, at) => {
      const scaled = (value: number) => (value - (shift[at] ?? 0)) * (factor[at] ?? 1);
      return {
        name: name(at),
        mean: scaled(own),
        sd: (sd[at] ?? 0) * (factor[at] ?? 1),
        most: Math.max(Math.abs(scaled(min[at] ?? 0)), Math.abs(scaled(max[at] ?? 0))),
      };
    }),
  };
}

export function measureClassBalance(
  { classes, trainRows, validationRows, task }: DataProfile,
  { batchSize, balanced }: { readonly batchSize: number; readonly balanced: boolean },
): ClassBalanceMeasure {
  return { task, classes, trainRows, validationRows, batchSize, balanced };
}
