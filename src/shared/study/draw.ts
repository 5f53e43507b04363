// Drawing one point of a space by the dimensions' own distributions. Conditions are respected, constraints are not looked at.
import type { RandomStream } from '../num/random.ts';
import { clamp, stepCount, stepValue } from '../num/scales.ts';
import { listedValues, roundTo } from './candidates.ts';
import { conditionHolds } from './condition.ts';
import type { Dimension, NumericDimension, Space } from './space.ts';
import type { Params, SettingValue } from './values.ts';

/** Params of one point; what `given` holds is taken, the rest of the active dimensions is drawn. */
export function drawPoint(space: Space, random: RandomStream, given: Params = {}): Params {
  const values: Record<string, SettingValue> = { ...space.fixed };
  const params: Record<string, SettingValue> = {};
  for (const dimension of space.dimensions) {
    if (!conditionHolds(dimension.when, values)) continue;
    const value = given[dimension.name] ?? (dimension.name in given ? null : drawValue(dimension, random));
    values[dimension.name] = value;
    params[dimension.name] = value;
  }
  return params;
}

/** One value: uniform on the dimension's scale, by weights, or from its prior. */
export function drawValue(dimension: Dimension, random: RandomStream): SettingValue {
  switch (dimension.type) {
    case 'categorical': {
      const { choices, weights } = dimension;
      const index = weights ? random.weighted(weights) : random.int(0, choices.length - 1);
      return choices[index] ?? null;
    }
    case 'normal':
    case 'lognormal': {
      const z = dimension.mean + dimension.sd * random.normal();
      const x = dimension.type === 'lognormal' ? Math.exp(z) : z;
      return dimension.step ? roundTo(x, dimension.step) : x;
    }
    case 'int':
    case 'float':
      return drawNumber(dimension, random);
  }
}

function drawNumber(dimension: NumericDimension, random: RandomStream): number {
  const listed = listedValues(dimension);
  if (listed) return listed[random.int(0, listed.length - 1)] ?? dimension.low;
  const { low, high, scale, step, type } = dimension;
  if (low === high) return low;
  if (step !== undefined) return stepValue(low, step, random.int(0, stepCount(low, high, step) - 1));
  if (type === 'int') {
    if (scale === 'linear') return random.int(low, high);
    // Every whole number owns the bin [n - 1/2, n + 1/2], so that the ends are not half as likely.
    const from = Math.log(low - 0.5);
    return clamp(Math.round(Math.exp(from + random.uniform() * (Math.log(high + 0.5) - from))), low, high);
  }
  if (scale === 'linear') return clamp(low + random.uniform() * (high - low), low, high);
  const from = Math.log(low);
  return clamp(Math.exp(from + random.uniform() * (Math.log(high) - from)), low, high);
}
