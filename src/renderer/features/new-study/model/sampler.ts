// The samplers that the page offers, and which of them a study names.
import { getIn } from './json.ts';

export const samplers = [
  'random',
  'grid',
  'sobol',
  'tpe',
  'gp',
  'cmaes',
  'anneal',
  'hyperopt-tpe',
  'bayes-opt',
  'auto',
] as const;

/** `auto` where the study names none. */
export function samplerOf(file: unknown): (typeof samplers)[number] {
  return samplers.find((kind) => kind === getIn(file, ['search', 'sampler', 'kind'])) ?? 'auto';
}
