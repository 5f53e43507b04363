// The picture of one setting: bars of what was tried above the vernier of all that was searched and what is searched now; choices as cells.
import { useMemo } from 'react';
import { isRange, type Range, type SettingEntry } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { settingText, settingTitle, useLanguage, useTexts } from '../../../i18n/index.ts';
import {
  axisOf,
  diffTexts,
  entryOf,
  entryText,
  intervalOf,
  listOf,
  placeOnAxis,
  SettingScale,
  withChoices,
} from '../../../space/index.ts';
import { placeOnScale, type RangeMark } from '../../../ui/index.ts';
import type { SpaceActions } from '../actions.ts';
import { withEntry } from '../model/draft.ts';
import { binsOf, type SpaceRow, type TriedValue } from '../model/rows.ts';
import style from '../space.module.css';
import { texts } from '../texts.ts';
import type { Marked } from '../use-marked.ts';

export function RowScale({
  row: { setting, entry, scale, changed },
  tried,
  best,
  actions,
}: {
  row: SpaceRow;
  tried: readonly TriedValue[];
  best: Marked;
  actions: SpaceActions | null;
}) {
  const t = useTexts(texts);
  const td = useTexts(diffTexts);
  const title = settingTitle(setting, useLanguage());
  const marks = useMemo(
    () => tried.map(({ trial, place }): RangeMark => ({ value: place, rank: best.get(trial) ?? 2 })),
    [tried, best],
  );
  if (scale === null) return null;
  const onEdit =
    actions && isRange(entry)
      ? (next: SettingEntry) => actions.edit(`${setting} edit`, (at) => withEntry(at, setting, next))
      : undefined;
  return (
    <>
      {tried.length === 0 ? null : <Bars setting={setting} entry={entry} scale={scale} tried={tried} />}
      <SettingScale
        setting={setting}
        scale={scale}
        entry={entry}
        label={t(isRange(entry) ? 'figure' : 'figureFixed', { setting: title, entry: entryText(entry, td) })}
        tone={changed ? 'edited' : 'kept'}
        marks={marks}
        noteOf={(choice) => t('timesTried', { n: tried.filter(({ value }) => value === choice).length })}
        onInterval={
          onEdit && isRange(entry)
            ? (interval) => onEdit(entryOf(setting, listOf(scale) === null ? entry : scale, interval))
            : undefined
        }
        onChoices={onEdit && isRange(entry) ? (kept) => onEdit(withKept(entry, scale, kept)) : undefined}
      />
    </>
  );
}

/** The choices that stay, in the order of the scale; those that are new have no weight, so that none has. */
function withKept(entry: Range, scale: Range, kept: ReadonlySet<SettingValue>): Range {
  if (entry.type !== 'categorical' || scale.type !== 'categorical') return entry;
  const isSubset = [...kept].every((choice) => entry.choices.includes(choice));
  if (isSubset) return withChoices(entry, kept);
  const { weights: _, ...rest } = entry;
  return { ...rest, choices: scale.choices.filter((choice) => kept.has(choice)) };
}

/** How often the stretches of a scale were tried: as wide as the scale below it. */
function Bars({
  setting,
  entry,
  scale,
  tried,
}: {
  setting: string;
  entry: SettingEntry;
  scale: Range;
  tried: readonly TriedValue[];
}) {
  const t = useTexts(texts);
  const title = settingTitle(setting, useLanguage());
  const axis = axisOf(setting, scale, settingText);
  if (axis === null) return null;
  const single = isRange(entry) ? Number.NaN : placeOnAxis(scale, entry);
  const drawn = intervalOf(scale, entry) ?? (Number.isFinite(single) ? { low: single, high: single } : null);
  const bins = binsOf(tried.map(({ place }) => placeOnScale(axis, drawn, place)));
  const most = Math.max(1, ...bins);
  const [low, high] =
    axis.kind === 'number' ? [settingText(axis.low), settingText(axis.high)] : [axis.labels[0], axis.labels.at(-1)];
  return (
    <svg
      className={style.bars}
      viewBox={`0 0 ${bins.length} 20`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('bars', { setting: title, low: low ?? '', high: high ?? '' })}
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
