// Which values an axis shows when nobody has zoomed. Pure.
import { quickselect } from 'd3-array';
import { type ScaleKind, valueScale } from './scale.ts';

export interface FitInput {
  /** Finite values of all drawn lines. */
  readonly values: ArrayLike<number>;
  /** The same of validation only; the ceiling of log error is set by it. */
  readonly validation: ArrayLike<number>;
  readonly kind: ScaleKind;
  /** Which end holds the good values: that one is shown whole, the other up to its outermost fiftieth. */
  readonly better: 'high' | 'low';
}

/** [low, high] with a margin of 4 % on the scale itself; null when there is nothing to show. */
export function fitValues({ values, validation, kind, better }: FitInput): readonly [number, number] | null {
  const scale = valueScale(kind);
  const shown = Float64Array.from(values).filter(scale.shows);
  if (shown.length === 0) return null;
  let low = at(shown, better === 'high' ? 0.02 : 0);
  let high = at(shown, better === 'high' ? 1 : 0.98);
  if (kind === 'error') {
    // A train accuracy of 1 would stretch the axis to the last decade: the ceiling leaves a third of validation's least error.
    const top = Float64Array.from(validation).reduce(
      (best, value) => (scale.shows(value) && value < 1 ? Math.max(best, value) : best),
      0.5,
    );
    high = Math.min(high, 1 - (1 - top) / 3);
    if (low > high) low = high - (1 - high);
  }
  if (low === high) return around(low, kind);
  const margin = (scale.forward(high) - scale.forward(low)) * 0.04;
  return [scale.backward(scale.forward(low) - margin), scale.backward(scale.forward(high) + margin)];
}

function around(value: number, kind: ScaleKind): readonly [number, number] {
  if (kind === 'log') return [value / 2, value * 2];
  if (kind === 'error') return [value - (1 - value), 1 - (1 - value) / 2 || value];
  const half = Math.abs(value) / 2 || 0.5;
  return [value - half, value + half];
}

/** Brings the values into another order: to sort a hundred thousand takes ten times as long. */
function at(values: Float64Array, quantile: number): number {
  const place = Math.round(quantile * (values.length - 1));
  return quickselect(values, place)[place] ?? 0;
}
