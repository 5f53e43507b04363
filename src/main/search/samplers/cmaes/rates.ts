// How fast CMA-ES learns: weights of the ranks and learning rates, all from the number of dimensions and of points.

export interface Rates {
  /** Of the ranks, best first: the better half positive with sum 1, the rest negative. */
  readonly weights: Float64Array;
  /** Points of the better half, and how many equal ones they weigh. */
  readonly mu: number;
  readonly muEffective: number;
  readonly rankOne: number;
  readonly rankMu: number;
  /** Decay of the path of steps that adapts the step size, and the damping of its change. */
  readonly sigmaPath: number;
  readonly sigmaDamping: number;
  /** Decay of the path of the rank-one update. */
  readonly covariancePath: number;
}

/** Points a generation. */
export function populationOf(n: number): number {
  return 4 + Math.floor(3 * Math.log(n));
}

/** For `count` >= 2 points of n dimensions. Hansen 2016, "The CMA evolution strategy: a tutorial" (arXiv 1604.00772), equations 48 to 58. */
export function ratesOf(n: number, count: number): Rates {
  const raw = Float64Array.from({ length: count }, (_, i) => Math.log((count + 1) / 2) - Math.log(i + 1));
  const mu = count >> 1;
  const muEffective = effective(raw.subarray(0, mu));
  const muNegative = effective(raw.subarray(mu));
  const rankOne = 2 / ((n + 1.3) ** 2 + muEffective);
  const rankMu = Math.min(1 - rankOne, (2 * (muEffective - 2 + 1 / muEffective)) / ((n + 2) ** 2 + muEffective));
  const negative = Math.min(
    1 + rankOne / rankMu,
    1 + (2 * muNegative) / (muEffective + 2),
    (1 - rankOne - rankMu) / (n * rankMu),
  );
  const above = raw.reduce((sum, weight) => sum + Math.max(0, weight), 0);
  const below = raw.reduce((sum, weight) => sum + Math.max(0, -weight), 0);
  const sigmaPath = (muEffective + 2) / (n + muEffective + 5);
  return {
    weights: raw.map((weight) => (weight >= 0 ? weight / above : (negative * weight) / below)),
    mu,
    muEffective,
    rankOne,
    rankMu,
    sigmaPath,
    sigmaDamping: 1 + 2 * Math.max(0, Math.sqrt((muEffective - 1) / (n + 1)) - 1) + sigmaPath,
    covariancePath: (4 + muEffective / n) / (n + 4 + (2 * muEffective) / n),
  };
}

function effective(weights: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return (sum * sum) / squares;
}
