// Which axes of a space may be bent, and the axes as a model sees them that has bent some.
import { isPrior } from '#shared/study/space.ts';
import type { Axis } from './axes.ts';
import { type InputWarp, warped } from './input-warp.ts';

/** With fewer values there is too little between them to be bent. */
const fewestValues = 5;

/** Indices of the axes that can be warped: numbers between two ends. A prior says itself how its setting is spread. */
export function warpable(axes: readonly Axis[]): number[] {
  return axes.flatMap(({ kind, dimension, values }, j) => {
    const isNumber = dimension.type !== 'categorical' && !isPrior(dimension);
    return isNumber && (kind === 'continuous' || values.length >= fewestValues) ? [j] : [];
  });
}

/** The axes with their warps, by index; the same ones without any. */
export function warpedAxes(axes: readonly Axis[], warps: ReadonlyMap<number, InputWarp>): readonly Axis[] {
  if (warps.size === 0) return axes;
  return axes.map((axis, j) => {
    const warp = warps.get(j);
    return warp ? { ...axis, warp, positions: axis.positions.map((at) => warped(warp, at)) } : axis;
  });
}
