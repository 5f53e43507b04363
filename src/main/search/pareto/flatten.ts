// Several objectives made one, so that a sampler of one objective can go on from there.
import type { RandomStream } from '#shared/num/random.ts';
import type { History, ObservedTrial } from '../search.ts';
import { type Losses, lossesFrom, paretoRanks } from './dominance.ts';
import { greedySubset, referencePoint } from './hypervolume.ts';

/** Trials of a front that are put in the order of what they add; no sampler looks at more of the best. */
const ordered = 32;

export const hasSeveral = ({ directions }: History): boolean => (directions?.length ?? 1) > 1;

/**
 * A trial's value is its place: by fronts of non-domination, the ones of a front in the order in which they add most hypervolume to
 * those of it before them (Ozaki et al. 2022, "Multiobjective tree-structured Parzen estimator", section 4.1).
 */
export function byRank(history: History): History {
  const { known, losses } = lossesOf(history);
  const ranks = paretoRanks(losses);
  const places = new Map<ObservedTrial, number>();
  for (let front = 0; places.size < known.length; front++) {
    const members = known.flatMap((_, i) => (ranks[i] === front ? [i] : []));
    const rows = members.map((i) => losses[i] ?? []);
    const first = members.length > 1 && places.size < ordered ? greedySubset(rows, referencePoint(rows), ordered) : [];
    const rest = members.map((_, at) => at).filter((at) => !first.includes(at));
    for (const at of [...first, ...rest]) {
      const trial = known[members[at] ?? -1];
      if (trial !== undefined) places.set(trial, places.size);
    }
  }
  return flat(history, (trial) => places.get(trial) ?? null);
}

/** Of the sum beside the largest part, so that no result that another one dominates is as good (Knowles 2006). */
const augmentation = 0.05;

export interface TradeOff {
  readonly history: History;
  /** What each objective counts, together 1. */
  readonly weights: readonly number[];
}

/**
 * A trial's value is its largest weighted loss, each objective from 0 (the best of the front) to 1 (its worst), for weights drawn
 * evenly anew at every ask: the augmented Chebyshev function of ParEGO (Knowles 2006, equation 2), by which every point of the front is
 * the best for some weights.
 */
export function byTradeOff(history: History, random: RandomStream): TradeOff {
  const { known, losses } = lossesOf(history);
  const count = history.directions?.length ?? 1;
  const draws = Array.from({ length: count }, () => -Math.log(1 - random.uniform()));
  const total = draws.reduce((sum, draw) => sum + draw, 0);
  const weights = draws.map((draw) => (total > 0 ? draw / total : 1 / count));
  const ranks = paretoRanks(losses);
  const scales = weights.map((_, j) => scaleOf(losses, ranks, j));
  const values = new Map<ObservedTrial, number>();
  for (const [i, trial] of known.entries()) {
    const parts = weights.map((weight, j) => {
      const [low, width] = scales[j] ?? [0, 1];
      return (weight * ((losses[i]?.[j] ?? 0) - low)) / width;
    });
    values.set(trial, Math.max(...parts) + augmentation * parts.reduce((sum, part) => sum + part, 0));
  }
  return { history: flat(history, (trial) => values.get(trial) ?? null), weights };
}

/** Lowest loss and spread of an objective along the front, or among all trials where the front has no spread. */
function scaleOf(losses: Losses, ranks: readonly number[], j: number): readonly [low: number, width: number] {
  for (const rows of [losses.filter((_, i) => ranks[i] === 0), losses]) {
    const column = rows.map((row) => row[j] ?? 0);
    const low = column.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const width = column.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) - low;
    if (width > 0) return [low, width];
  }
  return [losses[0]?.[j] ?? 0, 1];
}

/** The trials that have a value in every objective. */
export function lossesOf({ trials, directions = [] }: History): { known: ObservedTrial[]; losses: Losses } {
  const known = trials.filter(({ objectives }) => objectives?.length === directions.length);
  const losses = known.map(({ objectives = [] }) => lossesFrom(objectives, directions));
  return { known, losses };
}

/** Curves are of the first objective alone, so they say nothing about the value. */
function flat(history: History, placeOf: (trial: ObservedTrial) => number | null): History {
  const trials = history.trials.map((trial) => ({
    ...trial,
    value: placeOf(trial),
    values: trial.values.map(() => Number.NaN),
  }));
  return { direction: 'minimize', trials };
}
