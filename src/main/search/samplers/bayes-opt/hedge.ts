// GP-Hedge: which of several acquisition functions has earned the next suggestion.
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { violated } from '#shared/study/points.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { wideCandidates } from '../../gp/candidates.ts';
import { predict } from '../../gp/posterior.ts';
import { acquisitionBy, type Base, type Exploration, scoreOf } from './acquisition.ts';
import { type Model, modelOf } from './model.ts';

export const bases = ['ucb', 'pi', 'ei'] as const satisfies readonly Base[];

/** Points that a model of the past knows; suggestions that count, at least, and at most twice as many. */
const pastLimit = 100;
const counted = 50;

interface Past {
  readonly params: readonly Params[];
  readonly values: readonly number[];
}
interface Memory extends Past {
  readonly space: Space;
  readonly from: number;
  /** After the first `params.length` results. */
  readonly gains: readonly number[];
  /** What each base would have asked for next. */
  readonly asked: readonly Float64Array[];
}

/**
 * Gains of the `bases`: for every suggestion, what the model of the next step expects at the point that each would have asked for (Hoffman,
 * Brochu and de Freitas 2011, "Portfolio allocation for Bayesian optimization", algorithm 2), in standard deviations, so that they do not
 * depend on the objective's units. The past is replayed from the results: what a base would have asked for is its best of some 200 points
 * spread evenly. The function that is returned remembers the last history it saw and goes on from there.
 */
export function hedge(explorationAt: (suggestion: number, model: Model) => Exploration) {
  let memory: Memory | null = null;
  return (space: Space, { params, values }: Past, nStartup: number): readonly number[] => {
    const n = values.length;
    const first = Math.max(1, nStartup);
    const from = first + Math.max(0, Math.floor((n - first - counted) / counted)) * counted;
    const known = memory && memory.space === space && memory.from === from && isBegun(memory, { params, values });
    let { gains, asked }: Pick<Memory, 'gains' | 'asked'> =
      memory && known ? memory : { gains: bases.map(() => 0), asked: [] };
    for (let step = memory && known ? memory.values.length + 1 : from; step <= n; step++) {
      const model = modelOf(
        space,
        { params: params.slice(0, step), values: values.slice(0, step), open: [] },
        'max',
        pastLimit,
      );
      gains = gains.map((gain, a) => gain + (asked[a] ? predict(model.posterior, asked[a]).mean : 0));
      asked = askEach(space, model, explorationAt(step - nStartup + 1, model), step);
    }
    memory = { space, from, params, values, gains, asked };
    return gains;
  };
}

function isBegun(memory: Past, { params, values }: Past): boolean {
  return (
    memory.values.length <= values.length &&
    memory.values.every((value, i) => value === values[i] && memory.params[i] === params[i])
  );
}

function askEach(space: Space, { axes, posterior }: Model, exploration: Exploration, step: number): Float64Array[] {
  const legal = (point: Params) => violated(space, point) === null;
  const candidates = wideCandidates({ space, axes, legal }, randomStream(deriveSeed(step, 'hedge')), 0);
  return bases.flatMap((base) => {
    const { value } = acquisitionBy(scoreOf(base, exploration), posterior);
    let best: Float64Array | null = null;
    let largest = Number.NEGATIVE_INFINITY;
    for (const { effective } of candidates) {
      const at = value(effective);
      if (best === null || at > largest) [best, largest] = [effective, at];
    }
    return best ?? [];
  });
}
