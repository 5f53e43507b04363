// A limit on the gradient's norm: for losses that explode.
import type { Reason } from '#shared/contract/advice.ts';
import type { Remedy } from './remedy.ts';

/**
 * Never proposed by a gain: clipping helps where one step blows the weights up, and a smaller step does so more often
 * (moves/propose.ts).
 */
export const clipNorm: Remedy = {
  harmless: true,
  gain: () => 0,
  change: (_, { settings = {} }) =>
    settings['optimizer.clipNorm'] === undefined || settings['optimizer.clipNorm'] === null
      ? { setting: 'optimizer.clipNorm', direction: 'down', to: 5, range: { low: 5, high: 15 } }
      : null,
  why: (): Reason => ({ id: 'why.clip-norm', values: {} }),
};
