// Walking all points of a finite space, and counting them. Pure.
import { finiteValues } from './candidates.ts';
import { conditionHolds } from './condition.ts';
import type { Constraint } from './constraint.ts';
import { constraintsOf } from './points.ts';
import type { Space } from './space.ts';
import type { Params, SettingValue } from './values.ts';

/** Whether every dimension has countably few values. */
export function isFiniteSpace(space: Space): boolean {
  return space.dimensions.every((dimension) => finiteValues(dimension) !== null);
}

/** Steps of the walk after which a finite space counts as too large to list. */
const walkLimit = 2_000_000;

/**
 * Visits every distinct legal point of a finite space in a fixed order: inactive dimensions are left out, so that
 * combinations which differ only there are one point; points that break a constraint are skipped as soon as its
 * settings are known. `visit` gets one object that changes as the walk goes on (copy what you keep), and returns false to
 * end the walk. Returns false when it gave up (continuous or too large).
 */
export function walkPoints(space: Space, visit: (params: Params) => boolean): boolean {
  const { dimensions } = space;
  const lists: (readonly SettingValue[])[] = [];
  for (const dimension of dimensions) {
    const list = finiteValues(dimension);
    if (list === null) return false;
    lists.push(list);
  }
  const due = constraintsByDepth(space);
  const values: Record<string, SettingValue> = { ...space.fixed };
  const params: Record<string, SettingValue> = {};
  let steps = 0;

  /** False ends the whole walk. */
  const descend = (depth: number): boolean => {
    for (const constraint of due[depth] ?? []) if (!constraint.holds(values)) return true;
    const dimension = dimensions[depth];
    if (dimension === undefined) return visit(params);
    if (!conditionHolds(dimension.when, values)) return descend(depth + 1);
    let goOn = true;
    for (const value of lists[depth] ?? []) {
      values[dimension.name] = value;
      params[dimension.name] = value;
      goOn = ++steps <= walkLimit && descend(depth + 1);
      if (!goOn) break;
    }
    delete values[dimension.name];
    delete params[dimension.name];
    return goOn;
  };
  descend(0);
  return steps <= walkLimit;
}

/** Constraints under the number of leading dimensions that must be set before they can be judged. */
function constraintsByDepth(space: Space): Constraint[][] {
  const due: Constraint[][] = Array.from({ length: space.dimensions.length + 1 }, () => []);
  for (const constraint of constraintsOf(space)) {
    const last = space.dimensions.findLastIndex((dimension) => constraint.names.includes(dimension.name));
    due[last + 1]?.push(constraint);
  }
  return due;
}

const countLimit = 200_000;

/** Number of distinct legal configurations, null when continuous or more than 200 000. */
export function spaceSize(space: Space): number | null {
  if (!isFiniteSpace(space)) return null;
  const plain = space.constraints.length === 0 && space.dimensions.every((dimension) => dimension.when === undefined);
  if (plain) {
    const size = space.dimensions.reduce((product, dimension) => product * (finiteValues(dimension)?.length ?? 0), 1);
    return size > countLimit ? null : size;
  }
  let count = 0;
  const whole = walkPoints(space, () => ++count <= countLimit);
  return whole && count <= countLimit ? count : null;
}
