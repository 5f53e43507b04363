// Points of a space that keep its constraints: finding one, comparing two. Pure; used by samplers and by checks.
import { AppError } from '../errors.ts';
import type { RandomStream } from '../num/random.ts';
import { type Constraint, compileConstraint } from './constraint.ts';
import { drawPoint } from './draw.ts';
import type { Space } from './space.ts';
import type { Params } from './values.ts';

/** Draws after which a constraint counts as impossible. */
export const drawLimit = 10_000;

const compiled = new WeakMap<Space, readonly Constraint[]>();

/** The space's constraints, compiled once per space. Throws AppError('invalid') on a syntax error. */
export function constraintsOf(space: Space): readonly Constraint[] {
  let list = compiled.get(space);
  if (list === undefined) {
    list = space.constraints.map((text) => compileConstraint(text));
    compiled.set(space, list);
  }
  return list;
}

/** The first constraint that does not hold, or null. */
export function violated(space: Space, params: Params): Constraint | null {
  const values = { ...space.fixed, ...params };
  return constraintsOf(space).find((constraint) => !constraint.holds(values)) ?? null;
}

/** Equal for equal points: values of the active dimensions in order, numbers by 12 digits, as rounding may differ beyond. */
export function pointKey(space: Space, params: Params): string {
  let key = '';
  for (const { name } of space.dimensions) {
    const value = params[name];
    if (value === undefined) key += '|';
    else key += typeof value === 'number' ? `${value.toPrecision(12)}|` : `${JSON.stringify(value)}|`;
  }
  return key;
}

/**
 * Draws until a point keeps all constraints and is accepted. null when `drawLimit` draws found legal points but none was
 * accepted; throws AppError('invalid') naming the constraint when no draw was legal.
 */
export function drawLegalPoint(
  space: Space,
  random: RandomStream,
  accept: (params: Params, attempt: number) => 'take' | 'next' | 'give up' = () => 'take',
  given: Params = {},
): Params | null {
  const failures = new Map<Constraint, number>();
  let legal = 0;
  for (let attempt = 0; attempt < drawLimit; attempt++) {
    const params = drawPoint(space, random, given);
    const values = { ...space.fixed, ...params };
    const broken = constraintsOf(space).filter((constraint) => !constraint.holds(values));
    for (const constraint of broken) failures.set(constraint, (failures.get(constraint) ?? 0) + 1);
    if (broken.length > 0) continue;
    legal++;
    const answer = accept(params, attempt);
    if (answer === 'take') return params;
    if (answer === 'give up') return null;
  }
  if (legal === 0) throw impossible(failures, drawLimit);
  return null;
}

function impossible(failures: ReadonlyMap<Constraint, number>, draws: number): AppError {
  const ranked = [...failures].sort((a, b) => b[1] - a[1]);
  const always = ranked.filter(([, count]) => count === draws).map(([constraint]) => constraint.text);
  const named = always.length > 0 ? always : ranked.map(([constraint]) => constraint.text);
  const list = named.map((text) => `"${text}"`).join(' and ');
  return new AppError(
    'invalid',
    `Nothing in the search space satisfies ${always.length > 0 ? '' : 'together '}${list}; widen the ranges or relax the constraint.`,
    { constraints: named },
  );
}

/** The error of a finite space whose every point breaks a constraint. */
export function impossibleSpace(space: Space, random: RandomStream): AppError {
  try {
    drawLegalPoint(space, random);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  return new AppError('internal', 'A space without legal points yielded one.');
}
