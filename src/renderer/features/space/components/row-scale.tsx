// The picture of one setting: bars of what was tried above the vernier of all that was searched and what is searched now; choices as cells.
import { useMemo } from 'react';
import { isRange, type Range } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { settingText, useTexts } from '../../../i18n/index.ts';
import {
  axisOf,
  diffTexts,
  entryOf,
  entryText,
  intervalOf,
  listOf,
  placeOnAxis,
  withChoices,
} from '../../../space/index.ts';
import { ChoiceScale, placeOnScale, type RangeMark, RangeScale } from '../../../ui/index.ts';
import type { SpaceActions } from '../actions.ts';
import { withEntry } from '../model/draft.ts';
import { binsOf, type SpaceRow, type TriedValue } from '../model/rows.ts';
import style from '../space.module.css';
import { texts } from '../texts.ts';
import type { Marked } from '../use-marked.ts';

export function RowScale({
  row: { setting, entry, scale, changed },
  title,
  tried,
  best,
  actions,
}: {
  row: SpaceRow;
  title: string;
  tried: readonly TriedValue[];
  best: Marked;
  actions: SpaceActions | null;
}) {
  const t = useTexts(texts);
  const td = useTexts(diffTexts);
  const axis = useMemo(() => (scale === null ? null : axisOf(setting, scale, settingText)), [setting, scale]);
  const marks = useMemo(
    () => tried.map(({ trial, place }): RangeMark => ({ value: place, rank: best.get(trial) ?? 2 })),
    [tried, best],
  );
  if (scale === null) return null;
  const tone = changed ? 'edited' : 'kept';
  const onEdit =
    actions &&
    ((next: Parameters<typeof withEntry>[2]) => actions.edit(`${setting} edit`, (at) => withEntry(at, setting, next)));
  if (axis === null) {
    if (scale.type !== 'categorical') return null;
    const kept = (choice: SettingValue) =>
      isRange(entry) ? entry.type === 'categorical' && entry.choices.includes(choice) : entry === choice;
    return (
      <ChoiceScale
        label={t('choicesOf', { setting: title })}
        tone={tone}
        cells={scale.choices.map((choice) => ({
          label: settingText(choice),
          note: t('timesTried', { n: tried.filter(({ value }) => value === choice).length }),
        }))}
        chosen={new Set(scale.choices.flatMap((choice, index) => (kept(choice) ? [index] : [])))}
        onChange={
          onEdit && isRange(entry)
            ? (chosen) => onEdit(withKept(entry, scale, new Set(scale.choices.filter((_, index) => chosen.has(index)))))
            : undefined
        }
      />
    );
  }
  const single = isRange(entry) ? null : placeOnAxis(scale, entry);
  const list = listOf(scale);
  const value = isRange(entry) ? intervalOf(scale, entry) : null;
  const fixed = single !== null && Number.isFinite(single) ? single : null;
  const drawn = value ?? (fixed === null ? null : { low: fixed, high: fixed });
  const [low, high] = axis.kind === 'number' ? [axis.low, axis.high] : [0, axis.labels.length - 1];
  const words = (place: number) => settingText(list === null ? place : list[place]);
  return (
    <>
      {tried.length === 0 ? null : (
        <Bars
          bins={binsOf(tried.map(({ place }) => placeOnScale(axis, drawn, place)))}
          label={t('bars', { setting: title, low: words(low), high: words(high) })}
        />
      )}
      <RangeScale
        label={t(isRange(entry) ? 'figure' : 'figureFixed', { setting: title, entry: entryText(entry, td) })}
        axis={axis}
        value={value}
        fixed={fixed}
        marks={marks}
        tone={tone}
        onChange={
          onEdit && isRange(entry)
            ? (interval) => onEdit(entryOf(setting, list === null ? entry : scale, interval))
            : undefined
        }
        jawLabels={{ low: t('low', { setting: title }), high: t('high', { setting: title }) }}
        text={words}
      />
    </>
  );
}

/** The choices that stay, in the order of the scale; those that are new have no weight, so that none has. */
function withKept(
  entry: Range,
  scale: Extract<Range, { type: 'categorical' }>,
  kept: ReadonlySet<SettingValue>,
): Range {
  if (entry.type !== 'categorical') return entry;
  const isSubset = [...kept].every((choice) => entry.choices.includes(choice));
  if (isSubset) return withChoices(entry, kept);
  const { weights: _, ...rest } = entry;
  return { ...rest, choices: scale.choices.filter((choice) => kept.has(choice)) };
}

/** As wide as the scale below it. */
function Bars({ bins, label }: { bins: readonly number[]; label: string }) {
  const most = Math.max(1, ...bins);
  return (
    <svg
      className={style.bars}
      viewBox={`0 0 ${bins.length} 20`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {bins.map((count, bin) =>
        count === 0 ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
          <rect key={bin} x={bin + 0.06} y={20 - (count / most) * 19} width={0.88} height={(count / most) * 19} />
        ),
      )}
    </svg>
  );
}
