// The picture of one setting: the vernier where it has an order, the cells of choices.
import { useMemo } from 'react';
import { isRange, type Range, type SettingEntry } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { settingText, settingTitle, useLanguage, useTexts } from '../i18n/index.ts';
import { ChoiceScale, type Interval, type RangeMark, RangeScale, type RangeTone } from '../ui/index.ts';
import { axisOf, intervalOf, listOf, placeOnAxis } from './axis.ts';
import { rowTexts } from './row-texts.ts';

export function SettingScale({
  setting,
  scale,
  entry,
  label,
  tone,
  marks,
  noteOf,
  onInterval,
  onChoices,
}: {
  setting: string;
  /** What the picture shows as a whole. */
  scale: Range;
  /** What of it is taken; null: nothing. */
  entry: SettingEntry | null;
  label: string;
  tone: RangeTone;
  /** Trials on the vernier. */
  marks: readonly RangeMark[];
  /** Small words beside a choice. */
  noteOf: (choice: SettingValue) => string;
  /** Absent, and `onChoices`: it is only looked at. */
  onInterval?: ((interval: Interval) => void) | undefined;
  onChoices?: ((kept: ReadonlySet<SettingValue>) => void) | undefined;
}) {
  const t = useTexts(rowTexts);
  const title = settingTitle(setting, useLanguage());
  const axis = useMemo(() => axisOf(setting, scale, settingText), [setting, scale]);
  if (axis === null) {
    if (scale.type !== 'categorical') return null;
    return (
      <ChoiceScale
        label={t('choicesOf', { setting: title })}
        tone={tone}
        cells={scale.choices.map((choice) => ({ label: settingText(choice), note: noteOf(choice) }))}
        chosen={new Set(scale.choices.flatMap((choice, index) => (has(entry, choice) ? [index] : [])))}
        onChange={onChoices && ((chosen) => onChoices(new Set(scale.choices.filter((_, index) => chosen.has(index)))))}
      />
    );
  }
  const single = entry !== null && !isRange(entry) ? placeOnAxis(scale, entry) : Number.NaN;
  const list = listOf(scale);
  return (
    <RangeScale
      label={label}
      axis={axis}
      value={intervalOf(scale, entry)}
      fixed={Number.isFinite(single) ? single : null}
      marks={marks}
      tone={tone}
      onChange={onInterval}
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
