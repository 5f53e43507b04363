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

/** Equal for equal points: the values of the active dimensions in the space's order, in their legal spelling. */
export function pointKey(space: Space, params: Params): string {
  let key = '';
  for (const { name } of space.dimensions) {
    const value = params[name];
    // A text is quoted, so that "1" and 1 differ; an inactive dimension leaves its place empty.
    key += value === undefined ? '|' : typeof value === 'string' ? `${JSON.stringify(value)}|` : `${value}|`;
  }
  return key;
}

export interface DrawOptions {
  /** Taken, not drawn. */
  readonly given?: Params;
  /** What is searched, for the sentence of the error. */
  readonly whose?: string;
  /** All points were looked at, so the error may say "nothing". */
  readonly proven?: boolean;
}

/**
 * Draws until a point keeps all constraints. Throws AppError('invalid') that names
 * the constraint when `drawLimit` draws have not found one.
 */
export function drawLegalPoint(
  space: Space,
  random: RandomStream,
  { given = {}, whose = 'the search space', proven = false }: DrawOptions = {},
): Params {
  const failures = new Map<Constraint, number>();
  for (let draw = 0; draw < drawLimit; draw++) {
    const params = drawPoint(space, random, given);
    const values = { ...space.fixed, ...params };
    const broken = constraintsOf(space).filter((constraint) => !constraint.holds(values));
    if (broken.length === 0) return params;
    for (const constraint of broken) failures.set(constraint, (failures.get(constraint) ?? 0) + 1);
  }
  throw impossible(failures, proven ? `Nothing in ${whose}` : `None of ${drawLimit} points drawn from ${whose}`);
}

/** Names the constraints that no draw kept; when each was kept by some, all that were ever broken. */
function impossible(failures: ReadonlyMap<Constraint, number>, nothing: string): AppError {
  const texts = (least: number) => [...failures].filter(([, count]) => count >= least).map(([{ text }]) => text);
  const always = texts(drawLimit);
  const constraints = always.length > 0 ? always : texts(1);
  const list = constraints.map((text) => `"${text}"`).join(' and ');
  const together = constraints.length > 1 && always.length === 0 ? ' at once' : '';
  const advice = 'widen the ranges or relax the constraint.';
  return new AppError('invalid', `${nothing} satisfies ${list}${together}; ${advice}`, {
    constraints,
  });
}
