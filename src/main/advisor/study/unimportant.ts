// Which settings a study has shown not to matter: evidence of no effect, not the mere lack of evidence of one. Pure.
import { isOrdered } from './axis.ts';
import { type Effects, fitEffects, upperFactor } from './effects.ts';
import { groundOf, type History, type Ranking } from './ground.ts';

type Ground = Pick<History, 'space'> & Ranking<unknown>;

export interface Unimportant {
  /** Standard deviations of the results' spread that it moves a result by at most, from any of its values to any other (95 %). */
  readonly bound: number;
  readonly limit: number;
}

/** Complete trials; with fewer no setting of a few passes the test. */
const fewest = 30;
/**
 * Standard deviations. A straight effect of this size over the whole range makes 0.75² / 12 = 5 % of the results' variance, a quarter of an
 * even share among five settings.
 */
const limit = 0.75;
/** An effect among the promising trials counts from so many standard errors on. */
const told = 2.5;
/** Probability below which what the parabola leaves over still depends on the setting. */
const bend = 0.05;
/** Places of an ordered range that are held against each other. */
const places = [0.1, 0.3, 0.5, 0.7, 0.9];

/**
 * By setting. With fᵤᵥ the effect of going from u to v in the regression of effects.ts and e its standard error, the bound is the largest
 * |fᵤᵥ| + t₀.₉₅ · e over all pairs of five places (of choices: of all); it must be below 0.75 (equivalence by two one-sided tests,
 * Schuirmann 1987). Besides: nothing that the parabola leaves over depends on the setting (p ≥ 0.05), and among the half of the trials
 * that the other settings make promising (by prediction, so that nothing is selected by results) its effect is below the limit and within
 * 2.5 errors of 0. Does not rest on where the sampler put its trials: where it has hardly been, errors are wide and the setting stays
 * open. From 30 complete trials on, of which a quarter or more have different results.
 */
export function unimportantSettings(ground: Ground): ReadonlyMap<string, Unimportant> {
  const found = new Map<string, Unimportant>();
  const { space, seen } = ground;
  const { scores } = seen;
  if (scores.length < fewest || new Set(scores).size < scores.length / 4 || space.dimensions.length < 2) return found;
  const effects = ground.effects();
  if (effects === null) return found;
  space.dimensions.forEach(({ name }, j) => {
    const { bound } = spanOf(ground, effects, j);
    if (!(bound < limit) || effects.leftOver(j) < bend) return;
    const promising = amongPromising(ground, effects, j);
    if (promising !== null && promising.span < limit && promising.errors < told) found.set(name, { bound, limit });
  });
  return found;
}

interface Span {
  /** Largest effect between two places, and with its error. */
  readonly span: number;
  readonly bound: number;
  /** The largest effect in its own errors. */
  readonly errors: number;
}

function spanOf({ space }: Pick<Ground, 'space'>, effects: Effects, j: number): Span {
  const dimension = space.dimensions[j];
  const at =
    dimension?.type === 'categorical'
      ? dimension.choices.map((_, i) => (isOrdered(dimension) ? (i + 0.5) / dimension.choices.length : i))
      : places;
  const factor = upperFactor(effects);
  let [span, bound, errors] = [0, 0, 0];
  for (const [a, from] of at.entries()) {
    for (const to of at.slice(a + 1)) {
      const { value, error } = effects.difference(j, from, to);
      span = Math.max(span, Math.abs(value));
      bound = Math.max(bound, Math.abs(value) + factor * error);
      if (error > 0) errors = Math.max(errors, Math.abs(value) / error);
    }
  }
  return { span, bound, errors };
}

/** The same within the upper half by what the other settings predict; null where it has too few trials for a fit. */
function amongPromising(ground: Ground, effects: Effects, j: number): Span | null {
  const { space, seen } = ground;
  const { columns, scores } = seen;
  const rows = scores
    .map((_, i) => ({ i, predicted: effects.without(j, i) }))
    .filter(({ i }) => !Number.isNaN(columns[j]?.[i] ?? Number.NaN))
    .sort((a, b) => b.predicted - a.predicted || a.i - b.i);
  const half = rows.slice(0, Math.ceil(rows.length / 2)).map(({ i }) => i);
  const own = columns.map((column) => Float64Array.from(half, (i) => column[i] ?? Number.NaN));
  const values = half.map((i) => scores[i] ?? 0);
  const whole = fitEffects(space.dimensions, own, values);
  if (whole !== null) return spanOf(ground, whole, j);
  const dimension = space.dimensions[j];
  const alone = dimension && fitEffects([dimension], [own[j] ?? new Float64Array()], values);
  return alone && dimension ? spanOf({ space: { ...space, dimensions: [dimension] } }, alone, 0) : null;
}

/** By setting, the bound of each that does not matter: what a run's moves are held against. */
export function unimportantBounds(history: History): Readonly<Record<string, number>> {
  return Object.fromEntries([...unimportantSettings(groundOf(history))].map(([name, { bound }]) => [name, bound]));
}
