// What can be done with one setting: its ends, scale and step as fields; fix it, free it, take back what was changed.
import type { StudySpace } from '#shared/contract/space.ts';
import { findSetting } from '#shared/settings/index.ts';
import { isRange, type Range, type SettingEntry } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { settingText, useTexts } from '../../../i18n/index.ts';
import { axisOf, entryOf, intervalOf, listOf } from '../../../space/index.ts';
import { Button, NumberField, Segmented, Select } from '../../../ui/index.ts';
import type { SpaceActions } from '../actions.ts';
import { onScale, rangeToSearch, reverted, valueToFix, withEntry, withStep } from '../model/draft.ts';
import type { SpaceRow, TriedValue } from '../model/rows.ts';
import style from '../space.module.css';
import { texts } from '../texts.ts';
import type { Marked } from '../use-marked.ts';
import { OptionalStep } from './optional-step.tsx';

export function RowControls({
  row,
  title,
  tried,
  best,
  actions,
  space,
}: {
  row: SpaceRow;
  title: string;
  tried: readonly TriedValue[];
  best: Marked;
  actions: SpaceActions | null;
  space: StudySpace;
}) {
  const t = useTexts(texts);
  const { setting, entry, changed, before } = row;
  const name = (what: string) => t('decide', { setting: title, what });
  if (actions === null) return <div className={style.controls} />;
  const set = (next: SettingEntry) => {
    for (const field of ['low', 'high', 'fixed', 'step']) actions.onValid(`${setting} ${field}`, true);
    actions.edit(`${setting} press`, (at) => withEntry(at, setting, next));
  };
  const bestValue = tried.find(({ trial }) => best.get(trial) === 0)?.value;
  const fixAt = isRange(entry) ? valueToFix(entry, bestValue) : null;
  return (
    <div className={style.controls}>
      {isRange(entry) ? (
        <RangeFields row={row} entry={entry} title={title} actions={actions} />
      ) : (
        <FixedValue setting={setting} value={entry} scale={row.scale} title={title} actions={actions} />
      )}
      <div className={style.decisions}>
        {isRange(entry) && fixAt !== null ? (
          <Button size="small" aria-label={name(t('fixAt', { value: settingText(fixAt) }))} onClick={() => set(fixAt)}>
            {t('fixAt', { value: settingText(fixAt) })}
          </Button>
        ) : null}
        {isRange(entry) ? null : (
          <Button
            size="small"
            aria-label={name(t('search'))}
            onClick={() =>
              actions.edit(`${setting} press`, (at) =>
                withEntry(at, setting, rangeToSearch(setting, space, at) ?? entry),
              )
            }
          >
            {t('search')}
          </Button>
        )}
        {changed ? (
          <Button
            size="small"
            kind="quiet"
            aria-label={name(t(before === undefined ? 'remove' : 'revert'))}
            onClick={() => {
              for (const field of ['low', 'high', 'fixed', 'step']) actions.onValid(`${setting} ${field}`, true);
              actions.edit(`${setting} press`, (at) => reverted(at, setting, space));
            }}
          >
            {t(before === undefined ? 'remove' : 'revert')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function RangeFields({
  row: { setting, scale },
  entry,
  title,
  actions,
}: {
  row: SpaceRow;
  entry: Range;
  title: string;
  actions: SpaceActions;
}) {
  const t = useTexts(texts);
  if (scale === null || (entry.type !== 'float' && entry.type !== 'int') || listOf(scale) !== null) return null;
  const axis = axisOf(setting, scale, settingText);
  const interval = intervalOf(scale, entry);
  if (axis?.kind !== 'number' || interval === null) return null;
  const edit = (field: string, next: SettingEntry) =>
    actions.edit(`${setting} ${field}`, (at) => withEntry(at, setting, next));
  const rule = { integer: axis.integer, log: axis.log, width: 9 };
  const canLog = onScale(entry, 'log') !== null;
  return (
    <>
      <div className={style.fields}>
        <NumberField
          {...rule}
          aria-label={t('low', { setting: title })}
          value={interval.low}
          onChange={(low) => edit('edit', entryOf(setting, entry, { low, high: interval.high }))}
          onValid={(valid) => actions.onValid(`${setting} low`, valid)}
        />
        <span className="t3" aria-hidden="true">
          –
        </span>
        <NumberField
          {...rule}
          aria-label={t('high', { setting: title })}
          value={interval.high}
          onChange={(high) => edit('edit', entryOf(setting, entry, { low: interval.low, high }))}
          onValid={(valid) => actions.onValid(`${setting} high`, valid)}
        />
      </div>
      <div className={style.fields}>
        <Segmented
          label={t('scaleOf', { setting: title })}
          value={entry.scale}
          options={[
            { value: 'linear', label: t('linear') },
            ...(canLog ? [{ value: 'log' as const, label: t('logScale') }] : []),
          ]}
          onChange={(next) => edit('scale', onScale(entry, next) ?? entry)}
        />
        {entry.scale === 'linear' && entry.points === undefined ? (
          <OptionalStep
            label={t('step', { setting: title })}
            value={entry.step ?? null}
            integer={entry.type === 'int'}
            onChange={(step) => edit('step', withStep(entry, step))}
            onValid={(valid) => actions.onValid(`${setting} step`, valid)}
          />
        ) : null}
      </div>
    </>
  );
}

/** Of a setting that is fixed: a number, or one of its values. */
export function FixedValue({
  setting,
  value,
  scale,
  title,
  actions,
}: {
  setting: string;
  value: SettingValue;
  scale: Range | null;
  title: string;
  actions: SpaceActions;
}) {
  const t = useTexts(texts);
  const fix = (next: SettingValue) => actions.edit(`${setting} edit`, (at) => withEntry(at, setting, next));
  const kind = findSetting(setting)?.kind;
  const values = valuesOf(scale, kind);
  if (values !== null || typeof value !== 'number') {
    const all = [...new Set([...(values ?? []), value])];
    return (
      <Select
        aria-label={t('value', { setting: title })}
        value={String(all.indexOf(value))}
        options={all.map((one, index) => ({ value: String(index), label: settingText(one) }))}
        onChange={(index) => fix(all[Number(index)] ?? null)}
      />
    );
  }
  const limits = kind?.type === 'float' || kind?.type === 'int' ? { min: kind.low, max: kind.high } : {};
  return (
    <NumberField
      aria-label={t('value', { setting: title })}
      value={value}
      integer={kind?.type === 'int' || scale?.type === 'int'}
      {...limits}
      width={9}
      onChange={fix}
      onValid={(valid) => actions.onValid(`${setting} fixed`, valid)}
    />
  );
}

function valuesOf(
  scale: Range | null,
  kind: NonNullable<ReturnType<typeof findSetting>>['kind'] | undefined,
): readonly SettingValue[] | null {
  if (kind?.type === 'choice') return kind.choices;
  if (kind?.type === 'boolean') return [true, false];
  if (scale === null) return null;
  return scale.type === 'categorical' ? scale.choices : listOf(scale);
}
