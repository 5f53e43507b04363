// Verdicts, evidence and moves in words, made of what the advisor found. The page and the command line read the same templates.
import type { Advice, Move, Reason, Verdict } from '../contract/advice.ts';
import { findSetting, type Text } from '../settings/index.ts';
import { adviceTemplates } from './advice-templates.ts';
import { studyAdviceTemplates } from './study-advice-templates.ts';

export type AdviceLanguage = keyof Text;

const templates = { ...adviceTemplates, ...studyAdviceTemplates };

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

/** "{gap:score}" is a value and how it is written; a part in [brackets] stands only where all its values are there. */
export function fillTemplate(template: string, values: Reason['values'], language: AdviceLanguage): string {
  const whole = template.replace(/\[([^[\]]*)\]/g, (_, part: string) =>
    [...part.matchAll(/\{(\w+)/g)].every(([, name]) => name !== undefined && values[name] !== undefined) ? part : '',
  );
  return whole.replace(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, format: string | undefined) => {
    const value = values[name];
    return value === undefined ? '–' : written(value, format ?? 'number', language);
  });
}

function written(value: number | string, format: string, language: AdviceLanguage): string {
  if (format === 'setting') return titleOf(String(value), language);
  if (typeof value === 'string') return value;
  switch (format) {
    case 'score':
      return value.toFixed(3);
    case 'percent':
      return `${(100 * value).toFixed(Math.abs(value) < 0.1 ? 1 : 0)} %`;
    case 'chance':
      return value < 1e-4 ? '< 0.0001' : String(Number(value.toPrecision(2)));
    case 'size':
      return sizeText(Number(value.toPrecision(4)));
    case 'count':
      return Math.round(value).toLocaleString('en-US');
    case 'bytes':
      return `${Number((value / 2 ** 30).toPrecision(2))} GB`;
    case 'duration':
      return durationText(value, language);
    case 'times':
      return String(Number(value.toPrecision(2)));
    default:
      return String(Number(value.toPrecision(4)));
  }
}

/** Seconds: "12 ms", "0.8 s", "12 min", "3.5 h". */
function durationText(seconds: number, language: AdviceLanguage): string {
  const zh = language === 'zh';
  const two = (value: number) => String(value >= 10 ? Math.round(value) : Number(value.toPrecision(2)));
  if (seconds < 0.5) return `${two(1000 * seconds)} ${zh ? '毫秒' : 'ms'}`;
  if (seconds < 90) return `${two(seconds)} ${zh ? '秒' : 's'}`;
  if (seconds < 5400) return `${two(seconds / 60)} ${zh ? '分钟' : 'min'}`;
  return `${two(seconds / 3600)} ${zh ? '小时' : 'h'}`;
}

/** "1e-6" rather than a row of noughts. */
export function sizeText(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value);
}

/** As people read a setting's name; its key where the registry has none. */
export function titleOf(setting: string, language: AdviceLanguage): string {
  return findSetting(setting)?.title[language] ?? subsetTitles[setting]?.[language] ?? setting;
}

/** Fields of a study that moves may turn and that are no settings. */
const subsetTitles: Readonly<Record<string, Text>> = {
  'subset.fraction': { en: 'Share of the data used', zh: '数据比例' },
};
