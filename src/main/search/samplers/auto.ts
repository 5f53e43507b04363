// Picks the sampler for the user. In this version: random, and it says so.
import type { Sampler } from '../search.ts';
import { randomSampler } from './random.ts';

export const autoSampler: Sampler = {
  kind: 'auto',
  suggest(space, history, random) {
    const suggestion = randomSampler.suggest(space, history, random);
    if (suggestion.kind === 'exhausted') return suggestion;
    return { ...suggestion, why: 'auto draws at random in this version' };
  },
};
