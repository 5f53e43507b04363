// Verdicts, evidence and moves in words, made of what the advisor found. The page and the command line read the same templates.
import type { Advice, Move, Reason, Verdict } from '../contract/advice.ts';
import type { Text } from '../settings/index.ts';
import { adviceTemplates } from './advice-templates.ts';
import { type AdviceLanguage, fillTemplate, titleOf } from './fill-template.ts';
import { studyAdviceTemplates, trustTemplates } from './study-advice-templates.ts';
import { warningTemplates } from './warning-templates.ts';

const templates: Readonly<Record<string, Text & { readonly source?: string }>> = {
  ...adviceTemplates,
  ...studyAdviceTemplates,
  ...trustTemplates,
  ...warningTemplates,
};

const titles: Readonly<Record<Verdict, Text>> = {
  good: { en: 'Healthy', zh: '正常' },
  underfitting: { en: 'Underfitting', zh: '欠拟合' },
  overfitting: { en: 'Overfitting', zh: '过拟合' },
  diverged: { en: 'Diverged', zh: '发散' },
  'not-learning': { en: 'Not learning', zh: '未学习' },
  'still-improving': { en: 'Rising', zh: '仍在提升' },
  unstable: { en: 'Noisy', zh: '不稳定' },
  'collapsed-to-majority': { en: 'One class only', zh: '只预测一类' },
  'too-early': { en: 'Too early', zh: '为时过早' },
};

/** The label of a verdict. */
export function verdictTitle(verdict: Verdict, language: AdviceLanguage): string {
  return titles[verdict][language];
}

/** "Overfitting since epoch 9", "May be underfitting": below 0.6 it is said with care. */
export function verdictHeadline({ verdict, since, confidence }: Advice, language: AdviceLanguage): string {
  const title = verdictTitle(verdict, language);
  const sure = confidence >= 0.6;
  const from = since !== null && (verdict === 'overfitting' || verdict === 'diverged' || verdict === 'unstable');
  if (language === 'zh') return `${sure ? '' : '可能'}${from ? `第 ${since} 轮起` : ''}${title}`;
  const said = sure ? title : `May be ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  return from ? `${said} since epoch ${since}` : said;
}

/** One sentence or two with this run's numbers and the limit. An id without a template gives the id: a newer program wrote it. */
export function reasonText({ id, values }: Reason, language: AdviceLanguage): string {
  const template = Object.hasOwn(templates, id) ? templates[id] : undefined;
  return template === undefined ? id : fillTemplate(template[language], values, language);
}

/** Where a rule comes from; null for what is only told. */
export function reasonSource({ id }: Reason): string | null {
  return (Object.hasOwn(templates, id) && templates[id]?.source) || null;
}

/** "Raise units per layer to 64": what a move does. */
export function moveText(
  { setting, direction, to }: Pick<Move, 'setting' | 'direction' | 'to'>,
  language: AdviceLanguage,
): string {
  const title = titleOf(setting, language);
  const chosen = typeof to === 'string' || typeof to === 'boolean';
  const value = to === null ? '' : String(to);
  if (language === 'zh')
    return chosen
      ? `${title}：改为 ${value}`
      : `${title}：${direction === 'up' ? '增大' : '减小'}${value && `到 ${value}`}`;
  const lower = title.charAt(0).toLowerCase() + title.slice(1);
  if (chosen) return `Set ${lower} to ${value}`;
  return `${direction === 'up' ? 'Raise' : 'Lower'} ${lower}${value && ` to ${value}`}`;
}
