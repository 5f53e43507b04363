// Advice on a study as one line of JSON, and as text.
import type { Reason, StudyAdvice } from '#shared/contract/advice.ts';
import { reasonSource, reasonText } from '#shared/study/advice-text.ts';
import { explainReason } from '#shared/study/explain-text.ts';
import { studyAdviceTitle, studyChangeText } from '#shared/study/study-advice-text.ts';

/** Begins with `advice`, where the line of a trial begins with `trial`. */
export function studyAdviceFields({ advice, setting, evidence, trials, change }: StudyAdvice): object {
  return {
    ...{ advice, setting, why: reasonText(evidence, 'en') },
    ...{ evidence: { rule: evidence.id, ...evidence.values }, trials, change },
  };
}

/** Begins with `subsetTrust`: yes, no or unknown, whether a part of the data ranks configurations as all of it does. */
export function trustFields(trust: Reason): object {
  return { subsetTrust: trust.id.replace('trust.', ''), ...trust.values, why: reasonText(trust, 'en') };
}

/** For people: what is the matter, the evidence, the trials, and the one change. */
export function studyAdviceText(advice: StudyAdvice, explain: boolean): string {
  const { evidence, trials, change } = advice;
  const source = reasonSource(evidence);
  return [
    `- ${studyAdviceTitle(advice, 'en')}`,
    `  ${reasonText(evidence, 'en')}${source === null ? '' : ` (${source})`}`,
    ...(explain ? explanationLines(evidence, '     ') : []),
    ...(trials.length === 0 ? [] : [`  Trials: ${trials.join(', ')}.`]),
    ...(change === null ? [] : [`  Change: ${studyChangeText(change, 'en')}.`]),
  ].join('\n');
}

/** The rule behind a finding, its formula with the finding's numbers, and its source; nothing of what a newer program wrote. */
export function explanationLines(reason: Reason, indent: string): string[] {
  const why = explainReason(reason, 'en');
  if (why === null) return [];
  const formula = why.formula === null ? [] : [`${indent}Numbers: ${why.formula}`];
  return [`${indent}Rule: ${why.rule}`, ...formula, `${indent}Source: ${why.source}`];
}
