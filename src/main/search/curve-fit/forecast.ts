// What a learning curve will come to: curves of several families fitted to what there is of it, and a band around them.
import type { RandomStream } from '#shared/num/random.ts';
import { type Shape, shapesFor } from './families.ts';

export interface Curve {
  /** Epochs, rising, from 1. */
  readonly steps: readonly number[];
  /** Finite, as many; at least one. */
  readonly values: readonly number[];
}

/** Curves of more points are averaged in blocks. */
const mostPoints = 60;
const replicates = 200;
/** Weight of staying where it is at the target, where the last epoch has weight 1: keeps few points from promising a miracle. */
const inertia = 0.05;
/** Misfit, as a share of the curve's range, below which shapes are not told apart. */
const finest = 0.03;
/** Points by which shapes are told apart: neighbouring epochs say much the same. */
const independent = 4;
/**
 * Standard deviation of what no family foresees, for each factor e from the last epoch to the target, as a share of the range in which the
 * curve was over the last such factor.
 */
const drift = 0.3;
const degrees = 6;

interface Fit {
  /** Of the curve at the target. */
  readonly target: number;
  /** Weighted mean square of the residuals. */
  readonly error: number;
  /** How far each point's residual moves the value at the target. */
  readonly pull: Float64Array;
}

/**
 * Values that the curve may have at epoch `epochs`, a later one than its last, drawn from `random`: 200 of them; NaN where the curve's range
 * is more than a number can hold. Each draw takes one of the shapes of `shapesFor`, fitted by least squares with weights that rise with the
 * epoch, the better it fits the likelier; moves it by a wild bootstrap of its residuals (Wu 1986; for a linear fit the same as refitting);
 * and adds the noise of an epoch and what no family foresees, which grows with the distance, as Student's t. The constants were set on real
 * curves: of the trials given less than one chance in twenty, fewer than that made it (test/unit/search/extrapolation.test.ts).
 */
export function forecast(curve: Curve, epochs: number, random: RandomStream): Float64Array {
  const { x, y: values, w } = averaged(curve);
  const n = values.length;
  const level = recentLevel(values);
  const range = rangeOf(values) || 1;
  // In units of its own range from its level: squares of the largest numbers are numbers still.
  const y = values.map((value) => (value - level) / range);
  const fits = shapesFor(epochs).map((shape) => fitShape(shape, epochs, x, y, w));
  const least = fits.reduce((best, { error }) => Math.min(best, error), Number.POSITIVE_INFINITY);
  const floor = (finest * rangeOf(y)) ** 2;
  const likelihood = fits.map(({ error }) =>
    floor === 0 ? 1 : ((error + floor) / (least + floor)) ** (-Math.min(n, independent) / 2),
  );
  const last = x.at(-1) ?? 1;
  const recent = y.subarray(x.findIndex((epoch) => epoch >= Math.min(last / Math.E, last - 2)));
  const unforeseen = drift * rangeOf(recent) * Math.log(epochs / last);
  // Two and a half of the points' freedom goes into the fit: a, c and what choosing a shape is worth.
  const inflation = Math.sqrt(n / Math.max(1, n - 2.5));
  const draws = new Float64Array(replicates);
  for (let i = 0; i < replicates; i++) {
    const { target, error, pull } = fits[random.weighted(likelihood)] ?? { target: 0, error: 0, pull: y };
    let moved = 0;
    for (let k = 0; k < n; k++) moved += (pull[k] ?? 0) * random.normal();
    const spread = Math.hypot(Math.sqrt(error), unforeseen);
    draws[i] = level + range * (target + inflation * (moved + spread * studentT(random)));
  }
  return draws;
}

function fitShape({ phi }: Shape, epochs: number, x: Float64Array, y: Float64Array, w: Float64Array): Fit {
  const n = y.length;
  const basis = x.map(phi);
  const atTarget = phi(epochs);
  let weight = inertia;
  let meanPhi = inertia * atTarget;
  // Staying where it is has the value 0.
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    weight += w[i] ?? 0;
    meanPhi += (w[i] ?? 0) * (basis[i] ?? 0);
    meanY += (w[i] ?? 0) * (y[i] ?? 0);
  }
  const weightOfPoints = weight - inertia;
  meanPhi /= weight;
  meanY /= weight;
  let variance = inertia * (atTarget - meanPhi) ** 2;
  let covariance = -inertia * (atTarget - meanPhi) * meanY;
  for (let i = 0; i < n; i++) {
    variance += (w[i] ?? 0) * ((basis[i] ?? 0) - meanPhi) ** 2;
    covariance += (w[i] ?? 0) * ((basis[i] ?? 0) - meanPhi) * ((y[i] ?? 0) - meanY);
  }
  const isFlat = variance < 1e-12;
  const a = isFlat ? 0 : covariance / variance;
  const c = meanY - a * meanPhi;
  const slope = isFlat ? 0 : (atTarget - meanPhi) / variance;
  let error = inertia * (c + a * atTarget) ** 2;
  const pull = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const residual = (y[i] ?? 0) - c - a * (basis[i] ?? 0);
    error += (w[i] ?? 0) * residual ** 2;
    pull[i] = (w[i] ?? 0) * (1 / weight + slope * ((basis[i] ?? 0) - meanPhi)) * residual;
  }
  return { target: c + a * atTarget, error: error / weightOfPoints, pull };
}

/** At most `mostPoints` points; their weights rise in proportion to the epoch, from near 0 to 1 (times the points averaged). */
function averaged({ steps, values }: Curve): { x: Float64Array; y: Float64Array; w: Float64Array } {
  const block = Math.ceil(steps.length / mostPoints);
  const n = Math.ceil(steps.length / block);
  const [x, y, w] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    const from = i * block;
    const to = Math.min(steps.length, from + block);
    let [sumX, sumY] = [0, 0];
    for (let k = from; k < to; k++) {
      sumX += steps[k] ?? 0;
      sumY += values[k] ?? 0;
    }
    x[i] = sumX / (to - from);
    y[i] = sumY / (to - from);
    w[i] = sumX / (steps.at(-1) ?? 1);
  }
  return { x, y, w };
}

function rangeOf(y: Float64Array): number {
  return Math.max(...y) - Math.min(...y);
}

/** Mean of the last sixth. */
function recentLevel(y: Float64Array): number {
  const last = Math.max(1, Math.round(y.length / 6));
  return y.subarray(-last).reduce((sum, value) => sum + value, 0) / last;
}

function studentT(random: RandomStream): number {
  let squares = 0;
  for (let i = 0; i < degrees; i++) squares += random.normal() ** 2;
  return random.normal() / Math.sqrt(squares / degrees);
}
