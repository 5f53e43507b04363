// hyperopt's annealing: random search that draws ever nearer to good trials.
import type { RandomStream } from '#shared/num/random.ts';
import { clamp, roundSignificant } from '#shared/num/scales.ts';
import { conditionHolds } from '#shared/study/condition.ts';
import { drawValue } from '#shared/study/draw.ts';
import { pointKey, violated } from '#shared/study/points.ts';
import type { SamplerSpec } from '#shared/study/search-schema.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import { isFiniteSpace } from '#shared/study/walk.ts';
import { drawUnseen, keysOf } from '../draw-unseen.ts';
import type { ObservedTrial, Sampler } from '../search.ts';
import { trialName } from '../trial-name.ts';
import { orderByLoss } from './hyperopt-tpe/loss.ts';
import { type Axis, axesOf } from './parzen/axis.ts';

type AnnealSpec = Extract<SamplerSpec, { kind: 'anneal' }>;

/** Points drawn before the search for a legal, new one is left to even draws. */
const patience = 200;

/**
 * hyperopt 0.3's `anneal.suggest`: takes one of the best trials, its rank geometric with mean `meanRank` (`avg_best_idx`, 2; counted from
 * 1), and draws every setting from its prior shrunk about that trial's value to 1/(1 + T·`shrinkCoefficient`) of its width (0.1), with
 * T the trials that had the setting. A setting that the trial lacks comes from another good one that has it. Trials without a value,
 * open and failed ones too, have an infinite loss. Constraints and points already tried, which hyperopt does not know, are drawn again.
 */
export function annealSampler({ meanRank = 2, shrinkCoefficient = 0.1 }: AnnealSpec): Sampler {
  return {
    kind: 'anneal',
    suggest(space, history, random) {
      const ranked = orderByLoss(history.trials, history.direction).flatMap((i) => history.trials[i] ?? []);
      const seen = isFiniteSpace(space) ? keysOf(space, history) : null;
      const known = knownOf(space, ranked);
      for (let draw = 0; known.size > 0 && draw < patience; draw++) {
        const { params, near } = drawNear(space, known, random, { meanRank, shrinkCoefficient });
        if (near === null || violated(space, params) !== null || seen?.has(pointKey(space, params))) continue;
        return { kind: 'params', params, why: why(near, ranked, shrinkCoefficient) };
      }
      const drawn = drawUnseen(space, history, random, 'the search space');
      if (drawn.kind === 'exhausted' || ranked.length > 0) return drawn;
      return { ...drawn, why: 'drawn from the priors: no trial yet to draw near to' };
    },
  };
}

interface Known {
  readonly axis: Axis;
  /** The trials that had the setting, best first. */
  readonly trials: readonly ObservedTrial[];
}

/** By name, of the settings that any trial had. */
function knownOf(space: Space, ranked: readonly ObservedTrial[]): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>();
  for (const axis of axesOf(space, 'exact')) {
    const trials = ranked.filter(({ params }) => has(axis, params));
    if (trials.length > 0) known.set(axis.name, { axis, trials });
  }
  return known;
}

function has(axis: Axis, params: Params): boolean {
  return !Number.isNaN(axis.encode(params[axis.name]));
}

function drawNear(
  space: Space,
  known: ReadonlyMap<string, Known>,
  random: RandomStream,
  { meanRank, shrinkCoefficient }: Required<Omit<AnnealSpec, 'kind'>>,
): { readonly params: Params; readonly near: ObservedTrial | null } {
  const settings: Record<string, SettingValue> = { ...space.fixed };
  const drawn: Record<string, SettingValue> = {};
  /** The trials chosen so far: the first serves every setting that it has. */
  const chosen: ObservedTrial[] = [];
  for (const dimension of space.dimensions) {
    const { name, when } = dimension;
    if (!conditionHolds(when, settings)) continue;
    const of = known.get(name);
    if (of) {
      const { axis, trials } = of;
      let from = chosen.find(({ params }) => has(axis, params));
      if (from === undefined) {
        from = trials[Math.min(geometric(random, meanRank), trials.length - 1)];
        if (from) chosen.push(from);
      }
      drawn[name] = near(axis, axis.encode(from?.params[name]), 1 / (1 + trials.length * shrinkCoefficient), random);
    } else {
      drawn[name] = drawValue(dimension, random);
    }
    settings[name] = drawn[name] ?? null;
  }
  return { params: drawn, near: chosen[0] ?? null };
}

/** Failures before the first success of probability 1/mean: its mean is `mean` - 1. */
function geometric(random: RandomStream, mean: number): number {
  return mean <= 1 ? 0 : Math.floor(Math.log1p(-random.uniform()) / Math.log1p(-1 / mean));
}

/** One value of the prior shrunk to `share` of its width; a range keeps inside its ends by moving, not by cutting off. */
function near(axis: Axis, centre: number, share: number, random: RandomStream): SettingValue {
  if (axis.kind === 'choice') {
    const weights = Array.from(axis.prior, (p, k) => share * p + (k === centre ? 1 - share : 0));
    return axis.decode(random.weighted(weights));
  }
  const { low, high, prior } = axis;
  if (!Number.isFinite(high - low)) return axis.decode(centre + share * prior.sd * random.normal());
  const half = (share * (high - low)) / 2;
  const middle = clamp(centre, low + half, high - half);
  return axis.decode(middle + half * (2 * random.uniform() - 1));
}

function why(near: ObservedTrial, ranked: readonly ObservedTrial[], shrinkCoefficient: number): string {
  const { value } = near;
  const rank = ranked.findIndex((trial) => trial.number === near.number) + 1;
  const share = roundSignificant(100 / (1 + ranked.length * shrinkCoefficient), 2);
  const result = value === null ? '' : `, ${roundSignificant(value, 4)}`;
  return `drawn near ${trialName(near)} (rank ${rank}${result}), within ${share} % of every range`;
}
