// Advice on a study as one line of JSON, and as text.
import type { StudyAdvice } from '#shared/contract/advice.ts';
import { reasonSource, reasonText } from '#shared/study/advice-text.ts';
import { studyAdviceTitle, studyChangeText } from '#shared/study/study-advice-text.ts';

/** Begins with `advice`, where the line of a trial begins with `trial`. */
export function studyAdviceFields({ advice, setting, evidence, trials, change }: StudyAdvice): object {
  return {
    ...{ advice, setting, why: reasonText(evidence, 'en') },
    ...{ evidence: { rule: evidence.id, ...evidence.values }, trials, change },
  };
}

/** For people: what is the matter, the evidence, the trials, and the one change. */
export function studyAdviceText(advice: StudyAdvice): string {
  const { evidence, trials, change } = advice;
  const source = reasonSource(evidence);
  return [
    `- ${studyAdviceTitle(advice, 'en')}`,
    `  ${reasonText(evidence, 'en')}${source === null ? '' : ` (${source})`}`,
    ...(trials.length === 0 ? [] : [`  Trials: ${trials.join(', ')}.`]),
    ...(change === null ? [] : [`  Change: ${studyChangeText(change, 'en')}.`]),
  ].join('\n');
}
