// Which settings decided whether a trial got among the best.
import type { Direction } from '#shared/contract/common.ts';
import { finiteValues } from '#shared/study/candidates.ts';
import { type Dimension, isPrior, type Space } from '#shared/study/space.ts';
import type { TrialState } from '#shared/study/trial-state.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import { categoricalMasses, numericMasses } from './parzen-grid.ts';

export interface RatedTrials {
  readonly direction: Direction;
  readonly trials: readonly { readonly state: TrialState; readonly params: Params; readonly value: number | null }[];
}

/** Share of the trials that count as the best. */
const topShare = 0.1;
const gridPoints = 50;

/**
 * Shares that sum to 1, by name, in the space's order: PED-ANOVA (Watanabe et al. 2023, arXiv 2304.10255) over complete trials
 * with a finite value, the best tenth against all, in its form for conditional settings (arXiv 2601.20800, theorem 4.2): the
 * divergence among the trials where a setting is active, times α²/β, the shares of the best and of all trials where it is.
 * Equal shares of the settings that can vary while nothing tells them apart: fewer than two trials, equal values.
 */
export function pedAnova(space: Space, { direction, trials }: RatedTrials): Readonly<Record<string, number>> {
  const sign = direction === 'maximize' ? -1 : 1;
  const rated = trials.flatMap(({ state, params, value }) =>
    state === 'complete' && value !== null && Number.isFinite(value) ? [{ params, loss: sign * value }] : [],
  );
  const losses = Float64Array.from(rated, ({ loss }) => loss).sort();
  const limit = losses[Math.ceil(topShare * losses.length) - 1] ?? Number.NEGATIVE_INFINITY;
  const all = rated.map(({ params }) => params);
  const top = rated.filter(({ loss }) => loss <= limit).map(({ params }) => params);

  const told = rated.length >= 2 && top.length < all.length;
  const raw = space.dimensions.map((dimension) => (told ? divergence(dimension, top, all) : 0));
  const total = raw.reduce((sum, part) => sum + part, 0);
  if (total > 0 && Number.isFinite(total)) return named(space, (i) => (raw[i] ?? 0) / total);
  const varying = space.dimensions.map((dimension) => finiteValues(dimension)?.length !== 1);
  const count = varying.filter(Boolean).length;
  return named(space, (i) => (count === 0 ? 1 / space.dimensions.length : varying[i] ? 1 / count : 0));
}

function named(space: Space, share: (index: number) => number): Readonly<Record<string, number>> {
  return Object.fromEntries(space.dimensions.map(({ name }, i) => [name, share(i)]));
}

/** α²/β · Σ q (p/q − 1)² over the cells of the dimension's grid; the constant (γ'/γ)² cancels in the shares. */
function divergence(dimension: Dimension, top: readonly Params[], all: readonly Params[]): number {
  const active = (points: readonly Params[]) =>
    points.flatMap((params) => {
      const value = params[dimension.name];
      return value === undefined ? [] : [value];
    });
  const topValues = active(top);
  const allValues = active(all);
  const cells = cellsOf(dimension, allValues);
  if (cells === null || topValues.length === 0 || allValues.length < 2) return 0;
  const masses = cells.ordered ? numericMasses : categoricalMasses;
  const count = (values: readonly SettingValue[]) => {
    const counts = new Float64Array(cells.count);
    for (const value of values) {
      const cell = cells.of(value);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    return masses(counts);
  };
  const p = count(topValues);
  const q = count(allValues);
  let sum = 0;
  for (let cell = 0; cell < cells.count; cell++) {
    const base = (q[cell] ?? 0) + 1e-12;
    sum += base * (((p[cell] ?? 0) + 1e-12) / base - 1) ** 2;
  }
  const alpha = topValues.length / top.length;
  const beta = allValues.length / all.length;
  return (alpha ** 2 / beta) * sum;
}

interface Cells {
  readonly count: number;
  readonly ordered: boolean;
  of(value: SettingValue): number;
}

/** Null when there is but one value. */
function cellsOf(dimension: Dimension, seen: readonly SettingValue[]): Cells | null {
  if (dimension.type === 'categorical') {
    const { choices, ordered } = dimension;
    if (choices.length < 2) return null;
    return { count: choices.length, ordered: ordered === true, of: (value) => Math.max(0, choices.indexOf(value)) };
  }
  const numbers = seen.filter((value) => typeof value === 'number');
  const log = isPrior(dimension) ? dimension.type === 'lognormal' : dimension.scale === 'log';
  const scale = (value: number) => (log ? Math.log(Math.max(value, Number.MIN_VALUE)) : value);
  // An unbounded prior is looked at where it was drawn.
  const [lowest, highest] = isPrior(dimension)
    ? numbers.reduce(
        ([a, b], x) => [Math.min(a, x), Math.max(b, x)],
        [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      )
    : [dimension.low, dimension.high];
  const low = scale(lowest ?? 0);
  const width = scale(highest ?? 0) - low;
  if (!(width > 0)) return null;
  const count = pointsOf(dimension);
  // A value in the middle of two points goes to the lower one.
  const of = (value: SettingValue) =>
    Math.min(count - 1, Math.max(0, Math.ceil(((scale(Number(value)) - low) / width) * (count - 1) - 0.5)));
  return { count, ordered: true, of };
}

function pointsOf(dimension: Exclude<Dimension, { type: 'categorical' }>): number {
  if (isPrior(dimension)) return gridPoints;
  // Whole numbers on a log scale have few values below and many above: as many points as the range has octaves.
  if (dimension.type === 'int' && dimension.scale === 'log') {
    return Math.min(gridPoints, Math.ceil(Math.log2(dimension.high - dimension.low + 1)) + 1);
  }
  return Math.max(2, Math.min(gridPoints, finiteValues(dimension)?.length ?? gridPoints));
}
