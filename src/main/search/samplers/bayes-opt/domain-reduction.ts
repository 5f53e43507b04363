// Sequential domain reduction: a window about the best point that narrows as the optimum settles.
import type { Box } from '../../gp/lbfgs.ts';

export interface Reduction {
  /** Factors of the window while the optimum swings to and fro, and while it moves one way. */
  readonly gammaOsc: number;
  readonly gammaPan: number;
  /** Factor while it stands still. */
  readonly eta: number;
  /** Least width, as a share of each range. */
  readonly minimumWindow: number;
}

/**
 * Stander and Craig 2002, "On the robustness of a simple domain reduction scheme for simulation-based optimization", as BayesianOptimization
 * has it. `optima`: coordinates in [0, 1] of the best point so far, after each result that followed the start-up. Null before the first;
 * coordinates that are not `free` keep their whole range.
 */
export function windowOf(
  optima: readonly Float64Array[],
  free: readonly boolean[],
  { gammaOsc, gammaPan, eta, minimumWindow }: Reduction,
): Box | null {
  const last = optima.at(-1);
  if (last === undefined) return null;
  const d = free.length;
  const low = new Float64Array(d);
  const high = new Float64Array(d).fill(1);
  for (let j = 0; j < d; j++) {
    if (!free[j]) continue;
    let width = eta;
    let before = 0.5;
    let moved = 0;
    for (const optimum of optima) {
      const here = optimum[j] ?? 0.5;
      const move = (2 * (here - before)) / width;
      const c = move * moved;
      const swing = Math.sign(c) * Math.sqrt(Math.abs(c));
      const gamma = (gammaPan * (1 + swing) + gammaOsc * (1 - swing)) / 2;
      width *= eta + Math.abs(move) * (gamma - eta);
      before = here;
      moved = move;
    }
    [low[j], high[j]] = around(last[j] ?? 0.5, width, minimumWindow);
  }
  return { low, high };
}

/** Cut at the ends of the range, then widened to the least width; what one side lacks the other gets. */
function around(centre: number, width: number, least: number): [number, number] {
  let low = Math.min(1, Math.max(0, centre - Math.abs(width) / 2));
  let high = Math.max(0, Math.min(1, centre + Math.abs(width) / 2));
  const missing = Math.min(1, least) - (high - low);
  if (missing > 0) {
    low -= missing / 2;
    high += missing / 2;
    if (low < 0) [low, high] = [0, high - low];
    if (high > 1) [low, high] = [low - (high - 1), 1];
  }
  return [Math.max(0, low), Math.min(1, high)];
}
