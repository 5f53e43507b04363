// Picks the sampler for the user, trial by trial, and says which and why.
import type { SamplerSpec } from '#shared/study/search-schema.ts';
import type { Space } from '#shared/study/space.ts';
import { describeNearest } from '../nearest.ts';
import type { History, Sampler } from '../search.ts';
import { sobolSampler } from './sobol.ts';
import { tpeSampler } from './tpe/index.ts';
import { hasEnded, isVoid } from './tpe/split.ts';

interface Choice {
  readonly sampler: Sampler;
  /** "TPE", as the user reads it. */
  readonly name: string;
}

/**
 * Sobol points until `nStartupTrials` trials (default 10) have ended with something to learn from; from then on the joint TPE, which
 * takes conditions, constraints, choices and trials that are still running as they come (search benchmarks of 2026, mean rank 3.3 of
 * 6.6 for random draws).
 */
export function autoSampler({ nStartupTrials = 10 }: Extract<SamplerSpec, { kind: 'auto' }>): Sampler {
  const start = sobolSampler({ kind: 'sobol' });
  const tpe = tpeSampler({ kind: 'tpe', nStartupTrials });
  const choose = (_space: Space, { trials }: History): Choice | null => {
    const telling = trials.filter((trial) => hasEnded(trial) && !isVoid(trial)).length;
    return telling < nStartupTrials ? null : { sampler: tpe, name: 'TPE' };
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
      const nearest = describeNearest(space, suggestion.params, history);
      const parts = [suggestion.why ?? 'suggested', nearest].filter((part) => part !== null);
      return { ...suggestion, why: `${choice.name}: ${parts.join('; ')}` };
    },
  };
}
