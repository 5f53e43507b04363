// Which configurations are trained again on fresh seeds: the best ones, or those of named trials.
import type { Store, StudyRow } from '#main/store/store.ts';
import type { RankingAnswer } from '#shared/contract/ranking.ts';
import { AppError } from '#shared/errors.ts';
import { isTerminal } from '#shared/study/trial-state.ts';

interface Choice {
  /** So many of the best, by the ranking. */
  readonly top?: number | undefined;
  readonly trials?: readonly number[] | undefined;
}

/**
 * Numbers of the first trials of these configurations, each once. Throws AppError: `invalid` when both or neither is asked for, or the trials
 * are of different stages; `not_found` for an unknown trial; `conflict` for one that has not ended, and where none has a value.
 */
export async function chosenAgain(
  store: Store,
  row: StudyRow,
  { top, trials }: Choice,
  rank: () => Promise<RankingAnswer>,
): Promise<number[]> {
  if ((top === undefined) === (trials === undefined)) {
    throw new AppError('invalid', 'Name either "top", how many of the best are trained again, or "trials", which.');
  }
  if (trials === undefined) {
    const { rows } = await rank();
    if (rows.length === 0) {
      throw new AppError('conflict', `Study "${row.name}" has no trial with a value yet; run it first.`);
    }
    return rows.slice(0, top).map(({ trial }) => trial);
  }
  const known = new Map((await store.listOutcomes(row.id)).map((trial) => [trial.number, trial]));
  const chosen = trials.map((number) => {
    const trial = known.get(number);
    if (trial === undefined) throw new AppError('not_found', `This study has no trial ${number}.`, { number });
    if (!isTerminal(trial.state)) {
      throw new AppError('conflict', `Trial ${number} is ${trial.state}; it can be trained again when it has ended.`);
    }
    return trial;
  });
  if (new Set(chosen.map(({ stage }) => stage)).size > 1) {
    throw new AppError('invalid', 'The trials are of different stages; train those of one stage again at a time.');
  }
  return [...new Set(chosen.map(({ number, rerunOf }) => rerunOf ?? number))];
}
