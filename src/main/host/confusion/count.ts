// Counts rows by their class and by the class that a model gives them. Pure.
import type { DatasetHeader } from '#main/data/dataset.ts';
import { type MeasuredWeights, rowMetrics } from '#main/training/loop/index.ts';

/**
 * [actual · classes + predicted], in the order of the header's classes. The class that the model gives a row is the one that the loop's
 * accuracy goes by: the highest output, the first of equal ones. `y`: class of each row of the data set. Classification only.
 */
export function confusionCounts(
  header: DatasetHeader,
  y: Float32Array,
  { rows, outputs }: Pick<MeasuredWeights, 'rows' | 'outputs'>,
): number[] {
  const size = header.classes?.length ?? 0;
  const metrics = rowMetrics(header);
  const terms = new Float64Array(metrics.size);
  const counts = new Array<number>(size * size).fill(0);
  for (const [at, row] of rows.entries()) {
    metrics.describe(outputs, at * size, y, row, terms, 0);
    const [actual = 0, predicted = 0] = terms;
    counts[actual * size + predicted] = (counts[actual * size + predicted] ?? 0) + 1;
  }
  return counts;
}
