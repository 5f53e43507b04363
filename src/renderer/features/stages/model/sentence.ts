// What the best trials say about a setting, in the page's language. Pure.
import type { Trial } from '#shared/contract/trials.ts';
import { isRange, type SettingEntry } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { settingText, type Translate } from '../../../i18n/index.ts';
import { placeOnAxis } from '../../../space/index.ts';
import type { texts } from '../texts.ts';
import type { BoardRow } from './board.ts';

type T = Translate<keyof (typeof texts)['en']>;

/** One or two sentences: where the best lie, and why the range stays where it does. */
export function sentenceOf(
  { one, parent, state }: BoardRow,
  trials: ReadonlyMap<number, Trial>,
  keepBest: number,
  t: T,
): string {
  if (one.outcome === 'given') return t('given');
  if (one.outcome === 'dropped') return t('dropped');
  const n = one.trials.length;
  const values = one.trials.flatMap((number) => {
    const value = trials.get(number)?.params[one.setting];
    return value === undefined ? [] : [value];
  });
  const kept =
    one.outcome !== 'kept' || state !== 'kept'
      ? ''
      : one.kept
        ? t(`kept.${one.kept}`, { n: one.kept === 'few' ? keepBest : n })
        : t('keptPlain');
  // Of too few trials, or equal ones, the best are no selection: where they lie says nothing.
  const silent = one.kept === 'few' || one.kept === 'one' || one.kept === 'same';
  const where = silent || values.length === 0 ? '' : whereTheyLie(parent, values, t);
  const bound = one.bound === 'low' ? t('beyondLow') : one.bound === 'high' ? t('beyondHigh') : '';
  return [where, kept, bound].filter(Boolean).join(' ');
}

function whereTheyLie(parent: BoardRow['parent'], values: readonly SettingValue[], t: T): string {
  const n = values.length;
  if (parent.type === 'categorical' && !parent.ordered)
    return t('counts', { n, list: countsOf(parent.choices, values, t) });
  const sorted = [...values].sort((a, b) => placeOnAxis(parent, a) - placeOnAxis(parent, b));
  const [low, high] = [settingText(sorted[0]), settingText(sorted.at(-1))];
  return low === high ? t('agreeOne', { n, low }) : t('agree', { n, low, high });
}

function countsOf(choices: readonly SettingValue[], values: readonly SettingValue[], t: T): string {
  return choices
    .flatMap((choice) => {
      const count = values.filter((value) => value === choice).length;
      return count === 0 ? [] : [t('list', { value: settingText(choice), n: count })];
    })
    .join(', ');
}

/** "0.001 to 0.1", "adam, sgd", "64". */
export function entryText(entry: SettingEntry | null, t: T): string {
  if (entry === null) return t('none');
  if (!isRange(entry)) return settingText(entry);
  switch (entry.type) {
    case 'categorical':
      return entry.choices.map(settingText).join(', ');
    case 'float':
    case 'int':
      return t('from', { low: settingText(entry.low), high: settingText(entry.high) });
    case 'normal':
    case 'lognormal':
      return `${entry.type}(${settingText(entry.mean)}, ${settingText(entry.sd)})`;
  }
}
