// A limit on the gradient's norm: for losses that explode.
import type { Reason } from '#shared/contract/advice.ts';
import type { Remedy } from './remedy.ts';

/** Norm; the lowest of the rule of thumb's 5, 10 and 15. */
const limit = 5;

/**
 * Never proposed by a gain: clipping helps where one step blows the weights up, and a smaller step does so more often
 * (moves/propose.ts).
 */
export const clipNorm: Remedy = {
  harmless: true,
  gain: () => 0,
  change: (_, { settings = {} }) =>
    settings['optimizer.clipNorm'] === undefined || settings['optimizer.clipNorm'] === null
      ? { setting: 'optimizer.clipNorm', direction: 'down', to: limit, range: { low: limit, high: 15 } }
      : null,
  why: (): Reason => ({ id: 'why.clip-norm', values: { limit } }),
};
