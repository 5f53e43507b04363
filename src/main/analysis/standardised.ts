// Results on a scale on which squares neither overflow nor are decided by one of them.
import { quantile } from '#shared/num/statistics.ts';

export interface Standardised {
  /** Mean 0 and standard deviation 1; all 0 when all results are equal. */
  readonly values: Float64Array;
  /** Whether results differ at all. */
  readonly varied: boolean;
  /** How many results count as the nearest value of the fence below. */
  readonly clipped: number;
  /** [lowest, highest] result that counts as it is. */
  readonly fence: readonly [number, number];
  /** A standardised value in the results' own units; never beyond the double range. */
  toResult(standardised: number): number;
  /** A difference of standardised values in the results' own units. */
  toSpread(standardised: number): number;
}

/** Interquartile ranges beyond the quartiles; results farther out count as the fence. */
const fenceRanges = 10;

/**
 * Of finite results. One that lies more than ten interquartile ranges outside the quartiles (a loss of 1e30 among values near 1)
 * counts as lying at that fence: it stays the worst, without being all that a variance sees. No fence where the quartiles are equal.
 */
export function standardised(results: readonly number[]): Standardised {
  const largest = results.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  // A power of two changes no digits; what is left is at most 1, and a fence cannot overflow.
  const unit = largest === 0 ? 1 : 2 ** Math.min(1023, Math.ceil(Math.log2(largest)));
  const scaled = Float64Array.from(results, (value) => value / unit);
  const [low, high] = fenceOf(scaled);
  let clipped = 0;
  let mean = 0;
  for (let i = 0; i < scaled.length; i++) {
    const value = scaled[i] ?? 0;
    const kept = Math.min(high, Math.max(low, value));
    if (kept !== value) clipped++;
    scaled[i] = kept;
    mean += kept / scaled.length;
  }
  let squares = 0;
  for (const value of scaled) squares += (value - mean) ** 2 / scaled.length;
  const sd = Math.sqrt(squares);
  // Rounding of the mean must not pass for a difference.
  const varied = scaled.length > 1 && sd > 1e-14 * Math.abs(mean) && sd > 0;
  return {
    values: scaled.map((value) => (varied ? (value - mean) / sd : 0)),
    varied,
    clipped,
    fence: [Math.max(-Number.MAX_VALUE, low * unit), Math.min(Number.MAX_VALUE, high * unit)],
    toResult: (z) => (mean + (varied ? z * sd : 0)) * unit,
    toSpread: (z) => (varied ? z * sd * unit : 0),
  };
}

function fenceOf(values: Float64Array): [number, number] {
  if (values.length === 0) return [0, 0];
  const list = Array.from(values);
  const [below, above] = [quantile(list, 0.25), quantile(list, 0.75)];
  const width = above - below;
  // Infinite ends leave every value as it is.
  if (width === 0) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return [below - fenceRanges * width, above + fenceRanges * width];
}
