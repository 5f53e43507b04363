// Picks the sampler for the user, trial by trial, and says which and why.
import { type SamplerSpec, startUpTrials } from '#shared/study/search-schema.ts';
import type { Space } from '#shared/study/space.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import { expectationAt } from '../gp/expectation.ts';
import { describeNearest } from '../nearest.ts';
import { hasSeveral } from '../pareto/flatten.ts';
import type { History, Sampler } from '../search.ts';
import { cmaesSampler } from './cmaes/index.ts';
import { planeOf } from './cmaes/plane.ts';
import { gpSampler } from './gp.ts';
import { sobolSampler } from './sobol.ts';
import { tpeSampler } from './tpe/index.ts';
import { isVoid } from './tpe/split.ts';

interface Choice {
  readonly sampler: Sampler;
  /** "TPE", as the user reads it. */
  readonly name: string;
}

/** As long as fewer trials tell something, their densities say less than a process does. */
const fewestForTurns = 50;
/** From here on a Gaussian process costs more than it tells. */
const mostForProcess = 250;

/**
 * Sobol points until `nStartupTrials` trials (default 10) have ended with something to learn from. Then a Gaussian process alone, which
 * makes the most of few trials; from 50 on, and in a conditional space from the first, in turn with the joint TPE, which is ahead on coarse
 * lists and interactions: together they are ahead of each alone on a mixed set of problems. From 250 on CMA-ES where every setting has an order and is always there: its distribution
 * replays the trials so far, and it goes on improving where the other two have come to rest. TPE alone in all other cases.
 */
export function autoSampler({ nStartupTrials = startUpTrials.auto }: Extract<SamplerSpec, { kind: 'auto' }>): Sampler {
  const start = sobolSampler({ kind: 'sobol' });
  const tpe = tpeSampler({ kind: 'tpe', nStartupTrials });
  const gp = gpSampler({ kind: 'gp', nStartupTrials });
  const cmaes = cmaesSampler({ kind: 'cmaes' });
  const choose = (space: Space, history: History): Choice | null => {
    const { dimensions } = space;
    const { trials } = history;
    const telling = trials.filter((trial) => isTerminal(trial.state) && !isVoid(trial)).length;
    if (telling < nStartupTrials) return null;
    const isConditional = dimensions.some(({ when }) => when !== undefined);
    if (telling >= mostForProcess && !hasSeveral(history) && planeOf(space).axes.length === dimensions.length) {
      return { sampler: cmaes, name: 'CMA-ES' };
    }
    const isAlone = telling < fewestForTurns && !isConditional;
    const byProcess = telling < mostForProcess && (isAlone || trials.length % 2 === 0);
    return byProcess ? { sampler: gp, name: 'Gaussian process' } : { sampler: tpe, name: 'TPE' };
  };
  return {
    kind: 'auto',
    suggest(space, history, random) {
      const choice = choose(space, history);
      const suggestion = (choice?.sampler ?? start).suggest(space, history, random);
      if (suggestion.kind === 'exhausted') return suggestion;
      if (choice === null) {
        return {
          ...suggestion,
          why: `spread evenly over the space, as the first ${nStartupTrials} trials are (Sobol)`,
        };
      }
      const { params } = suggestion;
      // Densities and generations promise no value; a process on the same trials does. Of several objectives none is the one.
      const isSilent = choice.sampler !== gp && !hasSeveral(history);
      const expected = isSilent ? expectationAt(space, params, history) : null;
      const nearest = describeNearest(space, params, history);
      const parts = [expected, suggestion.why ?? 'suggested', nearest].filter((part) => part !== null);
      return { ...suggestion, why: `${choice.name}: ${parts.join('; ')}` };
    },
  };
}
