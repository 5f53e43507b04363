// Which trials count as good and which as bad.
import type { Direction } from '#shared/contract/common.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import type { History, ObservedTrial } from '../../search.ts';

export interface Split {
  /** The trials that take part, in order of their numbers; the other fields are indices into it, rising. */
  readonly trials: readonly ObservedTrial[];
  readonly good: readonly number[];
  readonly bad: readonly number[];
  /** Those that have ended with something to rank them by. */
  readonly finished: readonly number[];
}

/** At most so many trials are good. */
const goodLimit = 25;

/**
 * The best tenth of the ended trials (rounded up, at most 25) against the rest (Optuna 5). Ranked: complete ones by value; then those
 * that were stopped (and failed ones with a value) by how far they got, then by their value there; then those without a usable value and
 * diverged ones. Failed trials without a value have no rank and are bad: left out, as in Optuna, they would be asked for again and again
 * where the best trials lie beside what fails. Trials that are still open count as bad with `constantLiar`, so that
 * parallel trials keep apart, and are left out without.
 */
export function splitTrials({ direction, trials }: History, constantLiar: boolean): Split {
  const taking = trials.filter((trial) => constantLiar || isTerminal(trial.state));
  const ranks = taking.map((trial) => rankOf(trial, direction));
  const finished = taking.flatMap((trial, i) => (isTerminal(trial.state) && !isVoid(trial) ? [i] : []));
  const order = finished.toSorted((a, b) => compareRanks(ranks[a], ranks[b]) || a - b);
  const nGood = Math.min(Math.ceil(0.1 * finished.length), goodLimit);
  const best = new Set(order.slice(0, nGood));
  const good: number[] = [];
  const bad: number[] = [];
  for (let i = 0; i < taking.length; i++) (best.has(i) ? good : bad).push(i);
  return { trials: taking, good, bad, finished };
}

/** There is nothing to learn from it but that it failed. */
export function isVoid({ state, value }: ObservedTrial): boolean {
  return state === 'failed' && value === null;
}

/** Smaller is better, from the first number on. */
export type Rank = readonly [tier: number, depth: number, loss: number];

export function rankOf({ state, value, steps, values }: ObservedTrial, direction: Direction): Rank {
  const loss = (x: number | null | undefined) => {
    if (x === null || x === undefined || Number.isNaN(x)) return Number.POSITIVE_INFINITY;
    return direction === 'minimize' ? x : -x;
  };
  if (state === 'diverged') return [2, 0, 0];
  if (state === 'complete') return value === null ? [2, 0, 0] : [0, 0, loss(value)];
  return [1, -(steps.at(-1) ?? Number.NEGATIVE_INFINITY), loss(values.at(-1))];
}

export function compareRanks(a: Rank = [2, 0, 0], b: Rank = [2, 0, 0]): number {
  // Infinities would subtract to NaN.
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0;
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
