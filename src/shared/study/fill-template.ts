// Templates of findings, filled with their numbers. Pure; the page and the command line write alike.
import type { Reason } from '../contract/common.ts';
import { findSetting, type Text } from '../settings/index.ts';

export type AdviceLanguage = keyof Text;

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
    case 'whole':
      return String(value);
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
