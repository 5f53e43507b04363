// How far a trial's value would be off, were it measured again. Pure.
import { mean, median } from '#shared/num/statistics.ts';
import type { ObservedTrial } from '../search.ts';

/** Epochs of a curve that are looked at, from its end; fewer than `least` show the rise of the curve, not its noise. */
const lookedAt = 12;
const least = 8;

/** Metrics that are a share of rows. */
const shares = ['accuracy', 'balancedAccuracy', 'macroF1'];

/**
 * Standard deviation of a value. Of a share of rows it is that of a binomial share, at the best value; where trials have several runs, that
 * of their means comes to it (what rows and what seeds leave open is independent); of all metrics it is at least that of the curves around
 * their own trend: second differences of a series with independent noise of variance s² have the variance 6 s² (Gasser, Sroka and
 * Jennen-Steinmetz 1986, equation 6), taken as the median over epochs and trials. 0: not known.
 */
export function noiseOf(
  trials: readonly ObservedTrial[],
  metric: string,
  { best, validationRows }: { best: number | null; validationRows: number | null },
): number {
  const name = metric.split('.').at(-1) ?? metric;
  const isShare = shares.includes(name) && best !== null && best >= 0 && best <= 1;
  const sampling = isShare && validationRows ? Math.sqrt((best * (1 - best)) / validationRows) : 0;
  return Math.max(Math.hypot(sampling, spreadOf(trials)), jitter(trials));
}

/** Root mean square of the standard errors of those that were trained several times; 0: none was. */
function spreadOf(trials: readonly ObservedTrial[]): number {
  const known = trials.flatMap(({ state, spread }) => (state === 'complete' && spread !== undefined ? [spread] : []));
  return known.length === 0 ? 0 : Math.sqrt(mean(known.map((spread) => spread * spread)));
}

function jitter(trials: readonly ObservedTrial[]): number {
  const bends: number[] = [];
  for (const { state, values } of trials) {
    if (state !== 'complete' || values.length < least) continue;
    const end = values.slice(-lookedAt);
    for (let i = 1; i < end.length - 1; i++) {
      const bend = (end[i + 1] ?? 0) - 2 * (end[i] ?? 0) + (end[i - 1] ?? 0);
      if (Number.isFinite(bend)) bends.push(Math.abs(bend));
    }
  }
  // 1.4826: the median of a normal variable's size in standard deviations, turned round.
  return bends.length === 0 ? 0 : (1.4826 * median(bends)) / Math.sqrt(6);
}
