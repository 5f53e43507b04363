// The epochs of a verdict, as a chart shades them. Pure.
import type { Advice } from '#shared/contract/advice.ts';
import { verdictTitle } from '#shared/study/advice-text.ts';
import type { AdviceLanguage } from '#shared/study/fill-template.ts';
import type { CurveSpan } from '../charts/index.ts';

/** The epochs that a run's verdict rests on; null where it finds no fault, or does not know yet. */
export function verdictSpan(advice: Advice | undefined, language: AdviceLanguage): CurveSpan | null {
  const span = advice?.evidence.span ?? null;
  if (advice === undefined || span === null || advice.verdict === 'good' || advice.verdict === 'too-early') return null;
  return { ...span, text: verdictTitle(advice.verdict, language) };
}
