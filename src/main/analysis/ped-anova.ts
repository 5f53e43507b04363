// Which parameters decided whether a trial came among the best: PED-ANOVA.
import type { ObservedTrial } from '#main/search/search.ts';
import type { Direction } from '#shared/contract/common.ts';
import { normalCdf } from '#shared/num/normal-distribution.ts';
import { toUnit } from '#shared/num/scales.ts';
import { finiteValues } from '#shared/study/candidates.ts';
import { type Dimension, isPrior, type Space } from '#shared/study/space.ts';
import type { SettingValue } from '#shared/study/values.ts';

/** Share of the trials that counts as the top. */
const topShare = 0.1;
/** Cells of a continuous dimension. */
const cells = 50;
/** Standard deviations that the cells of an unbounded prior reach to both sides. */
const priorReach = 3;

/**
 * Shares of the dimensions, summing to 1: the Pearson divergence between where the best tenth of the complete trials lie and where all of
 * them lie, on each dimension by itself (Watanabe, Bansal and Hutter 2023, equation 16), with kernels as Optuna 5's evaluator has
 * them. A dimension that is not active in all trials counts as far as it is (α²/β times the divergence among those that have it; α and β are the
 * shares of the top and of all trials). Equal shares where nothing can be told: fewer than two values, or all the same.
 */
export function pedAnova(
  { dimensions }: Space,
  trials: readonly ObservedTrial[],
  direction: Direction,
): Record<string, number> {
  const sign = direction === 'minimize' ? 1 : -1;
  const losses = trials.flatMap(({ state, value, params }) =>
    state === 'complete' && value !== null ? [{ params, loss: sign * value }] : [],
  );
  losses.sort((a, b) => a.loss - b.loss);
  const cut = losses[Math.max(2, Math.ceil(topShare * losses.length)) - 1]?.loss ?? Number.NaN;
  // Trials as good as the last one of the top belong to it.
  const top = losses.filter(({ loss }) => loss <= cut);
  const scores = dimensions.map((dimension) => {
    const of = (rows: typeof losses) =>
      rows.flatMap(({ params }) =>
        params[dimension.name] === undefined ? [] : [params[dimension.name] as SettingValue],
      );
    const [mine, all] = [of(top), of(losses)];
    if (top.length === losses.length || mine.length === 0) return 0;
    const [alpha, beta] = [mine.length / top.length, all.length / losses.length];
    return (alpha ** 2 / beta) * divergence(dimension, mine, all);
  });
  const total = scores.reduce((sum, score) => sum + score, 0);
  return Object.fromEntries(
    dimensions.map(({ name }, i) => [name, total > 0 ? (scores[i] ?? 0) / total : 1 / dimensions.length]),
  );
}

/** Σ q (p / q − 1)² of the densities p of the top values and q of all values. */
function divergence(dimension: Dimension, top: readonly SettingValue[], all: readonly SettingValue[]): number {
  const densityOf = densities(dimension);
  if (densityOf === null) return 0;
  const [p, q] = [densityOf(top), densityOf(all)];
  return q.reduce((sum, mass, cell) => sum + mass * ((p[cell] ?? 0) / mass - 1) ** 2, 0);
}

/** Masses over the dimension's cells of an estimate from values; null for a dimension with one value. */
function densities(dimension: Dimension): ((values: readonly SettingValue[]) => Float64Array) | null {
  if (dimension.type === 'categorical' && dimension.ordered !== true) {
    const { choices } = dimension;
    return choices.length < 2
      ? null
      : (values) =>
          frequencies(
            values.map((value) => choices.indexOf(value)),
            choices.length,
          );
  }
  const listed = finiteValues(dimension);
  if (listed !== null && listed.length <= cells) {
    return listed.length < 2
      ? null
      : (values) =>
          smoothed(
            values.map((value) => listed.indexOf(value)),
            listed.length,
          );
  }
  return (values) =>
    smoothed(
      values.map((value) =>
        Math.min(cells - 1, Math.max(0, Math.round(unitOf(dimension, Number(value)) * (cells - 1)))),
      ),
      cells,
    );
}

function unitOf(dimension: Dimension, value: number): number {
  if (dimension.type === 'categorical') return 0;
  if (!isPrior(dimension)) return toUnit(value, dimension.low, dimension.high, dimension.scale);
  const z = ((dimension.type === 'lognormal' ? Math.log(value) : value) - dimension.mean) / dimension.sd;
  return 0.5 + z / (2 * priorReach);
}

/** Shares of the choices, with one observation more that is spread over all. */
function frequencies(indices: readonly number[], count: number): Float64Array {
  const masses = new Float64Array(count).fill(1 / count / (indices.length + 1));
  for (const index of indices) masses[index] = (masses[index] ?? 0) + 1 / (indices.length + 1);
  return masses;
}

/**
 * A normal kernel at each index, cut off at the ends, and one as wide as the range at its middle. Bandwidth: Scott 1992, 1.059 ·
 * min(IQR / 1.34, sd) · n^(−1/5), and at least so that 90 % of a kernel lie in its own cell.
 */
function smoothed(indices: readonly number[], count: number): Float64Array {
  const n = indices.length;
  const sorted = indices.toSorted((a, b) => a - b);
  const mean = indices.reduce((sum, index) => sum + index, 0) / n;
  const sd = Math.sqrt(indices.reduce((sum, index) => sum + (index - mean) ** 2, 0) / Math.max(1, n - 1));
  const at = (share: number) => sorted[Math.min(n - 1, Math.floor(share * n))] ?? 0;
  const bandwidth = Math.max(1.059 * Math.min((at(0.75) - at(0.25)) / 1.34, sd) * n ** -0.2, 0.5 / 1.64);
  const masses = new Float64Array(count);
  const counts = new Map<number, number>();
  for (const index of indices) counts.set(index, (counts.get(index) ?? 0) + 1);
  for (const [index, times] of counts) addKernel(masses, index, bandwidth, times / (n + 1));
  addKernel(masses, (count - 1) / 2, count, 1 / (n + 1));
  return masses;
}

function addKernel(masses: Float64Array, centre: number, sd: number, weight: number): void {
  const below = (edge: number) => normalCdf((edge - centre) / sd);
  const whole = below(masses.length - 0.5) - below(-0.5);
  for (let cell = 0; cell < masses.length; cell++) {
    const mass = below(cell + 0.5) - below(cell - 0.5);
    masses[cell] = (masses[cell] ?? 0) + (weight * mass) / whole;
  }
}
