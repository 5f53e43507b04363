// Which of many settings stand in the parallel coordinates, and in which order. Pure.
import type { Axis } from './axes.ts';
import { resultKey } from './axes.ts';
import type { Brushes } from './brushes.ts';
import { orderedKeys } from './rows.ts';

/** Up to so many settings all stand there. */
const mostAtOnce = 12;
/** Of more than that so many, unless all are asked for. */
export const topCount = 10;

/** Whether there are so many settings that one chooses between the most important ones and all. */
export function areMany(axes: readonly Axis[]): boolean {
  return axes.length > mostAtOnce;
}

/**
 * Of many settings the most important ones, those with a brush and the result. `axes`: of the settings, most important first; `related`: the
 * order of the settings that is asked for instead, empty for none; `order`: of somebody's hand.
 */
export function shownAxes(
  axes: readonly Axis[],
  result: Axis,
  {
    all,
    brushes,
    order,
    related,
  }: {
    readonly all: boolean;
    readonly brushes: Brushes;
    readonly order: readonly string[];
    readonly related: readonly string[];
  },
): readonly Axis[] {
  const settings =
    all || !areMany(axes) ? axes : axes.filter(({ key }, i) => i < topCount || (brushes[key]?.length ?? 0) > 0);
  const shown = [...settings, result];
  const keys = shown.map(({ key }) => key);
  const usual = related.length > 0 ? related : keys.filter((key) => key !== resultKey);
  return orderedKeys(keys, usual, order).flatMap((key) => shown.filter((axis) => axis.key === key));
}
