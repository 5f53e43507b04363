// What CMA-ES searches of a space, as coordinates in the unit cube.
import { roundTo } from '#shared/study/candidates.ts';
import { isPrior, type PriorDimension, type Space } from '#shared/study/space.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { type Axis, axesOf, coordinateOfNumber } from '../../gp/axes.ts';
import type { Levels } from './margin.ts';

export interface Plane {
  readonly axes: readonly Axis[];
  readonly levels: readonly Levels[];
  /** Of the levels; empty where continuous. */
  readonly values: readonly (readonly SettingValue[])[];
}

const planes = new WeakMap<Space, Plane>();

/** The dimensions with an order that are always active and have more than one value. */
export function planeOf(space: Space): Plane {
  let plane = planes.get(space);
  if (plane === undefined) {
    const axes: Axis[] = [];
    const levels: Levels[] = [];
    const values: (readonly SettingValue[])[] = [];
    for (const axis of axesOf(space).filter(isSearched)) {
      const steps = axis.kind === 'levels' ? axis : stepsOf(axis);
      axes.push(axis);
      levels.push(steps?.positions ?? null);
      values.push(steps?.values ?? []);
    }
    plane = { axes, levels, values };
    planes.set(space, plane);
  }
  return plane;
}

function isSearched({ kind, dimension, values }: Axis): boolean {
  if (kind === 'choices' || dimension.when !== undefined) return false;
  if (kind === 'levels') return values.length > 1;
  // A range too wide for a double has no scale.
  return dimension.type === 'categorical' || isPrior(dimension) || Number.isFinite(dimension.high - dimension.low);
}

/** Standard deviations beyond which a prior's values are not levels; beyond so many levels it is as good as continuous. */
const reach = 6;
const mostLevels = 2000;

/** The values of a quantised prior; null where nothing is quantised. */
function stepsOf({ dimension }: Axis): { positions: Float64Array; values: readonly number[] } | null {
  if (!isPrior(dimension) || dimension.step === undefined || dimension.sd === 0) return null;
  const { step } = dimension;
  const end = (z: number) => Math.round(valueAtZ(dimension, z) / step);
  const [first, last] = [end(-reach), end(reach)];
  if (!(last - first < mostLevels && last > first)) return null;
  const values = Array.from({ length: last - first + 1 }, (_, i) => roundTo((first + i) * step, step));
  return { values, positions: Float64Array.from(values, (value) => coordinateOfNumber(dimension, value)) };
}

function valueAtZ({ type, mean, sd }: PriorDimension, z: number): number {
  const x = mean + sd * z;
  return type === 'lognormal' ? Math.exp(x) : x;
}
