// A share of the training rows: what a trial of a study that prunes over the share of data trains on first.
import type { EncodedDataset } from '#main/data/dataset.ts';

/**
 * The same data with fewer training rows: of every class the leading ⌈share · rows⌉, in the order they had, so that classes keep their mix
 * within a row, each has at least one, and a smaller share is part of a larger one. Rows of a part are in seeded random order
 * (data/dataset.ts): leading ones are a fair sample. For regression and several labels the leading rows of all. Validation rows, scaling,
 * vocabulary and the label's mean stay those of the whole, so that values of different shares are of the same task.
 * @param share in (0, 1]; 1 gives back `dataset` itself.
 */
export function shareOf(dataset: EncodedDataset, share: number): EncodedDataset {
  if (share >= 1) return dataset;
  const { header, y, train } = dataset;
  const kept =
    header.task === 'classification' ? leadingOfEach(train, y, share) : train.slice(0, needed(share, train.length));
  return {
    ...dataset,
    train: kept,
    header: {
      ...header,
      // Checkpoints and weights of one share are not another's.
      fingerprint: `${header.fingerprint} share ${share}`,
      trainRows: kept.length,
      trainClassCounts: countsIn(kept, dataset),
    },
  };
}

/** Rounding errors make no row: 1/3 of 300 is 100. */
const needed = (share: number, rows: number) => Math.ceil(share * rows - 1e-9);

function leadingOfEach(train: Uint32Array, y: Float32Array, share: number): Uint32Array {
  const classOf = (row: number) => y[row] ?? 0;
  const left = new Map<number, number>();
  for (const row of train) left.set(classOf(row), (left.get(classOf(row)) ?? 0) + 1);
  for (const [at, rows] of left) left.set(at, needed(share, rows));
  return train.filter((row) => {
    const open = left.get(classOf(row)) ?? 0;
    left.set(classOf(row), open - 1);
    return open > 0;
  });
}

function countsIn(train: Uint32Array, { header: { task, classes }, y }: EncodedDataset): number[] {
  const counts = (classes ?? []).map(() => 0);
  for (const row of train) {
    if (task === 'multilabel')
      for (const [k, count] of counts.entries()) counts[k] = count + (y[row * counts.length + k] ?? 0);
    else if (classes !== null) counts[y[row] ?? 0] = (counts[y[row] ?? 0] ?? 0) + 1;
  }
  return counts;
}
