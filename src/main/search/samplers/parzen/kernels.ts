// The kernels of one axis: what a mixture needs of them to draw and to weigh. The last kernel is the prior's.
import { logNormalMass, truncatedNormalQuantile } from '#shared/num/normal-distribution.ts';
import type { RandomStream } from '#shared/num/random.ts';
import type { Axis, ChoiceAxis, NumberAxis } from './axis.ts';

/** Kernels k = 0 … count - 1 of one axis. */
export interface Kernels {
  readonly axis: Axis;
  /** Whether the axis has few values, so that many points share one. */
  readonly repeats: boolean;
  /** One coordinate drawn from kernel k, rounded to the axis's values. */
  draw(k: number, random: RandomStream): number;
  /** Adds log density (log probability on discrete axes) of `coordinate` under every kernel to target[offset + k]. */
  addLogDensity(coordinate: number, target: Float64Array, offset: number): void;
}

const logSqrtTwoPi = 0.5 * Math.log(2 * Math.PI);

/** Normal kernels cut off at the axis's ends and normalised each; on a discrete axis the mass of a value's bin. */
export class NormalKernels implements Kernels {
  readonly axis: NumberAxis;
  readonly repeats: boolean;
  readonly centres: Float64Array;
  readonly sds: Float64Array;
  /** Kernels that stand for all, where values are few and kernels repeat; and which of these each kernel equals. */
  readonly #distinct: Uint32Array;
  readonly #same: Uint32Array;
  /** Log of what each kernel is divided by: its mass between the axis's ends, and on a continuous axis sd·√(2π). */
  readonly #logNorm: Float64Array;

  /** `centres` and `sds` per kernel, the prior's last. */
  constructor(axis: NumberAxis, centres: Float64Array, sds: Float64Array) {
    this.axis = axis;
    this.repeats = axis.bin !== null;
    this.centres = centres;
    this.sds = sds;
    // On a continuous axis hardly any two are equal.
    const { distinct, same } = axis.bin === null ? eachItself(centres.length) : distinctKernels(centres, sds);
    this.#distinct = distinct;
    this.#same = same;
    this.#logNorm = this.#logMasses(axis.low, axis.high);
    if (axis.bin !== null) return;
    for (let k = 0; k < sds.length; k++) {
      this.#logNorm[k] = (this.#logNorm[k] ?? 0) + Math.log(sds[k] ?? 1) + logSqrtTwoPi;
    }
  }

  /** Each kernel's mass between the axis's ends. */
  masses(): Float64Array {
    return this.#logMasses(this.axis.low, this.axis.high).map(Math.exp);
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
      const logs = this.#logMasses(...axis.bin(coordinate));
      for (let k = 0; k < count; k++) {
        target[offset + k] = (target[offset + k] ?? 0) + (logs[k] ?? 0) - (logNorm[k] ?? 0);
      }
      return;
    }
    for (let k = 0; k < count; k++) {
      const z = (coordinate - (centres[k] as number)) / (sds[k] as number);
      target[offset + k] = (target[offset + k] as number) - 0.5 * z * z - (logNorm[k] as number);
    }
  }

  /** Log of each kernel's mass between `left` and `right`. */
  #logMasses(left: number, right: number): Float64Array {
    const { centres, sds } = this;
    const distinct = this.#distinct;
    const own = new Float64Array(distinct.length);
    for (let i = 0; i < distinct.length; i++) {
      const k = distinct[i] ?? 0;
      const centre = centres[k] ?? 0;
      const sd = sds[k] ?? 1;
      own[i] = logNormalMass((left - centre) / sd, (right - centre) / sd);
    }
    const same = this.#same;
    const logs = new Float64Array(same.length);
    for (let k = 0; k < same.length; k++) logs[k] = own[same[k] ?? 0] ?? 0;
    return logs;
  }
}

function eachItself(count: number): { distinct: Uint32Array; same: Uint32Array } {
  const distinct = new Uint32Array(count);
  for (let k = 0; k < count; k++) distinct[k] = k;
  return { distinct, same: distinct };
}

function distinctKernels(centres: Float64Array, sds: Float64Array): { distinct: Uint32Array; same: Uint32Array } {
  const same = new Uint32Array(centres.length);
  const found: number[] = [];
  const byCentre = new Map<number, Map<number, number>>();
  for (let k = 0; k < centres.length; k++) {
    const centre = centres[k] ?? 0;
    const sd = sds[k] ?? 1;
    let bySd = byCentre.get(centre);
    if (bySd === undefined) {
      bySd = new Map();
      byCentre.set(centre, bySd);
    }
    let index = bySd.get(sd);
    if (index === undefined) {
      index = found.push(k) - 1;
      bySd.set(sd, index);
    }
    same[k] = index;
  }
  return { distinct: Uint32Array.from(found), same };
}

/**
 * Kernels over choices: an observation's own choice with weight 1 and the prior with weight `smoothing`, normalised; the last kernel is
 * the prior alone.
 */
export class ChoiceKernels implements Kernels {
  readonly axis: ChoiceAxis;
  readonly repeats = true;
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
