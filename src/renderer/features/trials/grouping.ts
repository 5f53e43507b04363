// Groups of the trials table: by state, stage, tags or a searched setting, with what came out in each. Pure.
import type { Direction } from '#shared/contract/common.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { mean } from '#shared/num/statistics.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { type ComparedTrial, stateOrder } from './model.ts';

export type GroupBy = 'state' | 'stage' | 'tags' | `setting:${string}`;

/** What a group's trials share: a value, or (numbers with many values) a range [from, to). Undefined: they have none. */
export type GroupValue = SettingValue | undefined | { readonly from: number; readonly to: number };

export interface TrialGroup<T extends Trial = ComparedTrial> {
  /** Stable, for addresses. */
  readonly key: string;
  readonly value: GroupValue;
  /** In the order they were given in. */
  readonly trials: readonly T[];
  readonly best: number | null;
  /** Of the objective, over trials that have a finite value and did not diverge. */
  readonly mean: number | null;
  /** Sample standard deviation; null below two values. */
  readonly sd: number | null;
}

/** Numbers with more values than this are grouped by ranges. */
const mostValues = 12;
/** Positive numbers that span more than this factor get ranges of a log scale. */
const logSpan = 50;

/** What the trials can be grouped by, for the settings `keys`. */
export function groupings(trials: readonly Trial[], keys: readonly string[]): GroupBy[] {
  const list: GroupBy[] = ['state'];
  if (trials.some(({ stage }) => stage !== undefined)) list.push('stage');
  if (trials.some(({ tags = [] }) => tags.length > 0)) list.push('tags');
  return [...list, ...keys.map((key): GroupBy => `setting:${key}`)];
}

/** Of an address; what is no grouping of these trials is none. */
export function readGroup(text: string | undefined, known: readonly GroupBy[]): GroupBy | null {
  return known.find((one) => one === text) ?? null;
}

/**
 * Every trial in exactly one group: with several tags it stands under all of them together. States stand in their usual order, stages in
 * that of their first trials, numbers by size and before words; those without a value come last. `all`: what ranges of numbers are made
 * for, so that a filter does not change them.
 */
export function groupTrials<T extends ComparedTrial>(
  trials: readonly T[],
  by: GroupBy,
  direction: Direction,
  all: readonly Trial[] = trials,
): TrialGroup<T>[] {
  const sharedOf = groupValueOf(all, by);
  const groups = new Map<string, { value: GroupValue; trials: T[] }>();
  for (const trial of trials) {
    const value = sharedOf(trial);
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.trials.push(trial);
    else groups.set(key, { value, trials: [trial] });
  }
  const first = new Map([...groups].map(([key, group]) => [key, Math.min(...numbersOf(group.trials))]));
  return [...groups]
    .map(([key, group]) => ({ key, ...group, ...outcome(group.trials, direction) }))
    .sort((a, b) => {
      const missing = Number(a.value === undefined) - Number(b.value === undefined);
      if (missing !== 0) return missing;
      if (by === 'stage') return (first.get(a.key) ?? 0) - (first.get(b.key) ?? 0);
      if (by === 'state') return stateRank(a.value) - stateRank(b.value);
      return compareValues(a.value, b.value);
    });
}

/** The trials as the table shows them: of all groups that are open, one after the other. */
export function openTrials<T extends Trial>(groups: readonly TrialGroup<T>[], closed: ReadonlySet<string>): T[] {
  return groups.flatMap(({ key, trials }) => (closed.has(key) ? [] : [...trials]));
}

function* numbersOf(trials: readonly Trial[]): Iterable<number> {
  for (const { number } of trials) yield number;
}

function groupValueOf(trials: readonly Trial[], by: GroupBy): (trial: Trial) => GroupValue {
  if (by === 'state') return ({ state }) => state;
  if (by === 'stage') return ({ stage }) => stage;
  if (by === 'tags') return ({ tags = [] }) => (tags.length === 0 ? undefined : [...tags].sort().join(', '));
  const name = by.slice('setting:'.length);
  const values = new Set(trials.map(({ params }) => params[name]));
  const numbers = [...values].filter((value) => typeof value === 'number' && Number.isFinite(value));
  const rangeOf = numbers.length > mostValues ? ranges(numbers as number[]) : null;
  return ({ params }) => {
    const value = params[name];
    return rangeOf !== null && typeof value === 'number' && Number.isFinite(value) ? rangeOf(value) : value;
  };
}

/** Round bounds: 1, 3, 10 … where the numbers span orders of magnitude, else at most ten equal steps. */
function ranges(numbers: readonly number[]): (value: number) => { from: number; to: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of numbers) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (low > 0 && high / low > logSpan) {
    return (value) => {
      // Decimal literals: 10 ** -3 times 3 is not the number that 3e-3 is.
      let exponent = Math.floor(Math.log10(value));
      if (value < Number(`1e${exponent}`)) exponent--;
      else if (value >= Number(`1e${exponent + 1}`)) exponent++;
      const middle = Number(`3e${exponent}`);
      return value < middle
        ? { from: Number(`1e${exponent}`), to: middle }
        : { from: middle, to: Number(`1e${exponent + 1}`) };
    };
  }
  const raw = (high - low) / 8;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10);
  const round = (value: number) => Number(value.toPrecision(12));
  return (value) => {
    const place = Math.floor(value / step);
    return { from: round(place * step), to: round((place + 1) * step) };
  };
}

function keyOf(value: GroupValue): string {
  if (value === undefined) return '-';
  if (typeof value === 'object' && value !== null) return `${value.from}..${value.to}`;
  return `=${String(value)}`;
}

function outcome(trials: readonly ComparedTrial[], direction: Direction) {
  const values = trials.flatMap(({ value, state }) =>
    value !== null && Number.isFinite(value) && state !== 'diverged' ? [value] : [],
  );
  if (values.length === 0) return { best: null, mean: null, sd: null };
  const centre = mean(values);
  const better = direction === 'maximize' ? Math.max : Math.min;
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return {
    best: values.reduce((best, value) => better(best, value)),
    mean: centre,
    sd: values.length < 2 ? null : Math.sqrt(squares / (values.length - 1)),
  };
}

function stateRank(value: GroupValue): number {
  return stateOrder[value as Trial['state']] ?? 0;
}

function compareValues(a: GroupValue, b: GroupValue): number {
  const [x, y] = [placeOf(a), placeOf(b)];
  if (typeof x === 'number' && typeof y === 'number') return x - y;
  if (typeof x === 'number') return -1;
  if (typeof y === 'number') return 1;
  return x < y ? -1 : x > y ? 1 : 0;
}

function placeOf(value: GroupValue): number | string {
  if (typeof value === 'object' && value !== null) return value.from;
  return typeof value === 'number' ? value : String(value);
}
