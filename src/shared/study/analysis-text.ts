// Notes of the analyses in words. The page and the command line read the same templates.
import type { Reason } from '../contract/common.ts';
import { type AnalysisId, analysisTemplates } from './analysis-templates.ts';
import { type AdviceLanguage, fillTemplate } from './fill-template.ts';

export function note(id: AnalysisId, values: Reason['values'] = {}): Reason {
  return { id, values };
}

/** How many, as templates take it: one, or several. */
export function many(count: number): Reason['values'] {
  return count === 1 ? { one: 1 } : { count };
}

/** An id without a template gives the id: a newer program wrote it. */
export function analysisText({ id, values }: Reason, language: AdviceLanguage): string {
  const template = Object.hasOwn(analysisTemplates, id) ? analysisTemplates[id as AnalysisId] : undefined;
  return template === undefined ? id : fillTemplate(template[language], values, language);
}
