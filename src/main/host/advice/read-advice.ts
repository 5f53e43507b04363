// Advice on a stored study for a program that does nothing else meanwhile.
import { adviseStudy } from '#main/advisor/index.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import type { StudyAdviceAnswer, TrialAdvice } from '#shared/contract/advice.ts';
import { adviseTrials } from './study-advice.ts';
import { answerOf, studyInputOf } from './study-input.ts';

/** `trials` null: of all that have begun. */
export function readAdvice(store: Store, row: StudyRow, trials: readonly number[] | null): Promise<TrialAdvice[]> {
  return adviseTrials(store, row, { trials });
}

/** What the trials show together, of the last stage that has a complete one. */
export async function readStudyAdvice(store: Store, row: StudyRow): Promise<StudyAdviceAnswer> {
  const study = await studyInputOf(store, row);
  return answerOf(study, adviseStudy(study.input));
}
