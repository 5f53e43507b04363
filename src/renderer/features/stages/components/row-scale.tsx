// The picture of one row: the vernier of a setting with an order, the cells of choices.
import { useMemo } from 'react';
import type { Trial } from '#shared/contract/trials.ts';
import type { SettingEntry } from '#shared/study/ranges.ts';
import { settingTitle, useLanguage, useTexts } from '../../../i18n/index.ts';
import { entryOf, placeOnAxis, SettingScale, withChoices } from '../../../space/index.ts';
import type { RangeMark, RangeTone } from '../../../ui/index.ts';
import type { BoardRow } from '../model/board.ts';
import { entryText } from '../model/sentence.ts';
import { texts } from '../texts.ts';
import type { RowActions } from './row-controls.tsx';

export function RowScale({
  row,
  trials,
  byNumber,
  actions,
}: {
  row: BoardRow;
  /** Of the stage that the proposal rests on. */
  trials: readonly Trial[];
  byNumber: ReadonlyMap<number, Trial>;
  /** null: it is only looked at. */
  actions: RowActions | null;
}) {
  const t = useTexts(texts);
  const { one, parent, entry } = row;
  const { setting } = one;
  const title = settingTitle(setting, useLanguage());
  const marks = useMemo((): RangeMark[] => {
    const best = new Set(one.trials);
    return trials.flatMap(({ number, params, state }): RangeMark[] => {
      const value = placeOnAxis(parent, params[setting]);
      if (!Number.isFinite(value) || (state !== 'complete' && state !== 'stopped')) return [];
      return [{ value, rank: number === one.trials[0] ? 0 : best.has(number) ? 1 : 2 }];
    });
  }, [one, setting, parent, trials]);
  const values = one.trials.map((number) => byNumber.get(number)?.params[setting]);
  const onEdit =
    actions && ((next: SettingEntry) => actions.onDecide(setting, { kind: 'edited', entry: next }, 'edit'));
  return (
    <SettingScale
      setting={setting}
      scale={parent}
      entry={entry}
      label={t('figure', { setting: title, old: entryText(parent, t), now: entryText(entry, t) })}
      tone={toneOf(row)}
      marks={marks}
      noteOf={(choice) => t('of', { n: values.filter((value) => value === choice).length, total: values.length })}
      onInterval={onEdit ? (interval) => onEdit(entryOf(setting, parent, interval)) : undefined}
      onChoices={onEdit && parent.type === 'categorical' ? (kept) => onEdit(withChoices(parent, kept)) : undefined}
    />
  );
}

function toneOf({ state }: BoardRow): RangeTone {
  switch (state) {
    case 'proposed':
      return 'proposed';
    case 'kept':
    case 'given':
      return 'kept';
    case 'accepted':
      return 'accepted';
    case 'edited':
    case 'fixed':
      return 'edited';
  }
}
