// From two estimators to a suggestion: draws near the good trials, compares with the bad ones, keeps to the space's rules.
import type { RandomStream } from '#shared/num/random.ts';
import { drawPoint } from '#shared/study/draw.ts';
import { pointKey, violated } from '#shared/study/points.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import { isFiniteSpace } from '#shared/study/walk.ts';
import { drawUnseen, keysOf } from '../../draw-unseen.ts';
import type { History, Suggestion } from '../../search.ts';
import type { Mixture } from './mixture.ts';

/** Densities of the good and of the bad trials over the same axes. */
export interface Model {
  readonly good: Mixture;
  readonly bad: Mixture;
}

/** Rounds of fresh candidates before the search for a legal, new point is left to even draws. */
const rounds = 8;

/** As `chooseByRatio` with a sentence for the user; an even draw when no candidate will do, `exhausted` when nothing is left. */
export function suggestByRatio(
  space: Space,
  history: History,
  random: RandomStream,
  models: readonly Model[],
  { nCandidates, good, bad }: { readonly nCandidates: number; readonly good: number; readonly bad: number },
): Suggestion {
  const chosen = models.length === 0 ? null : chooseByRatio(space, history, random, models, nCandidates);
  if (chosen === null) {
    const drawn = drawUnseen(space, history, random, 'the search space');
    if (drawn.kind === 'exhausted') return drawn;
    const because =
      models.length === 0 ? 'no trial to learn from' : 'nothing new and legal was found near the good trials';
    return { ...drawn, why: `drawn evenly: ${because}` };
  }
  const of = nCandidates === 1 ? 'the candidate drawn' : `the best of ${nCandidates} candidates drawn`;
  const best = good === 1 ? 'the best trial' : `the ${good} best trials`;
  const why = `${of} near ${best}, against ${bad} others: log density ratio ${chosen.logRatio.toFixed(2)}`;
  return { kind: 'params', params: chosen.params, why };
}

interface Chosen {
  readonly params: Params;
  /** log l(x) - log g(x), summed over the models whose settings are active. */
  readonly logRatio: number;
}

/**
 * The candidate with the largest log l - log g (Bergstra et al. 2011, section 4.1; the ratio is monotonic in the expected improvement)
 * of `nCandidates` drawn from each model's l. A candidate that breaks a constraint, or that is in the history of a finite space, is
 * passed over for the next best, then for fresh ones; null when `rounds` times that found none. Settings without a model are drawn.
 */
function chooseByRatio(
  space: Space,
  history: History,
  random: RandomStream,
  models: readonly Model[],
  nCandidates: number,
): Chosen | null {
  const seen = isFiniteSpace(space) ? keysOf(space, history) : null;
  for (let round = 0; round < rounds; round++) {
    const drafts = models.map((model) => draftsOf(model, random, nCandidates));
    for (let attempt = 0; attempt < nCandidates; attempt++) {
      const taken = drafts.map((draft) => {
        // One model: the next best. Several: each within its best, so that not all get worse at once.
        const rank = drafts.length === 1 || attempt === 0 ? attempt : random.int(0, attempt);
        return draft.pick(rank);
      });
      const params = drawPoint(space, random, Object.assign({}, ...taken.map(({ values }) => values)));
      if (violated(space, params) !== null || seen?.has(pointKey(space, params))) continue;
      let logRatio = 0;
      for (const { values, ratio } of taken) if (Object.keys(values).some((name) => name in params)) logRatio += ratio;
      return { params, logRatio };
    }
  }
  return null;
}

interface Taken {
  readonly values: Readonly<Record<string, SettingValue>>;
  readonly ratio: number;
}

/** Candidates of one model; `pick(rank)` gives the best, the second best … */
function draftsOf({ good, bad }: Model, random: RandomStream, count: number): { pick(rank: number): Taken } {
  const points = good.draw(random, count);
  const ratios = good.logDensity(points);
  const against = bad.logDensity(points);
  for (let i = 0; i < count; i++) ratios[i] = difference(ratios[i] ?? 0, against[i] ?? 0);
  const order = Array.from({ length: count }, (_, i) => i).sort((a, b) => (ratios[b] ?? 0) - (ratios[a] ?? 0) || a - b);
  const width = good.axes.length;
  return {
    pick(rank) {
      const row = order[rank] ?? 0;
      const values: Record<string, SettingValue> = {};
      good.axes.forEach(({ axis }, a) => {
        values[axis.name] = axis.decode(points[row * width + a] ?? 0);
      });
      return { values, ratio: ratios[row] ?? 0 };
    },
  };
}

/** Both densities underflow only where neither side has an observation near: neither good nor bad. */
function difference(good: number, bad: number): number {
  if (good === bad) return 0;
  return good - bad;
}
