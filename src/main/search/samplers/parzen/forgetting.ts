// How much old trials still count.

/** The newest so many trials have full weight, in Optuna and by default in hyperopt. */
export const remembered = 25;

/**
 * Weights of n trials, oldest first, followed by `prior`'s: 1 for the `newest`, rising linearly from 1/n to 1 over the older ones
 * (Bergstra et al. 2013, hyperopt's linear forgetting; Optuna's default weights).
 */
export function forgettingWeights(n: number, prior: number, newest = remembered): Float64Array {
  const weights = new Float64Array(n + 1).fill(1);
  const old = n - newest;
  for (let i = 0; i < old; i++) weights[i] = old === 1 ? 1 / n : 1 / n + (i / (old - 1)) * (1 - 1 / n);
  weights[n] = prior;
  return weights;
}
