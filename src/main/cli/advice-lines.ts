// A run's advice as one line of JSON, for `vernier advise` and the events of `vernier run`; and advice on a study.
import type { Advice, StudyAdvice } from '#shared/contract/advice.ts';
import { reasonSource, reasonText } from '#shared/study/advice-text.ts';
import { studyAdviceTitle, studyChangeText } from '#shared/study/study-advice-text.ts';

/** The fields of interfaces.md first; `to` and what follows are for whoever wants more. */
export function adviceFields({ verdict, since, confidence, moves, evidence, notes }: Advice): object {
  return {
    verdict,
    since,
    confidence,
    evidence: { rule: evidence.id, span: evidence.span, ...evidence.values },
    moves: moves.map(({ setting, direction, to, range, why, known }) => ({
      ...{ setting, direction, to, range, why: reasonText(why, 'en') },
      ...(known.length > 0 && { known: known.map((one) => reasonText(one, 'en')) }),
    })),
    notes: notes.map((note) => reasonText(note, 'en')),
  };
}

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
