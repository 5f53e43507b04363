// Ranks of configurations that were trained on a part and on the whole. Pure.
import type { Direction } from '#shared/contract/common.ts';

export interface RankPair {
  readonly subset: number;
  readonly full: number;
  /** 1 is the best; equal results share the mean of their ranks. */
  readonly subsetRank: number;
  readonly fullRank: number;
}

/** `value`: a trial's result by its number; pairs of which one side has none are left out. */
export function rankPairs(
  pairs: readonly { readonly subset: number; readonly full: number }[],
  value: (trial: number) => number | null,
  direction: Direction,
): readonly RankPair[] {
  const known = pairs.flatMap(({ subset, full }) => {
    const [a, b] = [value(subset), value(full)];
    return a === null || b === null ? [] : [{ subset, full, a, b }];
  });
  const subsetRanks = ranksOf(
    known.map(({ a }) => a),
    direction,
  );
  const fullRanks = ranksOf(
    known.map(({ b }) => b),
    direction,
  );
  return known.map(({ subset, full }, i) => ({
    ...{ subset, full },
    ...{ subsetRank: subsetRanks[i] ?? 0, fullRank: fullRanks[i] ?? 0 },
  }));
}

function ranksOf(values: readonly number[], direction: Direction): readonly number[] {
  const sign = direction === 'maximize' ? -1 : 1;
  return values.map((value) => {
    const better = values.filter((other) => sign * (other - value) < 0).length;
    const equal = values.filter((other) => other === value).length;
    return better + (equal + 1) / 2;
  });
}
