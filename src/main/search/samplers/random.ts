// Independent draws from every dimension's own distribution (Bergstra and Bengio 2012).
import { drawUnseen } from '../draw-unseen.ts';
import type { Sampler } from '../search.ts';

export const randomSampler: Sampler = {
  kind: 'random',
  suggest: (space, history, random) => drawUnseen(space, history, random, 'the search space'),
};
