// The one kernel parameter that BayesianOptimization fits: a lengthscale for all dimensions together.
import { shareOf } from '#shared/study/quantile.ts';
import { type Dimension, isPrior } from '#shared/study/space.ts';
import type { Axis } from '../../gp/axes.ts';
import { dot, factor, solveLower } from '../../gp/cholesky.ts';
import { matern, squaredDistance } from '../../gp/kernel.ts';
import type { Observations } from '../../gp/likelihood.ts';
import { unitOfPrior } from '../../gp/prior-coordinate.ts';

/** On the diagonal, of values of variance 1 (the library's alpha). */
export const alpha = 1e-6;
/** Natural logarithms of scikit-learn's bounds of a lengthscale, 1e-5 to 1e5. */
const [least, most] = [Math.log(1e-5), Math.log(1e5)];
const gridPoints = 16;
const refinements = 14;

/**
 * Squared length of each coordinate's unit in the units in which the library sees the dimension: its own, logarithms on a log scale (as
 * its users give them), indices of ordered choices, and 1 a coordinate of a one-hot code, of which two differ between two choices.
 */
export function squaredUnits(axes: readonly Axis[]): Float64Array {
  return Float64Array.from(axes, ({ kind, dimension, values }) => {
    if (kind === 'choices') return 2;
    if (dimension.type === 'categorical') return values.length ** 2;
    return widthOf(dimension, values.length) ** 2;
  });
}

function widthOf(dimension: Exclude<Dimension, { type: 'categorical' }>, count: number): number {
  if (isPrior(dimension)) return unitOfPrior(dimension);
  const { low, high, scale, values, points } = dimension;
  if (values !== undefined || points !== undefined) return count;
  const across = scale === 'log' ? Math.log(high / low) : high - low;
  const covered = shareOf(dimension, high) - shareOf(dimension, low);
  const width = covered > 0 ? across / covered : 1;
  return Number.isFinite(width) && width > 0 ? width : 1;
}

/**
 * The kernel weights of the likeliest lengthscale: `units` over its square. Matérn 5/2 of variance 1, `alpha` as noise (Rasmussen and
 * Williams 2006, equation 5.8). The library climbs from 1 and five random starts; here a grid over its bounds and golden sections find
 * the same maximum without a draw.
 */
export function fitWeights(observed: Observations, units: Float64Array): Float64Array {
  const loss = negativeLogLikelihood(observed, units);
  const stride = (most - least) / (gridPoints - 1);
  let best = 0;
  let lowest = loss(best);
  for (let i = 0; i < gridPoints; i++) {
    const at = least + i * stride;
    const value = loss(at);
    if (value < lowest) [best, lowest] = [at, value];
  }
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.max(least, best - stride), Math.min(most, best + stride)];
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)];
  let [atA, atB] = [loss(a), loss(b)];
  for (let i = 0; i < refinements; i++) {
    if (atA < atB) {
      [high, b, atB] = [b, a, atA];
      a = high - golden * (high - low);
      atA = loss(a);
    } else {
      [low, a, atA] = [a, b, atB];
      b = low + golden * (high - low);
      atB = loss(b);
    }
  }
  const middle = (low + high) / 2;
  const log = loss(middle) < lowest ? middle : best;
  return units.map((unit) => unit * Math.exp(-2 * log));
}

/** Of a lengthscale's logarithm; infinite where the matrix is not positive definite. */
function negativeLogLikelihood({ x, y, n, isChoice }: Observations, units: Float64Array): (log: number) => number {
  const d = isChoice.length;
  const squares = new Float64Array((n * (n - 1)) / 2);
  for (let i = 1, pair = 0; i < n; i++) {
    for (let k = 0; k < i; k++, pair++) {
      let sum = 0;
      for (let j = 0; j < d; j++) {
        sum += (units[j] ?? 0) * squaredDistance(x[i * d + j] ?? 0, x[k * d + j] ?? 0, isChoice[j] === true);
      }
      squares[pair] = sum;
    }
  }
  const l = new Float64Array(n * n);
  const whitened = new Float64Array(n);
  return (log) => {
    const scale = Math.exp(-2 * log);
    for (let i = 0, pair = 0; i < n; i++) {
      for (let k = 0; k < i; k++, pair++) l[i * n + k] = matern(scale * (squares[pair] as number));
      l[i * n + i] = 1 + alpha;
    }
    if (!factor(l, n)) return Number.POSITIVE_INFINITY;
    whitened.set(y);
    solveLower(l, n, whitened);
    let value = 0.5 * dot(whitened, 0, whitened, 0, n);
    for (let i = 0; i < n; i++) value += Math.log(l[i * n + i] as number);
    return value;
  };
}
