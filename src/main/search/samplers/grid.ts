// Every combination of the grid's values exactly once, in an order that the random stream decides.
import { gridSpace } from '#shared/study/candidates.ts';
import type { Space } from '#shared/study/space.ts';
import { drawUnseen } from '../draw-unseen.ts';
import type { Sampler } from '../search.ts';

/**
 * Combinations that differ only in inactive settings are one point; those that break a constraint are left out. Any
 * earlier trial counts as done when it lies on the grid, whoever asked for it.
 */
export const gridSampler: Sampler = {
  kind: 'grid',
  suggest: (space, history, random) => drawUnseen(gridOf(space), history, random, 'the grid'),
};

const grids = new WeakMap<Space, Space>();

/** One grid per space, so that what is derived from the grid is derived once. */
function gridOf(space: Space): Space {
  let grid = grids.get(space);
  if (grid === undefined) {
    grid = gridSpace(space);
    grids.set(space, grid);
  }
  return grid;
}
