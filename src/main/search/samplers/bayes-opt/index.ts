// The Python library BayesianOptimization, faithful to its defaults and options, for those who come from it.
import type { RandomStream } from '#shared/num/random.ts';
import { roundSignificant } from '#shared/num/scales.ts';
import { type SamplerSpec, startUpTrials } from '#shared/study/search-schema.ts';
import { isPrior } from '#shared/study/space.ts';
import { drawUnseen } from '../../draw-unseen.ts';
import { encode } from '../../gp/axes.ts';
import type { Peak } from '../../gp/local-search.ts';
import { type Observed, observe } from '../../gp/observations.ts';
import { predict } from '../../gp/posterior.ts';
import type { History, Sampler } from '../../search.ts';
import { acquisitionBy, type Base, type Exploration, scoreOf } from './acquisition.ts';
import { type Reduction, windowOf } from './domain-reduction.ts';
import { bases, hedge } from './hedge.ts';
import { highest } from './highest.ts';
import { type Model, modelOf } from './model.ts';

type BayesOptSpec = Extract<SamplerSpec, { kind: 'bayes-opt' }>;

const names = {
  ucb: 'upper confidence bound',
  ei: 'expected improvement',
  pi: 'probability of improvement',
} as const satisfies Record<Base, string>;

/**
 * BayesianOptimization 3.3: 5 even draws (`init_points`), then a Gaussian process with one lengthscale for all settings, in their own units
 * and with logarithms on log scales, and the maximum of the upper confidence bound (κ 2.576), of expected or probable improvement (ξ 0.01,
 * in the objective's units), or of the one of them that GP-Hedge draws. `explorationDecay` multiplies κ or ξ after every suggestion from
 * number `explorationDecayDelay` on. Open trials are believed to have the best result (ConstantLiar, its strategy `max`; "best" and "worst"
 * are of the objective as it is maximised). `domainReduction` narrows float ranges about the best point. Failed and diverged trials, of
 * which the library knows nothing, are as bad as the worst.
 */
export function bayesOptSampler(spec: BayesOptSpec): Sampler {
  const {
    nStartupTrials = startUpTrials['bayes-opt'],
    acquisition = 'ucb',
    constantLiar = 'max',
    domainReduction,
  } = spec;
  const gainsOf = hedge((suggestion, model) => exploration(spec, suggestion, model));
  return {
    kind: 'bayes-opt',
    suggest(space, history, random) {
      const { trials, direction } = history;
      const observed = observe(history);
      if (trials.length < nStartupTrials || observed.values.length === 0 || space.dimensions.length === 0) {
        const even = drawUnseen(space, history, random, 'the search space');
        if (even.kind === 'exhausted') return even;
        return { ...even, why: `drawn evenly, as the first ${Math.max(1, nStartupTrials)} trials are` };
      }
      const sign = direction === 'maximize' ? 1 : -1;
      const liar = typeof constantLiar === 'number' ? sign * constantLiar : constantLiar;
      const model = modelOf(space, observed, liar);
      const base = acquisition === 'gp-hedge' ? drawn(gainsOf(space, observed, nStartupTrials), random) : acquisition;
      const explore = exploration(spec, trials.length - nStartupTrials + 1, model);
      const window = domainReduction ? reduced(model, observed, nStartupTrials, domainReduction) : undefined;
      const score = acquisitionBy(scoreOf(base, explore), model.posterior);
      const peak = highest({ space, history, random }, { ...model, window, base }, score);
      if (peak === null) return drawUnseen(space, history, random, 'the search space');
      return { kind: 'params', params: peak.params, why: explain(model, peak, direction, names[base]) };
    },
  };
}

/** In standardised values, for the suggestion of that number (from 1) after the start-up. */
function exploration(spec: BayesOptSpec, suggestion: number, { best, sd }: Model): Exploration {
  const { kappa = 2.576, xi = 0.01, explorationDecay = 1, explorationDecayDelay = 0 } = spec;
  const decay = explorationDecay ** Math.max(0, suggestion - Math.max(1, explorationDecayDelay));
  return { kappa: kappa * decay, xi: (xi * decay) / sd, best };
}

/** In proportion to e to the gain. */
function drawn(gains: readonly number[], random: RandomStream): Base {
  const largest = gains.reduce((a, b) => Math.max(a, b));
  return bases[random.weighted(gains.map((gain) => Math.exp(gain - largest)))] ?? 'ucb';
}

/** The window after the results that followed the start-up. */
function reduced({ axes }: Model, { params, values }: Observed, nStartup: number, options: Partial<Reduction>) {
  const optima: Float64Array[] = [];
  let best = 0;
  values.forEach((value, i) => {
    if (value > (values[best] ?? 0)) best = i;
    if (i < nStartup) return;
    const point = new Float64Array(axes.length);
    encode(axes, params[best] ?? {}, point);
    optima.push(point);
  });
  // A prior has no range to narrow.
  const free = axes.map(({ kind, dimension }) => kind === 'continuous' && !isPrior(dimension));
  return windowOf(optima, free, { gammaOsc: 0.7, gammaPan: 1, eta: 0.9, minimumWindow: 0, ...options }) ?? undefined;
}

/** In the objective's own units. */
function explain({ posterior, centre, sd }: Model, peak: Peak, direction: History['direction'], how: string): string {
  const prediction = predict(posterior, peak.effective);
  const sign = direction === 'maximize' ? 1 : -1;
  const expected = roundSignificant(sign * (centre + sd * prediction.mean), 4);
  return `expects ${expected} ± ${roundSignificant(sd * prediction.sd, 2)} here; largest ${how}`;
}
