// An adaptive method with its paper's defaults: for plain SGD whose step is far off.
import type { Reason } from '#shared/contract/advice.ts';
import type { Remedy } from './remedy.ts';

/** Never proposed by a gain: it changes the step size as well, so it is for runs that learned nothing (moves/propose.ts). */
export const adaptiveOptimizer: Remedy = {
  harmless: false,
  gain: () => 0,
  change: (m) =>
    m.knobs.optimizer === 'sgd' ? { setting: 'optimizer.name', direction: 'up', to: 'adam', range: null } : null,
  why: (m): Reason => ({ id: 'why.adaptive-optimizer', values: { times: 10 ** Math.abs(m.knobs.step ?? 0) } }),
};
