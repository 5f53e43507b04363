// The stop rule "nothing left to gain but luck": before a trial is drawn, the search thread says how much better than the best trial the
// best configuration can still be, and the study ends when that is less than the objective's own error.
import { isComplete } from '#main/search/index.ts';
import { deriveSeed } from '#shared/num/random.ts';
import { roundSignificant } from '#shared/num/scales.ts';
import { errorOfRuns, foldsOf, runNoise } from '#shared/study/run-noise.ts';
import { completeValues } from '#shared/study/training-run.ts';
import { ownHistory } from './edited/own-history.ts';
import type { PreparedStudy, RunsError } from './prepared.ts';
import type { Roster } from './roster.ts';

/**
 * Why no more trials are worth their time; null to go on. It is asked for before each new trial, so that a study with one lane ends after
 * the same trial however long a model takes. null without a promise: there is nothing to find out.
 */
export interface RegretJudge {
  judge(): Promise<string | null> | null;
}

export function createRegretJudge(prepared: PreparedStudy, roster: Roster): RegretJudge {
  const known = () => ownHistory(prepared, roster).history;
  const { regret, objective, seed } = prepared;
  let judgedAt = 0;
  return {
    judge() {
      if (regret === undefined) return null;
      const complete = known().trials.filter(isComplete);
      if (complete.length < regret.minTrials || complete.length === judgedAt) return null;
      judgedAt = complete.length;
      return judged(complete.length);
    },
  };

  async function judged(trials: number): Promise<string | null> {
    const rule = regret;
    const best = roster.standings.best;
    if (rule === undefined || best === null || best.value === null) return null;
    const found = await rule.bounds.regretBound(known(), rule.minTrials, deriveSeed(seed, trials, 'regret'));
    const { error, why } = rule.errorOf(best.value, runsError(best.number));
    if (found === null || found.bound >= error) return null;
    const gain = roundSignificant(found.bound, 2);
    return `At most ${gain} of ${objective.metric} is left to gain (regret bound, from the best ${found.trials} trials), less than ${why}.`;
  }

  function runsError(number: number): RunsError | null {
    const noise = runNoise(roster.records.map(({ row }) => row));
    const runs = roster.get(number)?.row.runs ?? [];
    const error = noise && errorOfRuns(runs, noise);
    return error === null ? null : { error, runs: completeValues(runs).length, folds: foldsOf(runs) };
  }
}
