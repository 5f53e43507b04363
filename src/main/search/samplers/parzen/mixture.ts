// A mixture of products: kernel k of the mixture is the product of the axes' kernels k, which is what captures interactions.
import type { RandomStream } from '#shared/num/random.ts';
import type { Kernels } from './kernels.ts';

/** Points × kernels that are held in memory at a time (32 MB). */
const numbersAtOnce = 4_000_000;

export class Mixture {
  readonly axes: readonly Kernels[];
  readonly #logWeights: Float64Array;
  /** Running sums of the weights; the last is 1. */
  readonly #cumulative: Float64Array;

  /** `weights`: non-negative, one per kernel, not all 0; they are normalised. */
  constructor(axes: readonly Kernels[], weights: Float64Array) {
    this.axes = axes;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#logWeights = weights.map((weight) => Math.log(weight / total));
    let sum = 0;
    this.#cumulative = weights.map((weight) => {
      sum += weight / total;
      return sum;
    });
  }

  /** `count` points of one coordinate per axis, row by row. */
  draw(random: RandomStream, count: number): Float64Array {
    const { axes } = this;
    const points = new Float64Array(count * axes.length);
    for (let i = 0, at = 0; i < count; i++) {
      const k = this.#kernel(random.uniform());
      for (const kernels of axes) points[at++] = kernels.draw(k, random);
    }
    return points;
  }

  /** Log density of each of the points (as `draw` gives them). */
  logDensity(points: Float64Array): Float64Array {
    const width = this.axes.length;
    const densities = new Float64Array(points.length / width);
    const atOnce = Math.max(1, Math.floor(numbersAtOnce / this.#logWeights.length));
    for (let from = 0; from < densities.length; from += atOnce) {
      densities.set(this.#logDensityOf(points.subarray(from * width, (from + atOnce) * width)), from);
    }
    return densities;
  }

  #logDensityOf(points: Float64Array): Float64Array {
    const { axes } = this;
    const logWeights = this.#logWeights;
    const kernels = logWeights.length;
    const count = points.length / axes.length;
    const logs = new Float64Array(count * kernels);
    for (let i = 0; i < count; i++) logs.set(logWeights, i * kernels);
    const added = new Float64Array(kernels);
    for (const [a, axis] of axes.entries()) {
      if (!axis.repeats) {
        for (let i = 0; i < count; i++) axis.addLogDensity(points[i * axes.length + a] ?? 0, logs, i * kernels);
        continue;
      }
      // Discrete axes have few values among the points, and a value costs more than the sum.
      const known = new Map<number, number[]>();
      for (let i = 0; i < count; i++) {
        const coordinate = points[i * axes.length + a] ?? 0;
        const rows = known.get(coordinate);
        if (rows) rows.push(i);
        else known.set(coordinate, [i]);
      }
      for (const [coordinate, [first = 0, ...others]] of known) {
        if (others.length === 0) {
          axis.addLogDensity(coordinate, logs, first * kernels);
          continue;
        }
        added.fill(0);
        axis.addLogDensity(coordinate, added, 0);
        for (const row of [first, ...others]) addTo(logs, row * kernels, added);
      }
    }
    const densities = new Float64Array(count);
    for (let i = 0; i < count; i++) densities[i] = logSumExp(logs, i * kernels, kernels);
    return densities;
  }

  #kernel(share: number): number {
    const cumulative = this.#cumulative;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] ?? 1) > share) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function addTo(target: Float64Array, offset: number, added: Float64Array): void {
  for (let k = 0; k < added.length; k++) target[offset + k] = (target[offset + k] ?? 0) + (added[k] ?? 0);
}

/** log Σ exp of `count` numbers from `offset` on, without overflow; -Infinity when all are. */
function logSumExp(values: Float64Array, offset: number, count: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count; k++) largest = Math.max(largest, values[offset + k] ?? largest);
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const below = (values[offset + k] ?? 0) - largest;
    // e⁻⁴⁵ is 1e-20: not even ten thousand of them change the sum.
    if (below > -45) sum += Math.exp(below);
  }
  return largest + Math.log(sum);
}
