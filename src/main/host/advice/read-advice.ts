// Advice on a stored study for a program that does nothing else meanwhile; the host asks the thread of the analyses for importance.
import { pedImportance } from '#main/analysis/importance.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import type { TrialAdvice } from '#shared/contract/advice.ts';
import { buildSpace, objectiveOf } from '#shared/study/build-space.ts';
import { factsOf, toDataFacts } from '../data-facts.ts';
import { definitionOf } from '../definition.ts';
import { studyOfStage } from '../stages/stage-study.ts';
import { adviseTrials } from './study-advice.ts';

/** `trials` null: of all that have begun. */
export function readAdvice(store: Store, row: StudyRow, trials: readonly number[] | null): Promise<TrialAdvice[]> {
  return adviseTrials(store, row, {
    trials,
    async importanceOf(stage) {
      const { file } = studyOfStage(definitionOf(row).file, row, stage);
      const facts = factsOf(row, stage);
      const space = buildSpace(file, facts && toDataFacts(facts));
      const { direction } = objectiveOf(file, facts?.task ?? 'classification');
      const own = (await store.listOutcomes(row.id)).filter((trial) => trial.stage === stage);
      const { settings } = pedImportance(space, { direction, trials: own });
      return Object.fromEntries(settings.map(({ name, share }) => [name, share]));
    },
  });
}
