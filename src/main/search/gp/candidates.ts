// Where an acquisition function is looked at first: points all over the space.
import type { RandomStream } from '#shared/num/random.ts';
import { sobolPoint } from '#shared/num/sobol.ts';
import { pointAt } from '#shared/study/quantile.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { spaceSize, walkPoints } from '#shared/study/walk.ts';
import { type Axis, encode } from './axes.ts';
import { unwarped } from './input-warp.ts';
import type { Box } from './lbfgs.ts';

/** Points of the sequence of which the legal ones are looked at; where those are few, more, up to the limit. */
const most = 1024;
const least = 192;
/** A finite space with at most this many points is looked at whole. */
const wholeLimit = 4096;

export interface Candidate {
  /** A coordinate a dimension, also of inactive ones. */
  readonly latent: Float64Array;
  readonly effective: Float64Array;
  readonly params: Params;
}

/** Every legal point of a space that has few of them; null where there are more, or infinitely many. */
export function wholeSpace(
  space: Space,
  axes: readonly Axis[],
  legal: (params: Params) => boolean,
): Candidate[] | null {
  if (sizeOf(space) > wholeLimit) return null;
  const points: Params[] = [];
  walkPoints(space, (params) => {
    if (legal(params)) points.push({ ...params });
    return true;
  });
  return points.map((params) => candidateOf(axes, params));
}

const sizes = new WeakMap<Space, number>();

function sizeOf(space: Space): number {
  const size = sizes.get(space) ?? spaceSize(space) ?? Number.POSITIVE_INFINITY;
  sizes.set(space, size);
  return size;
}

/** Scrambled Sobol points, even in the coordinates of the axes, that are legal, within the window where there is one; `effort` in (0, 1] is the share of the usual number. */
export function wideCandidates(
  {
    space,
    axes,
    legal,
    window,
  }: { space: Space; axes: readonly Axis[]; legal: (params: Params) => boolean; window?: Box | undefined },
  random: RandomStream,
  effort: number,
): Candidate[] {
  const wide = Math.max(least, Math.round(most * effort));
  const seed = random.int(0, 2 ** 31 - 1);
  const units = new Float64Array(axes.length);
  const found: Candidate[] = [];
  const shareAt = (at: number, j: number) => {
    const warp = axes[j]?.warp;
    return warp ? unwarped(warp, at) : at;
  };
  for (let index = 0; index < wide || (index < 16 * wide && found.length < wide / 8); index++) {
    sobolPoint(units, index, seed);
    if (window) moveInto(window, units);
    const params = pointAt(space, units.map(shareAt));
    if (!legal(params)) continue;
    const candidate = candidateOf(axes, params);
    axes.forEach(({ dimension }, j) => {
      if (!(dimension.name in params)) candidate.latent[j] = units[j] ?? 0;
    });
    found.push(candidate);
  }
  return found;
}

function moveInto({ low, high }: Box, units: Float64Array): void {
  for (let j = 0; j < units.length; j++) units[j] = (low[j] ?? 0) + (units[j] ?? 0) * ((high[j] ?? 1) - (low[j] ?? 0));
}

export function candidateOf(axes: readonly Axis[], params: Params): Candidate {
  const latent = new Float64Array(axes.length);
  encode(axes, params, latent);
  const effective = latent.slice();
  axes.forEach(({ kind }, j) => {
    if (kind === 'choices') latent[j] = Math.max(0, latent[j] ?? 0);
  });
  return { latent, effective, params };
}
