// All samplers. To add one: a file here and a line in the table; the conformance suite runs on it by itself.
import { AppError } from '#shared/errors.ts';
import type { SamplerSpec } from '#shared/study/search-schema.ts';
import type { Sampler } from '../search.ts';
import { autoSampler } from './auto.ts';
import { gpSampler } from './gp.ts';
import { gridSampler } from './grid.ts';
import { randomSampler } from './random.ts';
import { sobolSampler } from './sobol.ts';

type Factories = { readonly [Kind in SamplerSpec['kind']]?: (spec: Extract<SamplerSpec, { kind: Kind }>) => Sampler };

const factories = {
  auto: () => autoSampler,
  random: () => randomSampler,
  grid: () => gridSampler,
  sobol: sobolSampler,
  gp: gpSampler,
} satisfies Factories;

export const samplerNames: readonly string[] = Object.keys(factories);

/** Throws AppError('invalid') for a kind that this version does not have. */
export function createSampler(spec: SamplerSpec): Sampler {
  const factory = (factories as Factories)[spec.kind] as ((given: SamplerSpec) => Sampler) | undefined;
  if (factory) return factory(spec);
  throw new AppError(
    'invalid',
    `The sampler "${spec.kind}" is not in this version; use one of ${samplerNames.join(', ')}.`,
  );
}
