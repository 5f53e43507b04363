// Why something was said, in words: the rule, the formula with the finding's own numbers, and the source.
import type { CheckId } from '../contract/checks.ts';
import type { Reason } from '../contract/common.ts';
import type { Text } from '../settings/index.ts';
import { reasonSource } from './advice-text.ts';
import { checkExplanations, explanations } from './explanations/index.ts';
import { type AdviceLanguage, fillTemplate } from './fill-template.ts';

export interface ExplanationText {
  readonly rule: string;
  /** null where there is nothing to count, or the finding lacks every number of it. */
  readonly formula: string | null;
  readonly source: string;
}

/** Where a rule has no source but this program. */
const own: Text = { en: 'a rule of Vernier (docs/advice.md)', zh: 'Vernier 自有规则（docs/advice.md）' };

/** Of a verdict, a move, what is known of it, advice on a study, or a warning. null: a newer program wrote it. */
export function explainReason(reason: Reason, language: AdviceLanguage): ExplanationText | null {
  const { id, values } = reason;
  const explanation = Object.hasOwn(explanations, id) ? explanations[id] : undefined;
  if (explanation === undefined) return null;
  const formula = explanation.formula ? fillTemplate(explanation.formula[language], values, language) : '';
  return {
    rule: explanation.rule[language],
    formula: formula || null,
    source: explanation.source ?? reasonSource(reason) ?? own[language],
  };
}

export function explainCheck(id: CheckId, language: AdviceLanguage): ExplanationText {
  const { rule, formula, source } = checkExplanations[id];
  return { rule: rule[language], formula: formula?.[language] ?? null, source };
}
