// Tree-structured Parzen estimator in its joint form, as Optuna 5 has it by default.
import type { RandomStream } from '#shared/num/random.ts';
import { type SamplerSpec, startUpTrials } from '#shared/study/search-schema.ts';
import type { Space } from '#shared/study/space.ts';
import { nextSobolPoint } from '../../low-discrepancy.ts';
import { byRank, hasSeveral } from '../../pareto/flatten.ts';
import type { History, Sampler, Suggestion } from '../../search.ts';
import { axesOf } from '../parzen/axis.ts';
import { suggestByRatio } from '../parzen/choose.ts';
import { completeRows, presenceGroups, tabulate } from '../parzen/table.ts';
import { tpeMixture } from './estimator.ts';
import { splitTrials } from './split.ts';

type TpeSpec = Extract<SamplerSpec, { kind: 'tpe' }>;

/** Candidates a setting (hyperopt's and Optuna's number, which they once drew for each setting by itself), and settings that count. */
const candidatesEach = 24;
const mostCounted = 10;

/**
 * Bergstra et al. 2011 with the joint kernels of Falkner et al. 2018 and Optuna 5's weights and widths. Settings that were always active
 * together are modelled jointly, each such group by the trials that had it (`multivariate: false`: each setting alone). `nCandidates` is by
 * default 24 for every setting that is modelled together: 24 in all, as Optuna has it, come ever less near to the largest ratio the more
 * settings there are. Of several
 * objectives, the good trials are those of the first fronts.
 */
export function tpeSampler({
  nStartupTrials = startUpTrials.tpe,
  nCandidates,
  multivariate = true,
  constantLiar = true,
}: TpeSpec): Sampler {
  return {
    kind: 'tpe',
    suggest(space, given, random) {
      const history = hasSeveral(given) ? byRank(given) : given;
      const { trials, good, bad, finished } = splitTrials(history, constantLiar);
      if (finished.length < nStartupTrials) return startUp(space, history, random, nStartupTrials);
      const table = tabulate(axesOf(space, 'widened'), trials);
      const groups = presenceGroups(table, finished);
      const parts = multivariate ? groups : groups.flat().map((axis) => [axis]);
      const models = parts.map((axes) => ({
        good: tpeMixture(table, axes, completeRows(table, good, axes)),
        bad: tpeMixture(table, axes, completeRows(table, bad, axes)),
      }));
      const together = parts.reduce((most, axes) => Math.max(most, axes.length), 1);
      return suggestByRatio(space, history, random, models, {
        nCandidates: nCandidates ?? candidatesEach * Math.min(together, mostCounted),
        good: good.length,
        bad: bad.length,
      });
    },
  };
}

/** Points before there is anything to model: Sobol's fill the space with fewer gaps than independent draws (Optuna's start). */
function startUp(space: Space, history: History, random: RandomStream, nStartupTrials: number): Suggestion {
  const drawn = nextSobolPoint(space, history, random, true);
  if (drawn.kind === 'exhausted') return drawn;
  return { ...drawn, why: `spread evenly (Sobol): fewer than ${nStartupTrials} trials have ended` };
}
