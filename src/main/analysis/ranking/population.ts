// What the expected values of a study's configurations look like as a whole, with the chance in their means taken out. Pure.

/** A mean, larger is better, and its squared standard error, above 0. */
export interface Measured {
  readonly mean: number;
  readonly variance: number;
}

export interface Population {
  /** Rising; `weights[i]` of the configurations lie around `values[i]`. The first stands for all that is far below the others. */
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** Configurations of one bin are alike: their means lie within a twelfth of an error. Ten thousand cost no more than the grid by it. */
  bin(one: Measured): string;
  /** Weights of the values for a configuration with this mean; sums to 1. */
  posterior(one: Measured): Float64Array;
  /** The expected value of a configuration with this mean: closer to where the others are. */
  shrunk(one: Measured): number;
}

/** Of the grid, in the first one's standard error. */
const cellsPerError = 3;
/** How far below the best mean the grid reaches, in the same; what lies lower has no part in who is best. */
const reach = 12;
/** Few rounds leave the estimate smooth: the maximum itself consists of a few atoms, and draws the best mean less than it should. */
const rounds = 50;

/**
 * The distribution of expected values under which the observed means are most likely, whatever its form (Kiefer and Wolfowitz 1956; by
 * the EM steps of Laird 1978 on a grid, ended early; Jiang and Zhang 2009 and Koenker and Mizera 2014 on how well it shrinks). A normal
 * distribution (James and Stein 1961) does not do here: a search's history has a long tail of bad trials, which makes its variance so
 * large that nothing is shrunk. `measured`: at least one, the leader first.
 */
export function populationOf(measured: readonly Measured[]): Population {
  const best = measured.reduce((max, { mean }) => Math.max(max, mean), Number.NEGATIVE_INFINITY);
  const error = Math.sqrt(measured[0]?.variance ?? 0);
  const floor = best - reach * error;
  const near = measured.filter(({ mean }) => mean >= floor);
  const worst = near.reduce((min, { mean }) => Math.min(min, mean), best);
  const cells = Math.ceil(((best - worst) / error) * cellsPerError) + 1;
  const width = cells > 1 ? (best - worst) / (cells - 1) : 0;
  const values = Float64Array.from({ length: cells + 1 }, (_, i) => (i === cells ? best : worst + (i - 1) * width));
  // Where those lie that are too bad to have a part in it.
  values[0] = worst - reach * error;
  const bin = ({ mean, variance }: Measured) =>
    `${width === 0 ? 0 : Math.round((4 * mean) / width)} ${Math.round(10 * Math.log(variance))}`;
  const weights = fitted(values, binned(near, bin));

  function posterior(one: Measured): Float64Array {
    if (one.mean < floor) return values.map((_, i) => (i === 0 ? 1 : 0));
    const density = likelihood(one, values);
    let sum = 0;
    for (let i = 0; i < density.length; i++) {
      density[i] = (density[i] ?? 0) * (weights[i] ?? 0);
      sum += density[i] ?? 0;
    }
    if (sum === 0) return Float64Array.from(weights);
    return density.map((share) => share / sum);
  }
  return {
    values,
    weights,
    bin,
    posterior,
    shrunk(one) {
      if (one.mean < floor) return one.mean;
      return posterior(one).reduce((sum, share, i) => sum + share * (values[i] ?? 0), 0);
    },
  };
}

interface Bin extends Measured {
  readonly count: number;
}

function binned(measured: readonly Measured[], keyOf: (one: Measured) => string): Bin[] {
  const bins = new Map<string, { sum: number; count: number; variance: number }>();
  for (const one of measured) {
    const key = keyOf(one);
    const bin = bins.get(key) ?? { sum: 0, count: 0, variance: one.variance };
    bin.sum += one.mean;
    bin.count++;
    bins.set(key, bin);
  }
  return [...bins.values()].map(({ sum, count, variance }) => ({ mean: sum / count, variance, count }));
}

function fitted(values: Float64Array, bins: readonly Bin[]): Float64Array {
  let weights = new Float64Array(values.length).fill(1 / values.length);
  const rows = bins.map((bin) => likelihood(bin, values));
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  for (let round = 0; round < rounds; round++) {
    const next = new Float64Array(values.length);
    for (const [r, row] of rows.entries()) {
      let sum = 0;
      for (let i = 0; i < row.length; i++) sum += (weights[i] ?? 0) * (row[i] ?? 0);
      const share = sum === 0 ? 0 : (bins[r]?.count ?? 0) / (total * sum);
      for (let i = 0; i < row.length; i++) next[i] = (next[i] ?? 0) + share * (weights[i] ?? 0) * (row[i] ?? 0);
    }
    weights = next;
  }
  return weights;
}

/** Of each value, up to a factor. */
function likelihood({ mean, variance }: Measured, values: Float64Array): Float64Array {
  return values.map((value) => Math.exp(-((mean - value) ** 2) / (2 * variance)));
}
