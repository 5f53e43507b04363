// Whether runs on a subset of the data (or of the epochs) rank configurations as whole runs do.
import type { Direction, Reason } from '#shared/contract/common.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { kendall, spearman } from '#shared/num/rank-correlation.ts';
import { quantile } from '#shared/num/statistics.ts';
import { analysisText, many, note } from '#shared/study/analysis-text.ts';
import { type AnalysedTrial, hasResult } from './fitting-trials.ts';

export interface RankCorrelation {
  readonly value: number;
  /** 95 % interval over bootstrap samples of the pairs. */
  readonly low: number;
  readonly high: number;
}

export interface SubsetTrust {
  /** Configurations that have a result on both sides. */
  readonly pairs: readonly { readonly subset: number; readonly full: number }[];
  /** Null for fewer than two pairs, and where one side's results are all equal. */
  readonly spearman: RankCorrelation | null;
  /** Tau-b. */
  readonly kendall: RankCorrelation | null;
  /** How many of the best `k` by the subset are among the best `k` of the whole; null without pairs. */
  readonly top: { readonly k: number; readonly shared: number; readonly expected: number } | null;
  /** yes: ranks well enough to choose by; no: does not; unknown: the pairs do not say. */
  readonly verdict: 'yes' | 'no' | 'unknown';
  readonly reason: Reason;
  /** Of `reason`, in English. */
  readonly sentence: string;
}

/** Fewer pairs say nothing. */
const leastPairs = 5;
const resamples = 1000;
/** Rank correlation from which a subset is worth choosing by. */
const enough = 0.5;

/**
 * Trials of both sides with equal params are a pair (of several the first counts); complete ones only. The verdict is about the
 * interval of Spearman's rho: all of it above 0.5, all of it below, or neither. Equal arguments give equal answers.
 */
export function subsetTrust(
  direction: Direction,
  subset: readonly AnalysedTrial[],
  full: readonly AnalysedTrial[],
  seed = 0,
): SubsetTrust {
  const found = paired(subset, full);
  const pairs = found.map(([a, b]) => ({ subset: a.number, full: b.number }));
  const small = Float64Array.from(found, ([a]) => a.value);
  const whole = Float64Array.from(found, ([, b]) => b.value);
  const samples = bootstrapSamples(found.length, seed);
  const rho = withInterval(spearman, small, whole, samples);
  const tau = withInterval(kendall, small, whole, samples);
  const top = found.length === 0 ? null : topOverlap(small, whole, direction);
  const verdict =
    rho === null || found.length < leastPairs
      ? 'unknown'
      : rho.low > enough
        ? 'yes'
        : rho.high < enough
          ? 'no'
          : 'unknown';
  const reason = reasonOf(found.length, rho, top, verdict);
  return { pairs, spearman: rho, kendall: tau, top, verdict, reason, sentence: analysisText(reason, 'en') };
}

type Rated = AnalysedTrial & { readonly value: number };

function paired(subset: readonly AnalysedTrial[], full: readonly AnalysedTrial[]): [Rated, Rated][] {
  const rated = (trials: readonly AnalysedTrial[]) =>
    trials.filter(({ state }) => state === 'complete').filter(hasResult);
  const whole = new Map<string, Rated>();
  for (const trial of rated(full).reverse()) whole.set(keyOf(trial), trial);
  const taken = new Set<string>();
  return rated(subset).flatMap((trial): [Rated, Rated][] => {
    const key = keyOf(trial);
    const other = whole.get(key);
    if (other === undefined || taken.has(key)) return [];
    taken.add(key);
    return [[trial, other]];
  });
}

function keyOf({ params }: AnalysedTrial): string {
  return JSON.stringify(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function bootstrapSamples(n: number, seed: number): Uint32Array[] {
  const random = randomStream(deriveSeed(seed, 'subset trust'));
  if (n < 2) return [];
  return Array.from({ length: resamples }, () => Uint32Array.from({ length: n }, () => random.int(0, n - 1)));
}

/** Samples in which one side does not vary say nothing and are left out. */
function withInterval(
  measure: (a: Float64Array, b: Float64Array) => number | null,
  a: Float64Array,
  b: Float64Array,
  samples: readonly Uint32Array[],
): RankCorrelation | null {
  const value = measure(a, b);
  if (value === null) return null;
  const at = (values: Float64Array, sample: Uint32Array) => Float64Array.from(sample, (i) => values[i] ?? 0);
  const measured = samples.flatMap((sample) => measure(at(a, sample), at(b, sample)) ?? []);
  if (measured.length === 0) return { value, low: -1, high: 1 };
  return { value, low: quantile(measured, 0.025), high: quantile(measured, 0.975) };
}

/** k: a quarter of the configurations, at least one. */
function topOverlap(small: Float64Array, whole: Float64Array, direction: Direction): SubsetTrust['top'] {
  const n = small.length;
  const k = Math.max(1, Math.round(n / 4));
  const sign = direction === 'maximize' ? -1 : 1;
  const best = (values: Float64Array) =>
    Array.from(values.keys())
      .sort((i, j) => sign * Math.sign((values[i] ?? 0) - (values[j] ?? 0)) || i - j)
      .slice(0, k);
  const byWhole = new Set(best(whole));
  return { k, shared: best(small).filter((i) => byWhole.has(i)).length, expected: (k * k) / n };
}

function reasonOf(
  n: number,
  rho: RankCorrelation | null,
  top: SubsetTrust['top'],
  verdict: SubsetTrust['verdict'],
): Reason {
  if (n === 0) return note('trust.none');
  if (n < leastPairs) return note('trust.few', { ...many(n), least: leastPairs });
  if (rho === null || top === null) return note('trust.equal', { n });
  const shown = (value: number) => (Math.round(value * 100) / 100).toFixed(2);
  const { k, shared } = top;
  return note(`trust.${verdict}`, {
    ...{ n, rho: shown(rho.value), low: shown(rho.low), high: shown(rho.high) },
    ...(k === 1 ? { sharedOne: shared } : { k, shared }),
  });
}
