// The kernels of one axis: what a mixture needs of them to draw and to weigh. The last kernel is the prior's.
import { logNormalMass, truncatedNormalQuantile } from '#shared/num/normal-distribution.ts';
import type { RandomStream } from '#shared/num/random.ts';
import type { Axis, ChoiceAxis, NumberAxis } from './axis.ts';

/** Kernels k = 0 … count - 1 of one axis. */
export interface Kernels {
  readonly axis: Axis;
  /** One coordinate drawn from kernel k, rounded to the axis's values. */
  draw(k: number, random: RandomStream): number;
  /** Adds log density (log probability on discrete axes) of `coordinate` under every kernel to target[offset + k]. */
  addLogDensity(coordinate: number, target: Float64Array, offset: number): void;
}

const logSqrtTwoPi = 0.5 * Math.log(2 * Math.PI);

/** Normal kernels cut off at the axis's ends and normalised each; on a discrete axis the mass of a value's bin. */
export class NormalKernels implements Kernels {
  readonly axis: NumberAxis;
  readonly centres: Float64Array;
  readonly sds: Float64Array;
  /** Log of what each kernel is divided by: its mass between the axis's ends, and on a continuous axis sd·√(2π). */
  readonly #logNorm: Float64Array;

  /** `centres` and `sds` per kernel, the prior's last. */
  constructor(axis: NumberAxis, centres: Float64Array, sds: Float64Array) {
    this.axis = axis;
    this.centres = centres;
    this.sds = sds;
    this.#logNorm = new Float64Array(centres.length);
    if (axis.bin === null) this.#logNorm.set(sds.map((sd) => Math.log(sd) + logSqrtTwoPi));
    if (Number.isFinite(axis.low)) this.#addMass(axis.low, axis.high, this.#logNorm, 0);
  }

  /** Each kernel's mass between the axis's ends. */
  masses(): Float64Array {
    const { axis, centres } = this;
    const logs = new Float64Array(centres.length);
    if (Number.isFinite(axis.low)) this.#addMass(axis.low, axis.high, logs, 0);
    return logs.map(Math.exp);
  }

  draw(k: number, random: RandomStream): number {
    const { axis, centres, sds } = this;
    const centre = centres[k] ?? 0;
    const sd = sds[k] ?? 1;
    const z = truncatedNormalQuantile(random.uniform(), (axis.low - centre) / sd, (axis.high - centre) / sd);
    const coordinate = centre + sd * z;
    return axis.bin === null ? coordinate : axis.encode(axis.decode(coordinate));
  }

  addLogDensity(coordinate: number, target: Float64Array, offset: number): void {
    const { axis, centres, sds } = this;
    const logNorm = this.#logNorm;
    const count = centres.length;
    if (axis.bin !== null) {
      const [left, right] = axis.bin(coordinate);
      this.#addMass(left, right, target, offset);
      for (let k = 0; k < count; k++) target[offset + k] = (target[offset + k] ?? 0) - (logNorm[k] ?? 0);
      return;
    }
    for (let k = 0; k < count; k++) {
      const z = (coordinate - (centres[k] ?? 0)) / (sds[k] ?? 1);
      target[offset + k] = (target[offset + k] ?? 0) - 0.5 * z * z - (logNorm[k] ?? 0);
    }
  }

  /** Adds the log of each kernel's mass between `left` and `right`. */
  #addMass(left: number, right: number, target: Float64Array, offset: number): void {
    const { centres, sds } = this;
    for (let k = 0; k < centres.length; k++) {
      const centre = centres[k] ?? 0;
      const sd = sds[k] ?? 1;
      const log = logNormalMass((left - centre) / sd, (right - centre) / sd);
      target[offset + k] = (target[offset + k] ?? 0) + log;
    }
  }
}

/**
 * Kernels over choices: an observation's own choice with weight 1 and the prior with weight `smoothing`, normalised; the last kernel is
 * the prior alone.
 */
export class ChoiceKernels implements Kernels {
  readonly axis: ChoiceAxis;
  /** Choice of each kernel but the last. */
  readonly chosen: Float64Array;
  readonly smoothing: number;

  constructor(axis: ChoiceAxis, chosen: Float64Array, smoothing: number) {
    this.axis = axis;
    this.chosen = chosen;
    this.smoothing = smoothing;
  }

  draw(k: number, random: RandomStream): number {
    const { axis, chosen, smoothing } = this;
    const own = k < chosen.length ? 1 / (1 + smoothing) : 0;
    const share = random.uniform();
    if (share < own) return chosen[k] ?? 0;
    return pick(axis.prior, (share - own) / (1 - own));
  }

  addLogDensity(coordinate: number, target: Float64Array, offset: number): void {
    const { axis, chosen, smoothing } = this;
    const prior = axis.prior[coordinate] ?? 0;
    const hit = Math.log((1 + smoothing * prior) / (1 + smoothing));
    const miss = Math.log((smoothing * prior) / (1 + smoothing));
    const count = chosen.length;
    for (let k = 0; k < count; k++) {
      target[offset + k] = (target[offset + k] ?? 0) + (chosen[k] === coordinate ? hit : miss);
    }
    target[offset + count] = (target[offset + count] ?? 0) + Math.log(prior);
  }
}

/** The index at which the running sum of `weights` (which sum to 1) passes `share`. */
function pick(weights: Float64Array, share: number): number {
  let rest = share;
  for (let i = 0; i < weights.length; i++) {
    rest -= weights[i] ?? 0;
    if (rest < 0) return i;
  }
  return weights.findLastIndex((weight) => weight > 0);
}
