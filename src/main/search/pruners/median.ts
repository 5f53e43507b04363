// Median stopping rule (Golovin et al. 2017, "Google Vizier", section 3.4).
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import type { Pruner } from '../search.ts';
import { comparing } from './percentile.ts';

/** The percentile rule at 50: stops a trial whose best value so far is worse than the median of the others at the same epoch. */
export function medianPruner(spec: Extract<PrunerSpec, { kind: 'median' }>): Pruner {
  return comparing('median', { ...spec, percentile: 50 }, 'the median');
}
