// Bayesian optimisation with a Gaussian process: learns a smooth picture of the objective and asks where it promises most.

import type { RandomStream } from '#shared/num/random.ts';
import { roundSignificant } from '#shared/num/scales.ts';
import { pointKey, violated } from '#shared/study/points.ts';
import { type SamplerSpec, startUpTrials } from '#shared/study/search-schema.ts';
import type { Space } from '#shared/study/space.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import type { Params } from '#shared/study/values.ts';
import { isFiniteSpace } from '#shared/study/walk.ts';
import { drawUnseen, keysOf } from '../draw-unseen.ts';
import { logExpectedImprovement } from '../gp/acquisition.ts';
import { axesOf } from '../gp/axes.ts';
import { candidateOf, wholeSpace, wideCandidates } from '../gp/candidates.ts';
import { describeExpectation } from '../gp/expectation.ts';
import { feasibilityOf, withCaution } from '../gp/feasibility.ts';
import { fitScales } from '../gp/fit.ts';
import { pickObservations } from '../gp/likelihood.ts';
import { newestAndBest } from '../gp/limit.ts';
import { observationsOf, observe } from '../gp/observations.ts';
import { openEnds } from '../gp/open-ends.ts';
import { conditioned, predict } from '../gp/posterior.ts';
import { bestOf, discreteEffort, effortFor, propose } from '../gp/propose.ts';
import { warpOutputs } from '../gp/warp.ts';
import { warpable, warpedAxes } from '../gp/warped-axes.ts';
import { nextSobolPoint } from '../low-discrepancy.ts';
import { byTradeOff, hasSeveral, type TradeOff } from '../pareto/flatten.ts';
import type { History, Sampler, Suggestion } from '../search.ts';

type Options = Extract<SamplerSpec, { kind: 'gp' }>;

/** Trials whose kernel parameters are fitted, and trials that the model then knows: an ask stays under about a second. */
const fitLimit = 100;
const modelLimit = 250;
/** Open points that are conditioned on; the newest. */
const openLimit = 16;

/**
 * Matérn-5/2 kernel with a lengthscale a dimension, fitted anew from the history at every ask; log expected improvement, open trials
 * conditioned on (Snoek et al. 2012; Ament et al. 2023; details as in Optuna's GPSampler). Ranges whose scale seems wrong are warped
 * (input-warp.ts), for the model of failures too. Where trials fail or diverge a second process learns where they do (feasibility.ts).
 * The first `nStartupTrials` (10) points, and all as long as every result is the same, are scrambled Sobol points. `deterministic` takes
 * results for free of noise. A space without a new legal point is left to `drawUnseen`. Several objectives: ParEGO, another trade-off at
 * every ask.
 */
export function gpSampler({ nStartupTrials = startUpTrials.gp, deterministic = false }: Options): Sampler {
  return {
    kind: 'gp',
    suggest(space, history, random) {
      if (history.trials.length < nStartupTrials) return nextSobolPoint(space, history, random, true);
      if (isFlat(history)) return onAFlat(nextSobolPoint(space, history, random, true));
      const next = hasSeveral(history)
        ? towardsTradeOff(space, byTradeOff(history, random), random, deterministic)
        : modelled(space, history, random, deterministic);
      return next ?? nextSobolPoint(space, history, random, true);
    },
  };
}

/** Whether results tell nothing, not even where trials fail: a process would ask for the same corners again and again. */
function isFlat({ trials }: History): boolean {
  const ended = trials.filter(({ state }) => isTerminal(state));
  const [first] = ended;
  if (first === undefined) return false;
  return ended.every(({ state, value, objectives }) => {
    if ((state !== 'complete' && state !== 'stopped') || value !== first.value) return false;
    return objectives === undefined || objectives.every((one, k) => one === first.objectives?.[k]);
  });
}

function onAFlat(suggestion: Suggestion): Suggestion {
  if (suggestion.kind === 'exhausted') return suggestion;
  return { ...suggestion, why: 'spread evenly (Sobol): all results so far are equal' };
}

function towardsTradeOff(
  space: Space,
  { history, weights }: TradeOff,
  random: RandomStream,
  deterministic: boolean,
): Suggestion | null {
  const next = modelled(space, history, random, deterministic);
  if (next?.kind !== 'params') return next;
  return {
    ...next,
    why: `aims at the trade-off ${weights.map((weight) => weight.toFixed(2)).join(' : ')} of the objectives`,
  };
}

/** Null without a value to learn from. */
function modelled(space: Space, history: History, random: RandomStream, deterministic: boolean): Suggestion | null {
  const observed = observe(history);
  const { open, succeeded } = observed;
  if (observed.values.length === 0 || space.dimensions.length === 0) return null;
  const ended = succeeded.flatMap((ok, i) => (ok ? [i] : []));
  const params = ended.map((i) => observed.params[i] ?? {});
  const values = ended.map((i) => observed.values[i] ?? 0);
  const seen = isFiniteSpace(space) ? keysOf(space, history) : null;
  const legal = (point: Params) => violated(space, point) === null && !seen?.has(pointKey(space, point));

  const plainAxes = axesOf(space);
  const warp = warpOutputs(values);
  const limit = Math.max(fitLimit, modelLimit * discreteEffort(plainAxes));
  const kept = newestAndBest(values, limit);
  const points = kept.map((i) => params[i] ?? {});
  const y = kept.map((i) => warp.y[i] ?? 0);
  const told = pickObservations(observationsOf(plainAxes, points, y), newestAndBest(y, fitLimit));
  const { kernel, warps } = fitScales(told, deterministic, warpable(plainAxes));
  const axes = warpedAxes(plainAxes, warps);
  const all = observationsOf(axes, points, y);
  const waiting = observationsOf(axes, open.slice(-openLimit), []).x;
  const seed = random.int(0, 2 ** 31 - 1);
  const posterior = conditioned(all, waiting, kernel, seed);

  const improvement = logExpectedImprovement(posterior);
  const feasibility = ended.length === succeeded.length ? null : feasible();
  const acquisition = feasibility ? withCaution(improvement, feasibility, axes.length) : improvement;
  const best = candidateOf(axes, params[values.indexOf(Math.max(...values))] ?? {});
  const window = openEnds(space, axes, best.effective);
  const terrain = { space, axes, acquisition, weights: kernel.weights, size: posterior.total, window, legal };
  const whole = seen ? wholeSpace(space, axes, legal) : null;
  const peak = whole
    ? bestOf(terrain, whole)
    : propose(terrain, wideCandidates({ space, axes, legal }, random, effortFor(posterior.total)), best, random);
  if (peak === null) return drawUnseen(space, history, random, 'the search space');
  const expected = describeExpectation(predict(posterior, peak.effective), warp, history.direction);
  return { kind: 'params', params: peak.params, why: expected + odds(feasibility?.probability(peak.effective)) };

  /** Failures first, since there are fewer of them. */
  function feasible() {
    const failures = succeeded.map((ok) => (ok ? -1 : 1));
    const picked = newestAndBest(failures, limit);
    const model = observationsOf(
      axes,
      picked.map((i) => observed.params[i] ?? {}),
      picked.map((i) => -(failures[i] ?? 0)),
    );
    const learned = newestAndBest(
      picked.map((i) => failures[i] ?? 0),
      fitLimit,
    );
    return feasibilityOf(model, learned, seed);
  }
}

function odds(probability: number | undefined): string {
  return probability === undefined ? '' : `, and ${roundSignificant(100 * probability, 2)} % that it ends with a value`;
}
