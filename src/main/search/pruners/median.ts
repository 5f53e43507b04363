// Median stopping rule (Golovin et al. 2017, "Google Vizier", section 3.4).
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import type { Pruner } from '../search.ts';
import { comparing } from './percentile.ts';

/**
 * Stops a trial whose best value so far is worse than the median of the other trials' values at the same epoch: the
 * percentile rule at 50, with its options.
 */
export function medianPruner(options: Extract<PrunerSpec, { kind: 'median' }>): Pruner {
  return comparing('median', 50, 'the median of', options);
}
