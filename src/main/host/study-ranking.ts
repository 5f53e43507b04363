// The honest ranking of a stored study, for the command line and for the best configuration.
import { rankingOfTrials } from '#main/analysis/ranking/of-trials.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import type { RankingAnswer, RankingOfBest } from '#shared/contract/ranking.ts';
import { objectiveOf } from '#shared/study/build-space.ts';
import { decisiveTrials } from '#shared/study/ranking.ts';
import { factsOf } from './data-facts.ts';
import { definitionOf } from './definition.ts';
import { stageOrFail } from './stages/stage-study.ts';

/**
 * By the first objective, of the stage that is named, else of the last one that has a complete trial. Takes its time: for programs that do
 * nothing else meanwhile; the host asks the thread of the analyses.
 */
export async function rankingOfStudy(store: Store, row: StudyRow, stage?: string): Promise<RankingAnswer> {
  const trials = await store.listOutcomes(row.id);
  const { file } = definitionOf(row);
  if (stage !== undefined) stageOrFail(file, stage);
  const { metric, direction } = objectiveOf(file, factsOf(row)?.task ?? 'classification');
  const names = (file.stages ?? []).map(({ name }) => name);
  const own =
    stage === undefined ? decisiveTrials(names, trials, direction) : trials.filter((one) => one.stage === stage);
  const validationRows = factsOf(row, own[0]?.stage ?? null)?.validationRows ?? null;
  return rankingOfTrials({ metric, direction, validationRows }, own);
}

/** What it says of one trial's configuration; null for a trial that does not rank. */
export function rankingOfTrial({ rows, winnersCurse }: RankingAnswer, trial: number): RankingOfBest | null {
  const own = rows.find(({ trials }) => trials.includes(trial));
  if (own === undefined) return null;
  const { mean, runs, interval, rank } = own;
  const group = rows.filter((row) => row !== own && row.rank.from === rank.from);
  const leads = own === rows[0];
  return {
    ...{ mean, runs, interval },
    tiedWith: group.map((row) => row.trial),
    winnersCurse: leads ? winnersCurse : null,
  };
}
