// The acquisition functions of BayesianOptimization, by mean and standard deviation.
import { logNormalCdf, logNormalDensity } from '#shared/num/normal-distribution.ts';
import { type Acquisition, logImprovement, logImprovementSlope, pullBack } from '../../gp/acquisition.ts';
import { dot, solveLower } from '../../gp/cholesky.ts';
import { covariances, followingCovariances, type Posterior } from '../../gp/posterior.ts';

export type Base = 'ucb' | 'ei' | 'pi';

export interface Exploration {
  /** Standard deviations that are added to the mean. */
  readonly kappa: number;
  /** What an improvement must exceed, in standardised values. */
  readonly xi: number;
  /** The best standardised value (larger is better). */
  readonly best: number;
}

/** Writes the slopes by mean and by standard deviation into `slopes`; returns the value. */
type Score = (mean: number, sd: number, slopes: Float64Array) => number;

/**
 * Upper confidence bound μ + κσ; expected improvement over best + ξ (Jones et al. 1998) and probability of improvement (Kushner 1964), these
 * two as logarithms, which have the same maximum and a slope even where they are 0 in double precision.
 */
export function scoreOf(base: Base, { kappa, xi, best }: Exploration): Score {
  switch (base) {
    case 'ucb':
      return (mean, sd, slopes) => {
        slopes[0] = 1;
        slopes[1] = kappa;
        return mean + kappa * sd;
      };
    case 'ei':
      return (mean, sd, slopes) => {
        const z = (mean - best - xi) / sd;
        const slope = logImprovementSlope(z);
        slopes[0] = slope / sd;
        slopes[1] = (1 - slope * z) / sd;
        return Math.log(sd) + logImprovement(z);
      };
    case 'pi':
      return (mean, sd, slopes) => {
        const z = (mean - best - xi) / sd;
        const log = logNormalCdf(z);
        const slope = Math.exp(logNormalDensity(z) - log);
        slopes[0] = slope / sd;
        slopes[1] = (-slope * z) / sd;
        return log;
      };
  }
}

/** Added to the variance, so that an observed point has a (very small) one. */
const leastVariance = 1e-12;

/** Of a posterior without open points. */
export function acquisitionBy(score: Score, posterior: Posterior): Acquisition {
  const { total, l, whitened, params } = posterior;
  const follow = followingCovariances(posterior);
  const v = new Float64Array(total);
  const kernelSlopes = new Float64Array(total);
  const byV = new Float64Array(total);
  const slopes = new Float64Array(2);
  const sdOf = () => Math.sqrt(Math.max(0, params.signal - dot(v, 0, v, 0, total)) + leastVariance);
  return {
    value(point) {
      follow(point, v);
      solveLower(l, total, v);
      return score(dot(whitened, 0, v, 0, total), sdOf(), slopes);
    },
    withGradient(point, gradient) {
      covariances(posterior, point, v, kernelSlopes);
      solveLower(l, total, v);
      const sd = sdOf();
      const value = score(dot(whitened, 0, v, 0, total), sd, slopes);
      const [byMean, bySd] = [slopes[0] as number, slopes[1] as number];
      // d sd = -(v · dv) / sd, and v = L⁻¹·k.
      for (let i = 0; i < total; i++) byV[i] = byMean * (whitened[i] as number) - (bySd / sd) * (v[i] as number);
      pullBack(posterior, point, kernelSlopes, byV, gradient);
      return value;
    },
  };
}
