// L-BFGS inside a box: gradients are projected, so that coordinates at a bound that want to leave stay there.
import { clamp } from '#shared/num/scales.ts';
import { dot } from './cholesky.ts';

export interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
}
export interface Limits {
  /** Ends when no coordinate of the projected gradient is larger. */
  readonly tolerance: number;
  readonly iterations: number;
}

/** Pairs that the approximation of the Hessian remembers. */
const memory = 10;
/** Sufficient decrease of Armijo's rule. */
const armijo = 1e-4;
const halvings = 20;

/**
 * Minimises `f` from `x`, which it changes to the best point found; returns the value there. `f` writes the gradient into its second
 * argument. A start where f is not finite is left as it is. Nocedal and Wright 2006, algorithm 7.4, with the free set of Bertsekas
 * 1982 and a projected line search.
 */
export function minimize(
  f: (x: Float64Array, gradient: Float64Array) => number,
  x: Float64Array,
  { low, high }: Box,
  { tolerance, iterations }: Limits,
): number {
  const n = x.length;
  const gradient = new Float64Array(n);
  const nextGradient = new Float64Array(n);
  const next = new Float64Array(n);
  const direction = new Float64Array(n);
  const pairs: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  for (let i = 0; i < n; i++) x[i] = clamp(x[i] ?? 0, low[i] ?? 0, high[i] ?? 0);
  let value = f(x, gradient);

  for (let iteration = 0; iteration < iterations && Number.isFinite(value); iteration++) {
    const isFree = (i: number) => {
      const g = gradient[i] ?? 0;
      return g > 0 ? (x[i] ?? 0) > (low[i] ?? 0) : (x[i] ?? 0) < (high[i] ?? 0);
    };
    let largest = 0;
    for (let i = 0; i < n; i++) {
      const g = isFree(i) ? (gradient[i] ?? 0) : 0;
      direction[i] = -g;
      largest = Math.max(largest, Math.abs(g));
    }
    if (!(largest > tolerance)) break;
    twoLoops(direction, pairs);
    for (let i = 0; i < n; i++) if (!isFree(i)) direction[i] = 0;
    if (!(dot(direction, 0, gradient, 0, n) < 0)) {
      pairs.length = 0;
      for (let i = 0; i < n; i++) direction[i] = isFree(i) ? -(gradient[i] ?? 0) : 0;
    }

    let step = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(direction, 0, direction, 0, n))) : 1;
    let moved = Number.NaN;
    for (let halving = 0; halving < halvings; halving++) {
      let slope = 0;
      for (let i = 0; i < n; i++) {
        next[i] = clamp((x[i] ?? 0) + step * (direction[i] ?? 0), low[i] ?? 0, high[i] ?? 0);
        slope += (gradient[i] ?? 0) * ((next[i] ?? 0) - (x[i] ?? 0));
      }
      const tried = f(next, nextGradient);
      if (tried <= value + armijo * slope && slope < 0) {
        moved = tried;
        break;
      }
      // The minimum of the parabola through both values and the slope, within safe bounds.
      const curvature = 2 * (tried - value - slope);
      step *= Number.isFinite(curvature) && curvature > 0 ? clamp(-slope / curvature, 0.1, 0.5) : 0.25;
    }
    if (Number.isNaN(moved)) {
      if (pairs.length === 0) break;
      pairs.length = 0;
      continue;
    }
    remember(pairs, x, next, gradient, nextGradient);
    const gain = value - moved;
    x.set(next);
    gradient.set(nextGradient);
    value = moved;
    if (gain < 1e-10 * (1 + Math.abs(value))) break;
  }
  return value;
}

type Pair = { s: Float64Array; y: Float64Array; rho: number };

/** direction := H·direction with the inverse Hessian H of the remembered pairs (Nocedal and Wright, algorithm 7.4). */
function twoLoops(direction: Float64Array, pairs: readonly Pair[]): void {
  const n = direction.length;
  const alphas: number[] = [];
  for (const { s, y, rho } of pairs.toReversed()) {
    const alpha = rho * dot(s, 0, direction, 0, n);
    alphas.push(alpha);
    for (let i = 0; i < n; i++) direction[i] = (direction[i] ?? 0) - alpha * (y[i] ?? 0);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, 0, last.y, 0, n));
    for (let i = 0; i < n; i++) direction[i] = (direction[i] ?? 0) * scale;
  }
  for (const { s, y, rho } of pairs) {
    const beta = rho * dot(y, 0, direction, 0, n);
    const alpha = alphas.pop() ?? 0;
    for (let i = 0; i < n; i++) direction[i] = (direction[i] ?? 0) + (alpha - beta) * (s[i] ?? 0);
  }
}

/** Keeps the pair of a step where the function curves upwards along it. */
function remember(
  pairs: Pair[],
  x: Float64Array,
  next: Float64Array,
  gradient: Float64Array,
  nextGradient: Float64Array,
): void {
  const s = next.map((value, i) => value - (x[i] ?? 0));
  const y = nextGradient.map((value, i) => value - (gradient[i] ?? 0));
  const sy = dot(s, 0, y, 0, s.length);
  if (!(sy > 1e-12 * dot(y, 0, y, 0, y.length))) return;
  pairs.push({ s, y, rho: 1 / sy });
  if (pairs.length > memory) pairs.shift();
}
