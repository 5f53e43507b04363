// Points of the Sobol sequence: as independent of results as random ones, but without their gaps and clusters.
import type { SamplerSpec } from '#shared/study/search-schema.ts';
import { nextSobolPoint } from '../low-discrepancy.ts';
import type { Sampler } from '../search.ts';

/** `scramble` (default true): Owen's randomisation, so that studies with different seeds see different points. */
export function sobolSampler({ scramble = true }: Extract<SamplerSpec, { kind: 'sobol' }>): Sampler {
  return { kind: 'sobol', suggest: (space, history, random) => nextSobolPoint(space, history, random, scramble) };
}
