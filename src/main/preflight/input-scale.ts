// What the network's inputs look like after `input.scaling`.
import type { Finding } from '#shared/contract/checks.ts';
import { found, say, skipped } from './finding.ts';

export interface InputScaleMeasure {
  /** null: tokens, which are looked up and not computed with. */
  readonly inputs:
    | readonly {
        readonly name: string;
        /** After scaling, over training rows. */
        readonly mean: number;
        readonly sd: number;
        /** Largest distance from zero. */
        readonly most: number;
      }[]
    | null;
  readonly scaling: string;
}

const [lookLow, lookHigh] = [0.1, 10];
const failHigh = 50;
const farOut = 100;

/**
 * Root mean square of the largest input, sqrt(mean² + sd²), wanted near 1: LeCun et al. 1998, "Efficient BackProp", section 4.3, asks for zero mean
 * and equal variance. Beyond 10 or below 0.1 the steps of weights are off by the square of that; beyond 50 training starts far outside of
 * where activations and start weights are meant for. A value beyond 100 is an outlier that one row's step is made of.
 */
export function judgeInputScale({ inputs, scaling }: InputScaleMeasure): Finding {
  if (inputs === null) return skipped('input-scale.tokens');
  const varying = inputs.filter(({ sd }) => sd > 0);
  if (varying.length === 0) return skipped('input-scale.constant');
  const sized = varying.map((one) => ({ ...one, rms: Math.hypot(one.mean, one.sd) }));
  const largest = sized.reduce((a, b) => (b.rms > a.rms ? b : a));
  const smallest = sized.reduce((a, b) => (b.rms < a.rms ? b : a));
  const far = sized.reduce((a, b) => (b.most > a.most ? b : a));
  const limit = say('limit.input-scale', { low: lookLow, high: lookHigh });
  const fix = scaling === 'standardize' ? null : { setting: 'input.scaling', to: 'standardize' };
  if (largest.rms > lookHigh || largest.rms < lookLow) {
    const status = largest.rms > failHigh ? 'fail' : 'look';
    return found(status, say('input-scale.off', { input: largest.name, size: largest.rms, scaling }), {
      ...{ value: largest.rms, limit, fix },
    });
  }
  if (smallest.rms * 1000 < largest.rms) {
    const values = { small: smallest.name, large: largest.name, times: largest.rms / smallest.rms };
    return found('look', say('input-scale.uneven', values), { value: smallest.rms, limit, fix });
  }
  const base = { value: largest.rms, limit };
  const values = { size: largest.rms, mean: largest.mean, sd: largest.sd, scaling };
  if (far.most > farOut) return found('look', say('input-scale.outlier', { input: far.name, most: far.most }), base);
  return found('pass', say('input-scale.good', values), base);
}
