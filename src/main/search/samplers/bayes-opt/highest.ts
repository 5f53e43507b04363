// Where an acquisition function is largest.
import type { RandomStream } from '#shared/num/random.ts';
import { pointKey, violated } from '#shared/study/points.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { isFiniteSpace } from '#shared/study/walk.ts';
import { keysOf } from '../../draw-unseen.ts';
import type { Acquisition } from '../../gp/acquisition.ts';
import { type Axis, encode } from '../../gp/axes.ts';
import { wholeSpace, wideCandidates } from '../../gp/candidates.ts';
import type { Box } from '../../gp/lbfgs.ts';
import { climb, type Peak, type Terrain } from '../../gp/local-search.ts';
import type { Posterior } from '../../gp/posterior.ts';
import { bestOf, discreteEffort, effortFor } from '../../gp/propose.ts';
import type { History } from '../../search.ts';
import type { Base } from './acquisition.ts';

/** Candidates that are climbed from (the library's n_smart). */
const mostStarts = 10;
const leastStarts = 2;
/**
 * scipy's default, for the bound: it is no logarithm but in standard deviations of all results, and near the optimum good points differ by
 * very little of that.
 */
const boundTolerance = 1e-5;

/**
 * The best of points spread over the window, each of the ten best climbed from; of a small finite space simply the best point. Legal, and in
 * a finite space new; null where no such point was met. The library draws 10 000 points and goes on with L-BFGS-B, and by differential
 * evolution where a dimension is discrete.
 */
export function highest(
  { space, history, random }: { space: Space; history: History; random: RandomStream },
  {
    axes,
    posterior,
    window,
    base,
  }: { axes: readonly Axis[]; posterior: Posterior; window: Box | undefined; base: Base },
  acquisition: Acquisition,
): Peak | null {
  const seen = isFiniteSpace(space) ? keysOf(space, history) : null;
  const isNew = (point: Params) => violated(space, point) === null && !seen?.has(pointKey(space, point));
  const inside = new Float64Array(axes.length);
  const legal = (point: Params) => {
    if (!isNew(point)) return false;
    if (window === undefined) return true;
    encode(axes, point, inside);
    return inside.every((x, j) => x >= (window.low[j] ?? 0) - 1e-9 && x <= (window.high[j] ?? 1) + 1e-9);
  };
  const { weights } = posterior.params;
  const tolerance = base === 'ucb' ? boundTolerance : undefined;
  const terrain: Terrain = { space, axes, acquisition, weights, size: posterior.total, legal, window, tolerance };
  const whole = seen ? wholeSpace(space, axes, legal) : null;
  if (whole) return bestOf(terrain, whole);
  const candidates = wideCandidates(terrain, random, effortFor(posterior.total));
  const values = candidates.map(({ effective }) => acquisition.value(effective));
  const order = values.map((_, i) => i).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
  const starts = Math.max(leastStarts, Math.round(mostStarts * effortFor(posterior.total) * discreteEffort(axes)));
  let best: Peak | null = null;
  for (const i of order.slice(0, starts)) {
    const start = candidates[i];
    const peak = start ? climb(terrain, start) : null;
    if (peak && (best === null || peak.value > best.value)) best = peak;
  }
  return best;
}
