// Where trials fail or diverge: a model of whether a point ends with a value at all, beside the one of how good the value is.
import { logNormalCdf, logNormalCdfSlope } from '#shared/num/normal-distribution.ts';
import { mean } from '#shared/num/statistics.ts';
import { type Acquisition, pullBack } from './acquisition.ts';
import { dot, solveLower } from './cholesky.ts';
import { fitKernel } from './fit.ts';
import { type Observations, pickObservations } from './likelihood.ts';
import { conditioned, covariances, type Posterior } from './posterior.ts';

export interface Feasibility {
  /** log P(a point ends with a value), over d coordinates. */
  readonly acquisition: Acquisition;
  /** P(a point ends with a value). */
  probability(point: Float64Array): number;
}

/**
 * A Gaussian process on the outcomes, 1 for a value and -1 for none, standardised: far from all trials the probability is that of the
 * whole. P = Φ((μ - t)/σ), t the standardised 0 (Gardner et al. 2014, "Bayesian optimization with inequality constraints", equation 4;
 * regression on labels as in Gelbart et al. 2014). `fitted`: the points that the kernel is fitted to, of `all`, n×d, with outcomes for y.
 */
export function feasibilityOf(all: Observations, fitted: readonly number[], seed: number): Feasibility {
  const centre = mean([...all.y]);
  const sd = Math.sqrt(Math.max(1 - centre * centre, 1e-6));
  const standardised = { ...all, y: all.y.map((outcome) => (outcome - centre) / sd) };
  const kernel = fitKernel(pickObservations(standardised, fitted), false);
  const posterior = conditioned(standardised, new Float64Array(), kernel, seed);
  return logProbabilityAbove(posterior, -centre / sd);
}

function logProbabilityAbove(posterior: Posterior, threshold: number): Feasibility {
  const { total, l, whitened, params } = posterior;
  const v = new Float64Array(total);
  const slopes = new Float64Array(total);
  const byV = new Float64Array(total);
  const at = (point: Float64Array) => {
    covariances(posterior, point, v, slopes);
    solveLower(l, total, v);
    const sd = Math.sqrt(Math.max(params.signal - dot(v, 0, v, 0, total), 0) + leastVariance);
    return { sd, z: (dot(whitened, 0, v, 0, total) - threshold) / sd };
  };
  return {
    probability: (point) => Math.exp(logNormalCdf(at(point).z)),
    acquisition: {
      value: (point) => logNormalCdf(at(point).z),
      withGradient(point, gradient) {
        const { sd, z } = at(point);
        // d z = (whitened·dv)/sd - z·d sd/sd, and d sd = -(v·dv)/sd.
        const slope = logNormalCdfSlope(z) / sd;
        for (let i = 0; i < total; i++) byV[i] = slope * ((whitened[i] as number) + (z / sd) * (v[i] as number));
        pullBack(posterior, point, slopes, byV, gradient);
        return logNormalCdf(z);
      },
    },
  };
}
/** So that a z is finite at an observed point. */
const leastVariance = 1e-6;

/** In the product, the power of the probability: a trial that fails costs its time and tells little (measured: 2 and 4 find more than 1). */
const caution = 2;

/** `improvement`, a logarithm, times the probability of a value to the power of 2; d coordinates. */
export function withCaution(improvement: Acquisition, { acquisition }: Feasibility, d: number): Acquisition {
  const second = new Float64Array(d);
  return {
    value: (point) => improvement.value(point) + caution * acquisition.value(point),
    withGradient(point, gradient) {
      const value = improvement.withGradient(point, gradient) + caution * acquisition.withGradient(point, second);
      for (let j = 0; j < d; j++) gradient[j] = (gradient[j] as number) + caution * (second[j] as number);
      return value;
    },
  };
}
