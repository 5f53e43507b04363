// When two engines agree.

/** Largest difference in units of the larger of 1 and the largest expected magnitude; Infinity where only one side is NaN. */
export function distance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  let scale = 1;
  for (let i = 0; i < expected.length; i++) {
    const [a = Number.NaN, b = Number.NaN] = [actual[i], expected[i]];
    if (Object.is(a, b) || a === b) continue;
    const difference = Math.abs(a - b);
    largest = Math.max(largest, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
    scale = Math.max(scale, Math.abs(b));
  }
  return largest / scale;
}

/** float32 sums of the sizes in the cases, with room for another order of summation. */
export const opTolerance = 2e-6;
/** After some steps, errors have been fed back: Adam divides by small second moments. */
export const trainingTolerance = 2e-4;
