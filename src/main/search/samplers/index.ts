// All samplers. To add one: a file here and a line in the table; the conformance suite runs on it by itself.
import type { SamplerSpec } from '#shared/study/search-schema.ts';
import type { Sampler } from '../search.ts';
import { annealSampler } from './anneal.ts';
import { autoSampler } from './auto.ts';
import { bayesOptSampler } from './bayes-opt/index.ts';
import { cmaesSampler } from './cmaes/index.ts';
import { gpSampler } from './gp.ts';
import { gridSampler } from './grid.ts';
import { hyperoptTpeSampler } from './hyperopt-tpe/index.ts';
import { randomSampler } from './random.ts';
import { sobolSampler } from './sobol.ts';
import { tpeSampler } from './tpe/index.ts';

type Factories = { readonly [Kind in SamplerSpec['kind']]: (spec: Extract<SamplerSpec, { kind: Kind }>) => Sampler };

const factories = {
  auto: autoSampler,
  random: () => randomSampler,
  grid: () => gridSampler,
  sobol: sobolSampler,
  tpe: tpeSampler,
  gp: gpSampler,
  cmaes: cmaesSampler,
  anneal: annealSampler,
  'hyperopt-tpe': hyperoptTpeSampler,
  'bayes-opt': bayesOptSampler,
} satisfies Factories;

/** Kinds that answer at once; the others build a model of all trials and get a thread of their own. */
const quick: ReadonlySet<SamplerSpec['kind']> = new Set(['random', 'grid', 'sobol']);

export const takesTime = ({ kind }: SamplerSpec): boolean => !quick.has(kind);

export const samplerNames: readonly string[] = Object.keys(factories);

export function createSampler(spec: SamplerSpec): Sampler {
  const factory = factories[spec.kind] as (given: SamplerSpec) => Sampler;
  return factory(spec);
}
