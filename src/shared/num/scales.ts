// Numbers on a linear or logarithmic scale: positions in [0, 1], even spacing, steps. Pure.

export type Scale = 'linear' | 'log';

/** Position of `value` in [low, high] as a fraction; below 0 or above 1 outside. A range of one point has position 0. */
export function toUnit(value: number, low: number, high: number, scale: Scale): number {
  if (high === low) return 0;
  if (scale === 'log') return (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low));
  return (value - low) / (high - low);
}

/** The value at a position in [0, 1]; never outside [low, high] for a position inside. */
export function fromUnit(unit: number, low: number, high: number, scale: Scale): number {
  if (scale === 'linear') return clamp(low + unit * (high - low), low, high);
  return clamp(Math.exp(Math.log(low) + unit * (Math.log(high) - Math.log(low))), low, high);
}

/** `points` values from low to high, both ends included, evenly spaced on the scale; one point is the middle. */
export function spread(low: number, high: number, points: number, scale: Scale): number[] {
  if (points <= 1) return [roundSignificant(fromUnit(0.5, low, high, scale))];
  return Array.from({ length: points }, (_, i) => {
    if (i === 0) return low;
    if (i === points - 1) return high;
    return clamp(roundSignificant(fromUnit(i / (points - 1), low, high, scale)), low, high);
  });
}

/** How many values low, low + step ... up to high there are; a rounding error of the last one does not lose it. */
export function stepCount(low: number, high: number, step: number): number {
  return Math.floor((high - low) / step + 1e-9) + 1;
}

/** low + index·step without the digits that binary fractions add (0.1 + 2·0.1 is 0.3). */
export function stepValue(low: number, step: number, index: number): number {
  const value = low + index * step;
  // Whole numbers have no such digits, and writing them out costs more than all the rest.
  return Number.isSafeInteger(value) && Number.isInteger(step) ? value : roundSignificant(value);
}

/** The value low + k·step in [low, high] nearest to `value`. */
export function nearestStep(value: number, low: number, high: number, step: number): number {
  const index = clamp(Math.round((value - low) / step), 0, stepCount(low, high, step) - 1);
  return stepValue(low, step, index);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** 12 significant digits: far finer than any setting needs, coarse enough to drop rounding noise. */
export function roundSignificant(value: number, digits = 12): number {
  return Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
}
