// Hyperband (Li et al. 2018, JMLR 18): several ladders of successive halving, from many short trainings to few long ones.
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import type { Pruner } from '../search.ts';
import { dataHalving, dataRungs, shareName } from './data-rungs.ts';
import { type Bracket, type Brackets, promotingHalving, stopOnlyHalving } from './halving.ts';
import { plannedEpochsIn } from './planned.ts';

type Options = Extract<PrunerSpec, { kind: 'hyperband' }>;

/** For studies: within its bracket each trial is treated as `asha` does, waiting and promotion included (as BOHB's asynchronous form). */
export function hyperbandPruner(options: Options): Pruner {
  if (options.over !== 'data') return promotingHalving('hyperband', brackets(options));
  const halving = dataHalving(options);
  const { factor, last } = halving;
  const limits = bracketLimits(last, 1, factor);
  return {
    ...promotingHalving(
      'hyperband',
      brackets({ reductionFactor: factor, maxEpochs: last, nameOf: (step) => shareName(step / last) }),
    ),
    rungs: (trial) => dataRungs(halving, factor ** bracketOfNumber(trial, limits)),
  };
}

/** For the ask/tell service, whose trials end for good. */
export function stopOnlyHyperbandPruner(options: Options): Pruner {
  return stopOnlyHalving('hyperband', brackets(options));
}

type BracketOptions = Omit<Options, 'kind' | 'over' | 'minShare'> & Pick<Bracket, 'nameOf'>;

/**
 * With R = `maxEpochs` (default: the planned epochs), r = `minEpochs` (1) and η = `reductionFactor` (3) there are s_max + 1 =
 * ⌊log_η(R / r)⌋ + 1 brackets; the first rung of bracket b is at r · η^b epochs. The bracket with s = s_max − b halvings has
 * n = ⌈(s_max + 1) / (s + 1) · η^s⌉ trials of a round, so that each costs about as many epochs (algorithm 1). Trials come one by one
 * here, so each bracket gets its share of their numbers (`bracketOfNumber`) instead of a turn.
 */
function brackets({ reductionFactor: factor = 3, minEpochs = 1, maxEpochs, nameOf }: BracketOptions): Brackets {
  let known: { longest: number; limits: Float64Array } = { longest: 0, limits: new Float64Array() };
  return (history) => {
    const plannedEpochs = plannedEpochsIn(history);
    return (trial) => {
      const longest = maxEpochs ?? plannedEpochs(trial);
      if (longest === null) return null;
      if (known.longest !== longest) known = { longest, limits: bracketLimits(longest, minEpochs, factor) };
      const name = bracketOfNumber(trial.number, known.limits);
      return { name, first: minEpochs * factor ** name, factor, ...(nameOf && { nameOf }) };
    };
  };
}

/** Upper ends of the brackets' shares in [0, 1], the last one 1. */
export function bracketLimits(maxEpochs: number, minEpochs: number, factor: number): Float64Array {
  let last = 0;
  while (minEpochs * factor ** (last + 1) <= maxEpochs) last++;
  const limits = new Float64Array(last + 1);
  let total = 0;
  for (let bracket = 0; bracket <= last; bracket++) {
    const halvings = last - bracket;
    total += Math.ceil(((last + 1) / (halvings + 1)) * factor ** halvings);
    limits[bracket] = total;
  }
  return limits.map((limit) => limit / total);
}

const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * The bracket of trial `number`: multiples of the golden ratio modulo 1 fall into every share as often as its width says, within a
 * trial or two at any time (Steinhaus' three gaps).
 */
export function bracketOfNumber(number: number, limits: Float64Array): number {
  const at = (number * goldenRatio) % 1;
  const bracket = limits.findIndex((limit) => at < limit);
  return bracket === -1 ? limits.length - 1 : bracket;
}
