// How far a search may go where a setting has no ends.
import { isPrior, type Space } from '#shared/study/space.ts';
import type { Axis } from './axes.ts';
import type { Box } from './lbfgs.ts';
import { deviation, highest, lowest } from './prior-coordinate.ts';

/**
 * The unit cube, wider by a standard deviation beyond the best point where that lies near an end of a prior's coordinate: a prior is a
 * guess, and where the results say that it was wrong they are followed. Undefined where every dimension has ends.
 */
export function openEnds({ dimensions }: Space, axes: readonly Axis[], best: Float64Array): Box | undefined {
  if (!dimensions.some(isPrior)) return undefined;
  const low = new Float64Array(axes.length);
  const high = new Float64Array(axes.length).fill(1);
  axes.forEach(({ dimension }, j) => {
    if (!isPrior(dimension)) return;
    const at = best[j] ?? 0.5;
    low[j] = Math.max(lowest, Math.min(0, at - deviation));
    high[j] = Math.min(highest, Math.max(1, at + deviation));
  });
  return { low, high };
}
