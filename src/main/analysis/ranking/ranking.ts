// The honest ranking of a study: configurations with the uncertainty of their means, who is tied, and how lucky the best one was. Pure.
import type { Direction } from '#shared/contract/common.ts';
import type { RankingAnswer, WinnersCurse } from '#shared/contract/ranking.ts';
import { studentLimits } from '#shared/num/student-distribution.ts';
import { isRated } from '#shared/study/ranking.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import { type Configuration, centerOf, configurationsOf, type RankedTrial } from './configurations.ts';
import { meanError, type Noise, noiseOf, type Placed, rankingError } from './noise.ts';
import { type Measured, type Population, populationOf } from './population.ts';
import { probabilitiesBest } from './probability-best.ts';
import { curseSentences, noteOfNoise, notesOf, rankingSentence } from './sentences.ts';
import { confidence, tieGroups } from './ties.ts';

export interface RankingInput {
  readonly direction: Direction;
  /** Of one stage: values of different ones do not compare. */
  readonly trials: readonly RankedTrial[];
  /** Standard error that a value has because the validation part has so many rows; null where it is not known. */
  rowsError(value: number): number | null;
}

/**
 * Rows in the order of the ranking. The leader is the best mean; as soon as configurations were trained again on fresh seeds it is the best
 * of these, by their fresh means, since nothing was chosen by those runs. Any number of trials, none included; trials without a value are
 * counted in `notes`.
 */
export function rankingOf({ direction, trials, rowsError }: RankingInput): RankingAnswer {
  const sign = direction === 'maximize' ? 1 : -1;
  const ranked = inOrder(configurationsOf(trials), sign);
  const noise = noiseOf(ranked, rowsError);
  const placed = ranked.map((configuration, place) => ({ configuration, place }));
  const groups = tieGroups(placed, sign, noise);
  const measured = measuredOf(groups.flat(), sign, noise);
  const population = measured === null || measured.length < 2 ? null : populationOf(measured);
  const chances = measured && chancesOf(measured, population);
  const limits = studentLimits((1 + confidence) / 2);
  const rows: RankingAnswer['rows'] = [];
  for (const [g, group] of groups.entries()) {
    const from = rows.length + 1;
    for (const one of group) {
      const { trial, trials: numbers, mean, runs, fresh } = one.configuration;
      const error = meanError(one, noise);
      rows.push({
        ...{ trial, trials: [...numbers], mean, runs, fresh, ...intervalOf(mean, error, limits) },
        rank: { from, to: from + group.length - 1 },
        tied: g === 0 && group.length > 1,
        probabilityBest: chances?.[rows.length] ?? null,
      });
    }
  }
  const [leader] = placed;
  const answer = {
    ...{ rows, error: leader === undefined ? null : (meanError(leader, noise)?.from ?? null) },
    winnersCurse: curseOf(ranked, sign, measured, population),
  };
  const without = trials.filter((trial) => isTerminal(trial.state) && !isRated(trial));
  const notes = [...noteOfNoise(answer.error, noise.folds), ...notesOf(ranked, without, sign)];
  return { ...answer, sentence: rankingSentence(answer), notes };
}

function inOrder(configurations: readonly Configuration[], sign: 1 | -1): Configuration[] {
  const byMean = configurations.toSorted((a, b) => sign * (b.mean - a.mean) || a.trial - b.trial);
  const leader = byMean.find(({ fresh }) => fresh) ?? byMean[0];
  return leader === undefined ? [] : [leader, ...byMean.filter((one) => one !== leader)];
}

function intervalOf(
  mean: number,
  error: ReturnType<typeof meanError>,
  limits: (df: number) => number,
): Pick<RankingAnswer['rows'][number], 'interval' | 'error'> {
  if (error === null) return { interval: null, error: null };
  const half = limits(error.df) * Math.sqrt(error.value);
  return { interval: { low: mean - half, high: mean + half }, error: error.from };
}

/**
 * Larger is better, the leader first; null unless the error of all is known and not 0 throughout. Of all runs, the search's and the fresh ones together: given
 * everything that was seen it makes no difference what was selected by some of it.
 */
function measuredOf(order: readonly Placed[], sign: 1 | -1, noise: Noise): Measured[] | null {
  const wholes = order.map(({ configuration, place }) => {
    const observations = configuration.whole;
    return { place, configuration: { ...configuration, observations, mean: centerOf(observations) } };
  });
  const errors = wholes.map((one) => rankingError(one, noise)?.value ?? Number.NaN);
  const first = errors.find((error) => error > 0);
  if (first === undefined || errors.some(Number.isNaN)) return null;
  // One that had the same value every time is not known exactly.
  const least = 1e-4 * first;
  return wholes.map(({ configuration: { mean } }, i) => ({
    mean: sign * mean,
    variance: Math.max(errors[i] ?? 0, least),
  }));
}

function chancesOf(measured: readonly Measured[], population: Population | null): Float64Array {
  return population === null ? Float64Array.of(1) : probabilitiesBest(measured, population);
}

function curseOf(
  ranked: readonly Configuration[],
  sign: 1 | -1,
  measured: readonly Measured[] | null,
  population: Population | null,
): WinnersCurse | null {
  const [leader] = ranked;
  if (leader === undefined) return null;
  const observed = leader.searched ?? leader.mean;
  const corrected = (value: number, method: WinnersCurse['method'], why: string) => ({
    ...{ observed, corrected: value, bias: sign * (observed - value), method, why },
  });
  const again = ranked.filter(({ fresh }) => fresh).length;
  if (again === 1) return corrected(leader.mean, 'fresh-runs', curseSentences.fresh(leader));
  if (ranked.length === 1) return corrected(observed, 'none', curseSentences.alone);
  const first = measured?.[0];
  if (first === undefined || population === null) {
    if (leader.fresh) return corrected(leader.mean, 'fresh-runs', curseSentences.fresh(leader));
    return { observed, corrected: null, bias: null, method: 'none', why: curseSentences.unknown };
  }
  const shrunk = sign * population.shrunk(first);
  const why = leader.fresh ? curseSentences.freshOfSeveral(leader, again) : curseSentences.shrunk(ranked.length);
  return corrected(shrunk, leader.fresh ? 'fresh-runs' : 'shrinkage', why);
}
