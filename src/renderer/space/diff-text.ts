// What changed from one version of a space to the next, in the page's language. Pure.
import type { SpaceDiff } from '#shared/contract/space-version.ts';
import { isRange, type SettingEntry } from '#shared/study/ranges.ts';
import { defineTexts, type Language, settingText, settingTitle, type Translate } from '../i18n/index.ts';

export const diffTexts = defineTexts({
  en: {
    range: '{low} to {high}',
    log: '{range}, log',
    step: '{range}, step {step}',
    points: '{range}, {n} points',
    fixedAt: 'fixed at {value}',
    byDefault: 'its default',
    changed: '{setting}: {before} → {after}',
    fixed: '{setting}: fixed at {after}, was {before}',
    freed: '{setting}: searched, {after}; was {before}',
    constraintAdded: 'Constraint added: {text}',
    constraintRemoved: 'Constraint removed: {text}',
  },
  zh: {
    range: '{low} 至 {high}',
    log: '{range}，对数',
    step: '{range}，步长 {step}',
    points: '{range}，{n} 个点',
    fixedAt: '固定为 {value}',
    byDefault: '默认值',
    changed: '{setting}：{before} → {after}',
    fixed: '{setting}：固定为 {after}，原为 {before}',
    freed: '{setting}：改为搜索 {after}；原为 {before}',
    constraintAdded: '新增约束：{text}',
    constraintRemoved: '移除约束：{text}',
  },
});
type T = Translate<keyof typeof diffTexts.en>;

/** One sentence for each change. */
export function wordsOfDiff({ settings, added, removed }: SpaceDiff, t: T, language: Language): string[] {
  return [
    ...settings.map(({ setting, before, after }) => {
      const kind = isRange(before) === isRange(after) ? 'changed' : isRange(after) ? 'freed' : 'fixed';
      const bare = kind === 'fixed' && after !== undefined && !isRange(after);
      return t(kind, {
        setting: settingTitle(setting, language),
        before:
          kind === 'freed' && !isRange(before) && before !== undefined ? settingText(before) : entryText(before, t),
        after: bare ? settingText(after) : entryText(after, t),
      });
    }),
    ...added.map((text) => t('constraintAdded', { text })),
    ...removed.map((text) => t('constraintRemoved', { text })),
  ];
}

/** "0.001 to 0.1, log", "adam, sgd", "fixed at 0.9"; absent: "its default". */
export function entryText(entry: SettingEntry | undefined, t: T): string {
  if (entry === undefined) return t('byDefault');
  if (!isRange(entry)) return t('fixedAt', { value: settingText(entry) });
  switch (entry.type) {
    case 'categorical':
      return entry.choices.map(settingText).join(', ');
    case 'normal':
    case 'lognormal':
      return `${entry.type}(${settingText(entry.mean)}, ${settingText(entry.sd)})`;
    case 'float':
    case 'int': {
      if (entry.values) return entry.values.map(settingText).join(', ');
      let text = t('range', { low: settingText(entry.low), high: settingText(entry.high) });
      if (entry.scale === 'log') text = t('log', { range: text });
      if (entry.step !== undefined) text = t('step', { range: text, step: settingText(entry.step) });
      return entry.points === undefined ? text : t('points', { range: text, n: entry.points });
    }
  }
}
