// Which sampler a study names, as the page shows it.
import { type SamplerSpec, samplerKinds } from '#shared/study/search-schema.ts';
import { getIn } from './json.ts';

/** `auto` where the study names none. */
export function samplerOf(file: unknown): SamplerSpec['kind'] {
  return samplerKinds.find((kind) => kind === getIn(file, ['search', 'sampler', 'kind'])) ?? 'auto';
}
