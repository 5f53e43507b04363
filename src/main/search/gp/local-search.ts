// Climbing an acquisition function in a mixed space: continuous coordinates by L-BFGS, the others one after the other.
import { clamp } from '#shared/num/scales.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import type { Acquisition } from './acquisition.ts';
import { type Axis, decode, nearestIndex } from './axes.ts';
import type { Candidate } from './candidates.ts';
import { type Box, minimize } from './lbfgs.ts';

/** A discrete coordinate with at most this many values is tried whole. */
export const exhaustive = 16;
const sweeps = 3;
/** Of the gradient of a logarithm, by coordinates in lengthscales. */
const usualTolerance = 1e-2;
const iterations = 60;
/** A step back towards a legal start halves the way so often. */
const retreats = 12;

export interface Terrain {
  readonly space: Space;
  readonly axes: readonly Axis[];
  readonly acquisition: Acquisition;
  /** The kernel's weight of each dimension: coordinates are stretched by its root, so that all directions curve alike. */
  readonly weights: Float64Array;
  /** Points of the model. */
  readonly size: number;
  /** Where continuous coordinates are searched; the unit cube where there is none. */
  readonly window?: Box | undefined;
  /** Gradient at which a climb ends; where it is not given, one that suits an acquisition that is a logarithm. */
  readonly tolerance?: number | undefined;
  legal(params: Params): boolean;
}
export interface Peak extends Candidate {
  readonly value: number;
}

/**
 * Alternates both kinds of coordinate until a round changes nothing (as in Optuna's GPSampler). Every accepted point is legal; a start
 * that is not (a known point of a finite space) is left at the first legal step. A whole number with many values is searched along its
 * grid with strides that shrink.
 */
export function climb(terrain: Terrain, start: Candidate): Peak | null {
  const { acquisition, axes, legal } = terrain;
  let here: Peak | null = null;
  let at: Peak = { ...start, value: acquisition.value(start.effective) };
  if (legal(start.params)) here = at;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const before = at;
    at = climbContinuous(terrain, at);
    axes.forEach((axis, j) => {
      if (axis.kind !== 'continuous' && axis.dimension.name in at.params)
        at = climbDiscrete(terrain, at, j, here === null);
    });
    if (legal(at.params)) here = at;
    if (at === before || axes.every(({ kind }) => kind === 'continuous')) break;
  }
  return here;
}

function climbContinuous(terrain: Terrain, from: Peak): Peak {
  const { space, axes, acquisition, weights, legal, window, tolerance = usualTolerance } = terrain;
  const moving = axes.flatMap(({ kind, dimension }, j) =>
    kind === 'continuous' && dimension.name in from.params ? [j] : [],
  );
  if (moving.length === 0) return from;
  // A dimension that hardly matters keeps a scale at which it can still move.
  const scales = moving.map((j) => Math.max(Math.sqrt(weights[j] ?? 1), 0.05));
  const point = from.effective.slice();
  const full = new Float64Array(axes.length);
  const x = Float64Array.from(moving, (j, i) => (from.latent[j] ?? 0) * (scales[i] ?? 1));
  const box = {
    low: Float64Array.from(moving, (j, i) => (window?.low[j] ?? 0) * (scales[i] ?? 1)),
    high: Float64Array.from(moving, (j, i) => (window?.high[j] ?? 1) * (scales[i] ?? 1)),
  };
  minimize(
    (z, gradient) => {
      moving.forEach((j, i) => {
        point[j] = (z[i] ?? 0) / (scales[i] ?? 1);
      });
      const value = acquisition.withGradient(point, full);
      moving.forEach((j, i) => {
        gradient[i] = -(full[j] ?? 0) / (scales[i] ?? 1);
      });
      return -value;
    },
    x,
    box,
    { tolerance, iterations },
  );
  for (let share = 1, retreat = 0; retreat < retreats; share /= 2, retreat++) {
    const latent = from.latent.slice();
    moving.forEach((j, i) => {
      const target = clamp((x[i] ?? 0) / (scales[i] ?? 1), window?.low[j] ?? 0, window?.high[j] ?? 1);
      latent[j] = share === 1 ? target : (from.latent[j] ?? 0) + share * (target - (from.latent[j] ?? 0));
    });
    const effective = new Float64Array(axes.length);
    const params = decode(space, axes, latent, effective);
    if (!legal(params)) continue;
    const value = acquisition.value(effective);
    return value > from.value ? { latent, effective, params, value } : from;
  }
  return from;
}

/** The best legal value of one discrete coordinate; `leave` takes it even where it is no better. */
function climbDiscrete({ space, axes, acquisition, legal }: Terrain, from: Peak, j: number, leave: boolean): Peak {
  const axis = axes[j];
  if (!axis || axis.values.length < 2) return from;
  const { positions, kind } = axis;
  const start = nearestIndex(positions, from.latent[j] ?? 0);
  let best: Peak = leave ? { ...from, value: Number.NEGATIVE_INFINITY } : from;
  let index = start;
  const attempt = (to: number) => {
    if (to < 0 || to >= positions.length || to === index) return;
    const latent = from.latent.slice();
    latent[j] = positions[to] ?? 0;
    const effective = new Float64Array(axes.length);
    const params = decode(space, axes, latent, effective);
    const value = acquisition.value(effective);
    if (value > best.value && legal(params)) {
      best = { latent, effective, params, value };
      index = to;
    }
  };
  if (kind === 'choices' || positions.length <= exhaustive) {
    for (let to = 0; to < positions.length; to++) if (to !== start) attempt(to);
  } else {
    for (let i = 0; i < exhaustive / 2; i++) attempt(Math.round((i * (positions.length - 1)) / (exhaustive / 2 - 1)));
    for (let stride = Math.ceil(positions.length / exhaustive); ; stride = Math.ceil(stride / 2)) {
      const centre = index;
      attempt(centre - stride);
      attempt(centre + stride);
      if (stride === 1 && index === centre) break;
    }
  }
  return best.value === Number.NEGATIVE_INFINITY ? from : best;
}
