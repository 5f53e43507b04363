// What can be decided about one setting: its numbers, and accept, keep or fix.
import type { SettingEntry } from '#shared/study/ranges.ts';
import { isRange } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { settingText, settingTitle, useLanguage, useTexts } from '../../../i18n/index.ts';
import { axisOf, EndFields, entryOf, FixedField, intervalOf, listOf, rowTexts, tidied } from '../../../space/index.ts';
import rowStyle from '../../../space/setting-row.module.css';
import { Button, Chip } from '../../../ui/index.ts';
import type { BoardRow, Decision } from '../model/board.ts';
import style from '../stages.module.css';
import { texts } from '../texts.ts';

export interface RowActions {
  /** `by`: a press, or an edit of the range; an edit in the same place goes on with the same undo step. */
  readonly onDecide: (setting: string, decision: Decision, by: 'decision' | 'edit') => void;
  /** Whether a field of the row has an entry that is no number. */
  readonly onValid: (setting: string, field: string, valid: boolean) => void;
}

export function RowControls({
  row,
  bestValue,
  actions,
}: {
  row: BoardRow;
  /** Of the best trial that uses the setting; undefined: none does. */
  bestValue: SettingValue | undefined;
  /** Null: it can only be looked at. */
  actions: RowActions | null;
}) {
  const t = useTexts(texts);
  const tr = useTexts(rowTexts);
  const { one, state, changes, outside } = row;
  const title = settingTitle(one.setting, useLanguage());
  const name = (what: string) => tr('decide', { setting: title, what });
  const accept = one.outcome === 'dropped' ? t('acceptDrop') : t('accept');
  const fixAt = bestValue === undefined ? '' : tr('fixAt', { value: settingText(bestValue) });
  const decide = (decision: Decision) => actions?.onDecide(one.setting, decision, 'decision');
  return (
    <>
      <div className="row">
        <Chip tone={state === 'kept' || state === 'given' ? undefined : 'index'} data-state={state}>
          {t(`row.${state}`)}
        </Chip>
        {outside ? <Chip tone="warn">{t('outside')}</Chip> : null}
      </div>
      {actions === null ? null : (
        <>
          <Fields row={row} name={name} actions={actions} />
          <div className={rowStyle.decisions}>
            {changes ? (
              <Button
                size="small"
                on={state === 'accepted'}
                aria-label={name(accept)}
                onClick={() => decide({ kind: 'accepted', entry: one.entry })}
              >
                {accept}
              </Button>
            ) : null}
            <Button
              size="small"
              on={state === 'kept'}
              aria-label={name(t('keep'))}
              onClick={() => decide({ kind: 'kept' })}
            >
              {t('keep')}
            </Button>
            {bestValue === undefined ? null : (
              <Button
                size="small"
                on={state === 'fixed' && row.entry === bestValue}
                className={style.fix}
                aria-label={name(fixAt)}
                title={fixAt}
                onClick={() => decide({ kind: 'fixed', value: bestValue })}
              >
                <span className="ell">{fixAt}</span>
              </Button>
            )}
          </div>
        </>
      )}
    </>
  );
}

function Fields({ row, name, actions }: { row: BoardRow; name: (what: string) => string; actions: RowActions }) {
  const t = useTexts(texts);
  const { one, parent, entry, state } = row;
  const { setting } = one;
  const axis = axisOf(setting, parent, settingText);
  const interval = intervalOf(parent, entry);
  if (state === 'fixed' && entry !== null && !isRange(entry)) {
    return (
      <FixedField
        setting={setting}
        scale={parent}
        values={parent.type === 'categorical' ? parent.choices : listOf(parent)}
        value={entry}
        onChange={(value) => actions.onDecide(setting, { kind: 'fixed', value }, 'edit')}
        onValid={(valid) => actions.onValid(setting, 'fixed', valid)}
      />
    );
  }
  if (axis?.kind !== 'number') return null;
  const edit = (next: SettingEntry) => actions.onDecide(setting, { kind: 'edited', entry: next }, 'edit');
  if (interval === null) {
    // A prior has no ends; neither has what is fixed or dropped. The whole scale is where a range begins.
    const { low, high } = axis;
    const whole = tidied(parent, entryOf(setting, parent, { low, high }));
    return (
      <Button size="small" aria-label={name(t('setRange'))} onClick={() => edit(whole)}>
        {t('setRange')}
      </Button>
    );
  }
  return (
    <EndFields
      setting={setting}
      axis={axis}
      value={interval}
      onChange={(next) => edit(entryOf(setting, parent, next))}
      onValid={(field, valid) => actions.onValid(setting, field, valid)}
    />
  );
}
