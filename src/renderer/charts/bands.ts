// Curves with more points than the plot has pixel columns: one mean, lowest and highest value per column. Pure.
import { type Columns, lowerBound } from './resample.ts';

/** Columns of pixels from left to right, those without a finite value left out. */
export interface Band {
  readonly x: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Of a column, on the axis. */
  readonly width: number;
}

/**
 * The means per column as a line (at the middle of the column), and the band around it; null when there are no more points in [from, to]
 * than columns. One point beyond each end stays as it is, so that the line runs off the edge; a column without a finite value breaks it.
 */
export function bandOfColumns(
  { steps, values }: Columns,
  from: number,
  to: number,
  columns: number,
): { readonly line: Columns; readonly band: Band } | null {
  const start = lowerBound(steps, from);
  let end = lowerBound(steps, to);
  while (end < steps.length && (steps[end] ?? 0) <= to) end++;
  if (columns < 1 || end - start <= columns || !(to > from)) return null;
  const width = (to - from) / columns;
  const line = { steps: [] as number[], values: [] as number[] };
  const band = { x: [] as number[], low: [] as number[], high: [] as number[], width };
  const outside = (index: number) => {
    if (index < 0 || index >= steps.length) return;
    line.steps.push(steps[index] ?? 0);
    line.values.push(values[index] ?? Number.NaN);
  };
  outside(start - 1);
  let i = start;
  while (i < end) {
    const column = columnOf(steps[i] ?? 0);
    let [sum, count, low, high] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (; i < end && columnOf(steps[i] ?? 0) === column; i++) {
      const value = values[i] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      sum += value;
      count++;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const x = from + (column + 0.5) * width;
    line.steps.push(x);
    line.values.push(count === 0 ? Number.NaN : sum / count);
    if (count === 0) continue;
    band.x.push(x);
    band.low.push(low);
    band.high.push(high);
  }
  outside(end);
  return { line: { steps: Float64Array.from(line.steps), values: Float64Array.from(line.values) }, band };

  function columnOf(place: number): number {
    return Math.min(columns - 1, Math.floor((place - from) / width));
  }
}
