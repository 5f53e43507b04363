// Rungs of successive halving: at which epochs trials are compared, and how a trial stands there.
import type { Direction } from '#shared/contract/common.ts';
import type { History, ObservedTrial } from '../search.ts';
import { isWorse, shown } from './curves.ts';

/** Rungs stand at `first` · `factor`^k epochs; of the trials that reach one, one in `factor` goes on. */
export interface Ladder {
  readonly first: number;
  readonly factor: number;
  /** What a trial reaches there, for people; absent: that epoch. */
  nameOf?(rung: number): string;
}

/** Epoch of the highest rung at or below `step`; null below the first. */
export function rungAt({ first, factor }: Ladder, step: number): number | null {
  if (step < first) return null;
  let rung = first;
  while (rung * factor <= step) rung *= factor;
  return rung;
}

/** Epoch of the highest rung that `step` is the first report to reach; null where it reaches none. */
export function reachedRung({ steps }: ObservedTrial, step: number, ladder: Ladder): number | null {
  const rung = rungAt(ladder, step);
  return rung === null || steps.some((earlier) => earlier < step && earlier >= rung) ? null : rung;
}

/** What the trial reported when it reached the rung; undefined where it has not, or with NaN. Reports are in order of their epochs. */
export function valueAtRung({ steps, values }: ObservedTrial, rung: number): number | undefined {
  // Epochs count from 1 without gaps in all but odd cases: look there first.
  const index = steps[rung - 1] === rung ? rung - 1 : steps.findIndex((epoch) => epoch >= rung);
  const value = values[index];
  return value === undefined || Number.isNaN(value) ? undefined : value;
}

export interface Standing {
  /** Trials at the rung, the one that stands there included. */
  readonly count: number;
  /** How many of them are better. */
  readonly better: number;
  /** How many are equal and came earlier. */
  readonly equalEarlier: number;
}

/** How a trial with this value stands among all trials of `history` at the rung that `takesPart` lets in. */
export function standingAt(
  history: History,
  trial: ObservedTrial,
  { rung, value }: { readonly rung: number; readonly value: number },
  takesPart: (other: ObservedTrial) => boolean,
): Standing {
  let count = 1;
  let better = 0;
  let equalEarlier = 0;
  for (const other of history.trials) {
    if (other.number === trial.number || !takesPart(other)) continue;
    const theirs = valueAtRung(other, rung);
    if (theirs === undefined) continue;
    count++;
    if (isWorse(value, theirs, history.direction)) better++;
    else if (theirs === value && other.number < trial.number) equalEarlier++;
  }
  return { count, better, equalEarlier };
}

export function nameOfRung({ nameOf }: Ladder, rung: number): string {
  return nameOf?.(rung) ?? `epoch ${rung}`;
}

/** "0.39 is place 3 of the 6 trials that reached epoch 1, and the best 2 go on". */
export function describeStanding(value: number, rung: string, place: number, count: number, kept: number): string {
  const go = kept === 1 ? 'the best one goes on' : `the best ${kept} go on`;
  const reached =
    count === 1 ? `the first to reach ${rung}` : `place ${place} of the ${count} trials that reached ${rung}`;
  return `${shown(value)} is ${reached}, and ${kept === 0 ? 'there are too few yet for one to go on' : go}`;
}

/** Which of two is the better candidate: by value, then by number. */
export function comesBefore(
  a: { readonly value: number; readonly number: number },
  b: { readonly value: number; readonly number: number },
  direction: Direction,
): boolean {
  return a.value === b.value ? a.number < b.number : isWorse(b.value, a.value, direction);
}
