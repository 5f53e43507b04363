// The normal distribution that CMA-ES draws from, and what a generation teaches it.
import { dot } from '../../gp/cholesky.ts';
import { eigenvalues } from './eigen.ts';
import { ratesOf } from './rates.ts';

/** N(mean, sigma²·covariance) in n coordinates; matrices n×n, row-major. Changed in place by `learn` and by the margin. */
export interface Distribution {
  readonly n: number;
  readonly mean: Float64Array;
  sigma: number;
  readonly covariance: Float64Array;
  /** Eigenvectors of the covariance as columns, and roots of its eigenvalues. */
  readonly basis: Float64Array;
  readonly spreads: Float64Array;
  /** The evolution paths. */
  readonly sigmaPath: Float64Array;
  readonly covariancePath: Float64Array;
  /** By how much a discrete coordinate is stretched about the mean before it becomes a level (see margin.ts). */
  readonly stretch: Float64Array;
  generation: number;
}

export function startAt(mean: Float64Array, sigma: number): Distribution {
  const n = mean.length;
  const identity = () => Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
  return {
    n,
    mean: mean.slice(),
    sigma,
    covariance: identity(),
    basis: identity(),
    spreads: new Float64Array(n).fill(1),
    sigmaPath: new Float64Array(n),
    covariancePath: new Float64Array(n),
    stretch: new Float64Array(n).fill(1),
    generation: 0,
  };
}

/**
 * One generation: `points` (at least 2), best first. Hansen 2016, equations 41 to 47. Points that others chose (starting points, trials from
 * outside, parallel ones of an earlier generation) may be far out: steps are cut to the length that nearly every own one has (Hansen 2011,
 * "Injecting external solutions into CMA-ES", equation 4).
 */
export function learn(to: Distribution, points: readonly Float64Array[]): void {
  const { n, mean, covariance, sigmaPath, covariancePath } = to;
  const rates = ratesOf(n, points.length);
  const { weights, mu, muEffective, rankOne, rankMu } = rates;
  const chi = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
  const longest = Math.sqrt(n) + (2 * n) / (n + 2);
  to.generation++;

  const whitened = new Float64Array(n);
  const squares = new Float64Array(points.length);
  const steps = points.map((point, k) => {
    const step = point.map((x, j) => (x - (mean[j] ?? 0)) / to.sigma);
    whiten(to, step, whitened);
    const length = Math.sqrt(dot(whitened, 0, whitened, 0, n));
    const cut = Math.min(1, longest / length);
    if (cut < 1) for (let j = 0; j < n; j++) step[j] = (step[j] as number) * cut;
    squares[k] = (length * cut) ** 2;
    return step;
  });
  const move = new Float64Array(n);
  for (let k = 0; k < mu; k++) {
    const step = steps[k] ?? move;
    for (let j = 0; j < n; j++) move[j] = (move[j] as number) + (weights[k] ?? 0) * (step[j] as number);
  }
  for (let j = 0; j < n; j++) mean[j] = (mean[j] as number) + to.sigma * (move[j] as number);

  whiten(to, move, whitened);
  const keep = 1 - rates.sigmaPath;
  const gain = Math.sqrt(rates.sigmaPath * (2 - rates.sigmaPath) * muEffective);
  for (let j = 0; j < n; j++) sigmaPath[j] = keep * (sigmaPath[j] as number) + gain * (whitened[j] as number);
  const length = Math.sqrt(dot(sigmaPath, 0, sigmaPath, 0, n));
  const settled = Math.sqrt(1 - keep ** (2 * (to.generation + 1)));
  // The path of the covariance stands still while the step size still has to grow.
  const still = length / settled >= (1.4 + 2 / (n + 1)) * chi;
  const decay = rates.covariancePath;
  const add = still ? 0 : Math.sqrt(decay * (2 - decay) * muEffective);
  for (let j = 0; j < n; j++)
    covariancePath[j] = (1 - decay) * (covariancePath[j] as number) + add * (move[j] as number);
  to.sigma *= Math.exp(Math.min(1, (rates.sigmaPath / rates.sigmaDamping) * (length / chi - 1)));

  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const old = 1 - rankOne - rankMu * total + (still ? rankOne * decay * (2 - decay) : 0);
  for (let at = 0; at < n * n; at++) covariance[at] = old * (covariance[at] as number);
  addOuter(covariance, covariancePath, rankOne);
  steps.forEach((step, k) => {
    const weight = weights[k] ?? 0;
    // A long bad step would make the matrix indefinite.
    addOuter(covariance, step, rankMu * (weight >= 0 ? weight : (weight * n) / ((squares[k] ?? 0) + 1e-8)));
  });
  decompose(to);
}

/** target := C^(-1/2)·step. */
export function whiten({ n, basis, spreads }: Distribution, step: Float64Array, target: Float64Array): void {
  target.fill(0);
  for (let i = 0; i < n; i++) {
    let along = 0;
    for (let j = 0; j < n; j++) along += (basis[j * n + i] as number) * (step[j] as number);
    along /= spreads[i] as number;
    for (let j = 0; j < n; j++) target[j] = (target[j] as number) + along * (basis[j * n + i] as number);
  }
}

function addOuter(target: Float64Array, x: Float64Array, factor: number): void {
  const n = x.length;
  for (let i = 0, at = 0; i < n; i++) {
    const xi = factor * (x[i] as number);
    for (let j = 0; j < n; j++, at++) target[at] = (target[at] as number) + xi * (x[j] as number);
  }
}

/** Spreads below this share of the largest are rounding errors. */
const flattest = 1e-7;

function decompose({ n, covariance, basis, spreads }: Distribution): void {
  const values = eigenvalues(covariance, n, basis);
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  for (let i = 0; i < n; i++)
    spreads[i] = Math.sqrt(Math.max(values[i] ?? 0, largest * flattest ** 2, Number.MIN_VALUE));
}
