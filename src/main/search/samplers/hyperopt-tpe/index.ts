// The tree-structured Parzen estimator of hyperopt, faithful to its defaults, for those who come from it.
import { type SamplerSpec, startUpTrials } from '#shared/study/search-schema.ts';
import { drawUnseen } from '../../draw-unseen.ts';
import type { History, Sampler } from '../../search.ts';
import { axesOf } from '../parzen/axis.ts';
import { suggestByRatio } from '../parzen/choose.ts';
import { remembered } from '../parzen/forgetting.ts';
import { completeRows, tabulate } from '../parzen/table.ts';
import { hyperoptMixture } from './estimator.ts';
import { orderByLoss } from './loss.ts';

type HyperoptSpec = Extract<SamplerSpec, { kind: 'hyperopt-tpe' }>;

/**
 * Bergstra et al. 2011 as hyperopt 0.3's `tpe.suggest` does it: each setting by itself, from the trials in which it was active; good are
 * the best gamma·√n trials (rounded up, at most `linearForgetting`), and of either kind the newest so many have full weight; whatever has no value, open and failed trials too, has an infinite loss. Ordered
 * choices are whole numbers, as `hp.uniformint`. Constraints and points already tried, which hyperopt does not know, are passed over.
 */
export function hyperoptTpeSampler({
  nStartupTrials = startUpTrials['hyperopt-tpe'],
  nCandidates = 24,
  gamma = 0.25,
  priorWeight = 1,
  linearForgetting = remembered,
}: HyperoptSpec): Sampler {
  return {
    kind: 'hyperopt-tpe',
    suggest(space, history, random) {
      const { trials } = history;
      if (trials.length < nStartupTrials) {
        const drawn = drawUnseen(space, history, random, 'the search space');
        if (drawn.kind === 'exhausted') return drawn;
        return { ...drawn, why: `drawn from the priors: fewer than ${nStartupTrials} trials yet` };
      }
      const table = tabulate(axesOf(space, 'exact'), trials);
      const { good, bad } = split(history, gamma, linearForgetting);
      const models = table.axes.map((_, axis) => ({
        good: hyperoptMixture(table, axis, completeRows(table, good, [axis]), priorWeight, linearForgetting),
        bad: hyperoptMixture(table, axis, completeRows(table, bad, [axis]), priorWeight, linearForgetting),
      }));
      return suggestByRatio(space, history, random, models, { nCandidates, good: good.length, bad: bad.length });
    },
  };
}

/** Indices of the good and the bad trials, each in order of their numbers. */
function split({ direction, trials }: History, gamma: number, most: number): { good: number[]; bad: number[] } {
  const order = orderByLoss(trials, direction);
  const best = new Set(order.slice(0, Math.min(Math.ceil(gamma * Math.sqrt(trials.length)), most)));
  const good: number[] = [];
  const bad: number[] = [];
  for (let i = 0; i < trials.length; i++) (best.has(i) ? good : bad).push(i);
  return { good, bad };
}
