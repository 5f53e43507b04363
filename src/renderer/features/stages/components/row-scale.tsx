// The picture of one row: the vernier of a setting with an order, the cells of choices.
import { useMemo } from 'react';
import type { Trial } from '#shared/contract/trials.ts';
import { isRange, type SettingEntry } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { settingText, useTexts } from '../../../i18n/index.ts';
import { axisOf, entryOf, intervalOf, listOf, placeOnAxis, withChoices } from '../../../space/index.ts';
import { ChoiceScale, type RangeMark, RangeScale, type RangeTone } from '../../../ui/index.ts';
import type { BoardRow } from '../model/board.ts';
import { entryText } from '../model/sentence.ts';
import { texts } from '../texts.ts';

export function RowScale({
  row,
  title,
  trials,
  byNumber,
  onEdit,
}: {
  row: BoardRow;
  title: string;
  /** Of the stage that the proposal rests on. */
  trials: readonly Trial[];
  byNumber: ReadonlyMap<number, Trial>;
  onEdit: ((entry: SettingEntry) => void) | undefined;
}) {
  const t = useTexts(texts);
  const { one, parent, entry } = row;
  const axis = useMemo(() => axisOf(one.setting, parent, settingText), [one.setting, parent]);
  const marks = useMemo((): RangeMark[] => {
    const best = new Set(one.trials);
    return trials.flatMap(({ number, params, state }): RangeMark[] => {
      const value = placeOnAxis(parent, params[one.setting]);
      if (!Number.isFinite(value) || (state !== 'complete' && state !== 'stopped')) return [];
      return [{ value, rank: number === one.trials[0] ? 0 : best.has(number) ? 1 : 2 }];
    });
  }, [one, parent, trials]);
  const tone = toneOf(row);

  if (axis === null) {
    if (parent.type !== 'categorical') return null;
    const values = one.trials.map((number) => byNumber.get(number)?.params[one.setting]);
    return (
      <ChoiceScale
        label={t('choicesOf', { setting: title })}
        tone={tone}
        cells={parent.choices.map((choice) => ({
          label: settingText(choice),
          note: t('of', { n: values.filter((value) => value === choice).length, total: values.length }),
        }))}
        chosen={new Set(parent.choices.flatMap((choice, index) => (has(entry, choice) ? [index] : [])))}
        onChange={
          onEdit &&
          ((chosen) => onEdit(withChoices(parent, new Set(parent.choices.filter((_, index) => chosen.has(index))))))
        }
      />
    );
  }
  const single = entry !== null && !isRange(entry) ? placeOnAxis(parent, entry) : null;
  const list = listOf(parent);
  return (
    <RangeScale
      label={t('figure', { setting: title, old: entryText(parent, t), now: entryText(entry, t) })}
      axis={axis}
      value={intervalOf(parent, entry)}
      fixed={Number.isFinite(single) ? single : null}
      marks={marks}
      tone={tone}
      onChange={onEdit && ((interval) => onEdit(entryOf(one.setting, parent, interval)))}
      jawLabels={{ low: t('low', { setting: title }), high: t('high', { setting: title }) }}
      text={(value) => settingText(list === null ? value : list[value])}
    />
  );
}

function has(entry: SettingEntry | null, choice: SettingValue): boolean {
  if (entry === null) return false;
  if (!isRange(entry)) return entry === choice;
  return entry.type === 'categorical' && entry.choices.includes(choice);
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
