// Results in the order in which trials ended, the best up to there, and how results are distributed. Pure.
import type { Direction } from '#shared/contract/common.ts';
import { isBetter, type Row } from './rows.ts';

export interface History {
  /** In the order of their ends; those that go on stand last. */
  readonly rows: readonly Row[];
  /** Where the best changed: place in `rows`, and the value from there on. */
  readonly steps: readonly { readonly at: number; readonly value: number }[];
}

/** `counts`: which of the rows may be the best. */
export function historyOf(rows: readonly Row[], direction: Direction, counts: (row: Row) => boolean): History {
  const ended = ({ trial: { endedAt } }: Row) => endedAt ?? Number.POSITIVE_INFINITY;
  const inOrder = [...rows].sort((a, b) => {
    const [first, second] = [ended(a), ended(b)];
    return first === second ? a.trial.number - b.trial.number : first - second;
  });
  const steps: { at: number; value: number }[] = [];
  inOrder.forEach((row, at) => {
    const best = steps.at(-1);
    if (row.result === null || !counts(row)) return;
    if (best === undefined || isBetter(direction, row.result, best.value)) steps.push({ at, value: row.result });
  });
  return { rows: inOrder, steps };
}

export interface Distribution {
  /** Rising. */
  readonly results: readonly number[];
  /** Share of the trials with a result of at most `results[i]`. */
  readonly shares: readonly number[];
}

/** Bergstra and Bengio 2012; Radosavovic et al. 2019: the empirical distribution of what a space gives. */
export function distributionOf(rows: readonly Row[]): Distribution {
  const results = rows.flatMap(({ result }) => (result === null ? [] : [result])).sort((a, b) => a - b);
  return { results, shares: results.map((_, i) => (i + 1) / results.length) };
}

/** Where a curve's name stands: places in [0, 1] across and up, and which side of the words is there. */
export interface CurveName {
  readonly of: 'all' | 'brushed';
  readonly x: number;
  readonly y: number;
  readonly align: 'left' | 'right';
}

/**
 * Both curves' names where no curve is: of the one that rises first at its left, of the other at its foot on the right; where there is no
 * room beside the curve, in the corner. `place`: of a result across, in [0, 1].
 */
export function curveNames(
  curves: Readonly<Record<CurveName['of'], Distribution>>,
  place: (result: number) => number,
): readonly CurveName[] {
  const at = ({ results, shares }: Distribution, share: number) =>
    place(results[shares.findIndex((one) => one >= share - 1e-9)] ?? 0);
  const [first, other] =
    at(curves.all, 0.5) <= at(curves.brushed, 0.5) ? (['all', 'brushed'] as const) : (['brushed', 'all'] as const);
  const [left, foot] = [at(curves[first], 0.62), at(curves[other], 0.1)];
  return [
    left > 0.35 ? { of: first, x: left, y: 0.62, align: 'right' } : { of: first, x: 0, y: 0.93, align: 'left' },
    foot < 0.6 ? { of: other, x: foot, y: 0.1, align: 'left' } : { of: other, x: 1, y: 0.1, align: 'right' },
  ];
}
