// What can be done with one setting: its ends, scale and step as fields; fix it, free it, take back what was changed.
import type { StudySpace } from '#shared/contract/space.ts';
import { findSetting } from '#shared/settings/index.ts';
import { isRange, type Range, type SettingEntry } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { settingText, settingTitle, useLanguage, useTexts } from '../../../i18n/index.ts';
import { axisOf, EndFields, entryOf, FixedField, intervalOf, listOf, rowTexts } from '../../../space/index.ts';
import rowStyle from '../../../space/setting-row.module.css';
import { Button, Segmented } from '../../../ui/index.ts';
import type { SpaceActions } from '../actions.ts';
import { onScale, rangeToSearch, reverted, type SpaceDraft, valueToFix, withEntry, withStep } from '../model/draft.ts';
import type { SpaceRow, TriedValue } from '../model/rows.ts';
import { texts } from '../texts.ts';
import type { Marked } from '../use-marked.ts';
import { OptionalStep } from './optional-step.tsx';

export function RowControls({
  row,
  tried,
  best,
  actions,
  space,
}: {
  row: SpaceRow;
  tried: readonly TriedValue[];
  best: Marked;
  actions: SpaceActions;
  space: StudySpace;
}) {
  const t = useTexts(texts);
  const tr = useTexts(rowTexts);
  const { setting, entry, changed, before } = row;
  const title = settingTitle(setting, useLanguage());
  const name = (what: string) => tr('decide', { setting: title, what });
  const press = (change: (at: SpaceDraft) => SpaceDraft) => {
    for (const field of ['low', 'high', 'fixed', 'step']) actions.onValid(`${setting} ${field}`, true);
    actions.edit(`${setting} press`, change);
  };
  const bestValue = tried.find(({ trial }) => best.get(trial) === 0)?.value;
  const fixAt = isRange(entry) ? valueToFix(entry, bestValue) : null;
  const fixText = tr('fixAt', { value: settingText(fixAt) });
  const back = t(before === undefined ? 'remove' : 'revert');
  return (
    <>
      {isRange(entry) ? (
        <RangeFields row={row} entry={entry} title={title} actions={actions} />
      ) : (
        <FixedValue row={row} value={entry} actions={actions} />
      )}
      <div className={rowStyle.decisions}>
        {fixAt === null ? null : (
          <Button size="small" aria-label={name(fixText)} onClick={() => press((at) => withEntry(at, setting, fixAt))}>
            {fixText}
          </Button>
        )}
        {isRange(entry) ? null : (
          <Button
            size="small"
            aria-label={name(t('search'))}
            onClick={() => press((at) => withEntry(at, setting, rangeToSearch(setting, space, at) ?? entry))}
          >
            {t('search')}
          </Button>
        )}
        {changed ? (
          <Button
            size="small"
            kind="quiet"
            aria-label={name(back)}
            onClick={() => press((at) => reverted(at, setting, space))}
          >
            {back}
          </Button>
        ) : null}
      </div>
    </>
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
  const canLog = onScale(entry, 'log') !== null;
  return (
    <>
      <EndFields
        setting={setting}
        axis={axis}
        value={interval}
        onChange={(next) => edit('edit', entryOf(setting, entry, next))}
        onValid={(field, valid) => actions.onValid(`${setting} ${field}`, valid)}
      />
      <div className={rowStyle.fields}>
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
  row: { setting, scale },
  value,
  actions,
}: {
  row: SpaceRow;
  value: SettingValue;
  actions: SpaceActions;
}) {
  return (
    <FixedField
      setting={setting}
      scale={scale}
      values={valuesOf(scale, findSetting(setting)?.kind)}
      value={value}
      onChange={(next) => actions.edit(`${setting} edit`, (at) => withEntry(at, setting, next))}
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
