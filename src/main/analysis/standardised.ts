// Results on a scale on which squares neither overflow nor are decided by one of them.
import { quantile } from '#shared/num/statistics.ts';

export interface Standardised {
  /** Mean 0 and standard deviation 1; all 0 when all results are equal. */
  readonly values: Float64Array;
  /** Whether results differ at all. */
  readonly varied: boolean;
  /** How many results count as the nearest value of the fence below. */
  readonly clipped: number;
  /** [lowest, highest] result that counts as it is; infinite where there is no fence. */
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
  const [low, high] = fenceOf(results);
  const kept = Float64Array.from(results, (value) => Math.min(high, Math.max(low, value)));
  const clipped = results.filter((value, i) => value !== kept[i]).length;
  const largest = kept.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  // A power of two changes no digits; what is left is near 1 at most, so that squares neither overflow nor vanish.
  const unit = largest === 0 ? 1 : 2 ** Math.min(1023, Math.ceil(Math.log2(largest)));
  const scaled = kept.map((value) => value / unit);
  let mean = 0;
  for (const value of scaled) mean += value / scaled.length;
  let squares = 0;
  for (const value of scaled) squares += (value - mean) ** 2 / scaled.length;
  const sd = Math.sqrt(squares);
  // Rounding of the mean must not pass for a difference.
  const varied = scaled.length > 1 && sd > 1e-14 * Math.abs(mean) && sd > 0;
  return {
    values: scaled.map((value) => (varied ? (value - mean) / sd : 0)),
    varied,
    clipped,
    fence: [low, high],
    toResult: (z) => (mean + (varied ? z * sd : 0)) * unit,
    toSpread: (z) => (varied ? z * sd * unit : 0),
  };
}

function fenceOf(values: readonly number[]): [number, number] {
  const none: [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (values.length === 0) return none;
  const [below, above] = [quantile(values, 0.25), quantile(values, 0.75)];
  const reach = fenceRanges * (above - below);
  return reach > 0 && Number.isFinite(reach) ? [below - reach, above + reach] : none;
}
