// A study's trials as the rules look at them: which have a result, which are the best, where they lie in their ranges. Pure.
import { conditionHolds } from '#shared/study/condition.ts';
import { type Dimension, isPrior, type Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import { coordinateOf } from './axis.ts';
import { type Effects, fitEffects } from './effects.ts';
import type { StudyInput, StudyTrial } from './input.ts';

/** What ranking takes of a study. */
export interface History extends Pick<StudyInput, 'space' | 'direction'> {
  readonly trials: readonly Pick<StudyTrial, 'number' | 'state' | 'params' | 'value' | 'rerunOf'>[];
}

type RatedOf<T> = T & { readonly value: number };
export type Rated = RatedOf<StudyTrial>;

/** Trials with where they lie. */
export interface Placed<T> {
  readonly trials: readonly RatedOf<T>[];
  /** Of each; larger is better. */
  readonly scores: readonly number[];
  /** By dimension, of each: its coordinate (axis.ts). */
  readonly columns: readonly Float64Array[];
}

export interface Ranking<T> {
  /** Complete trials with a finite value that are points of the space, best first; none that trains another one again. */
  readonly ranked: readonly RatedOf<T>[];
  /** The best fifth of `ranked`: 5 to 50, and none of fewer than 10. */
  readonly top: Placed<T>;
  /** What effects are told from: `ranked`, of more than 1000 every k-th, which is precise enough for any of them. */
  readonly seen: Placed<T>;
  /** Of all dimensions; null while there are too few trials for so many settings. */
  effects(): Effects | null;
  /** The same with a straight line for one dimension. */
  effectsStraight(dimension: number): Effects | null;
  /** Of one dimension alone, over the trials where it is active. */
  effectAlone(dimension: number): Effects | null;
}

export type Ground = StudyInput & Ranking<StudyTrial>;

/** Fewer complete trials say nothing of a study. */
const fewest = 10;
const topShare = 0.2;
const mostSeen = 1000;

export function groundOf<H extends History>(input: H): H & Ranking<H['trials'][number]> {
  type Trial = RatedOf<H['trials'][number]>;
  const { space, direction } = input;
  const sign = direction === 'maximize' ? 1 : -1;
  const ranked = (input.trials as readonly H['trials'][number][])
    .filter((trial): trial is Trial => isRated(trial))
    .filter(({ rerunOf, params }) => rerunOf === null && fits(space, params))
    .sort((a, b) => sign * (b.value - a.value) || a.number - b.number);
  const placed = (trials: readonly Trial[]) => ({
    trials,
    scores: trials.map(({ value }) => sign * value),
    columns: space.dimensions.map((dimension) =>
      Float64Array.from(trials, ({ params }) => coordinateOf(dimension, params)),
    ),
  });
  const count = Math.min(50, Math.max(5, Math.round(topShare * ranked.length)));
  const every = Math.ceil(ranked.length / mostSeen);
  const seen = placed(ranked.filter((_, i) => i % every === 0));
  let effects: Effects | null | undefined;
  return {
    ...input,
    ...{ ranked, seen, top: placed(ranked.length < fewest ? [] : ranked.slice(0, count)) },
    effects() {
      if (effects === undefined) effects = fitEffects(space.dimensions, seen.columns, seen.scores);
      return effects;
    },
    effectsStraight: (j) => fitEffects(space.dimensions, seen.columns, seen.scores, j),
    effectAlone(j) {
      const dimension = space.dimensions[j];
      const column = seen.columns[j];
      if (dimension === undefined || column === undefined) return null;
      const active = [...column.keys()].filter((i) => !Number.isNaN(column[i] ?? 0));
      const own = Float64Array.from(active, (i) => column[i] ?? 0);
      return fitEffects(
        [dimension],
        [own],
        active.map((i) => seen.scores[i] ?? 0),
      );
    },
  };
}

function isRated({ state, value }: History['trials'][number]): boolean {
  return state === 'complete' && value !== null && Number.isFinite(value);
}

/** Whether every active setting has a value that lies on its axis, and every inactive one has none. */
function fits(space: Space, params: Params): boolean {
  const values: Record<string, SettingValue> = { ...space.fixed };
  for (const dimension of space.dimensions) {
    const active = conditionHolds(dimension.when, values);
    if (!active) continue;
    if (Number.isNaN(coordinateOf(dimension, params)) || isOutside(dimension, params)) return false;
    values[dimension.name] = params[dimension.name] ?? null;
  }
  return true;
}

/** Of a range that was another once. Rounding may have moved an end. */
function isOutside(dimension: Dimension, params: Params): boolean {
  if (dimension.type === 'categorical' || isPrior(dimension)) return false;
  const value = Number(params[dimension.name]);
  const slack = 1e-9 * Math.max(Math.abs(dimension.low), Math.abs(dimension.high));
  return value < dimension.low - slack || value > dimension.high + slack;
}
