// What can be decided about one setting: its numbers, and accept, keep or fix.
import type { SettingEntry } from '#shared/study/ranges.ts';
import { isRange } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { settingText, useTexts } from '../../../i18n/index.ts';
import { axisOf, entryOf, intervalOf, listOf, tidied } from '../../../space/index.ts';
import { Button, Chip, NumberField, Select } from '../../../ui/index.ts';
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
  title,
  bestValue,
  actions,
}: {
  row: BoardRow;
  title: string;
  /** Of the best trial that uses the setting; undefined: none does. */
  bestValue: SettingValue | undefined;
  /** Null: it can only be looked at. */
  actions: RowActions | null;
}) {
  const t = useTexts(texts);
  const { one, state, changes, outside } = row;
  const name = (what: string) => t('decide', { setting: title, what });
  const accept = one.outcome === 'dropped' ? t('acceptDrop') : t('accept');
  const fixAt = bestValue === undefined ? '' : t('fixAt', { value: settingText(bestValue) });
  return (
    <div className={style.controls}>
      <div className="row">
        <Chip tone={state === 'kept' || state === 'given' ? undefined : 'index'} data-state={state}>
          {t(`row.${state}`)}
        </Chip>
        {outside ? <Chip tone="warn">{t('outside')}</Chip> : null}
      </div>
      {actions === null ? null : (
        <>
          <Fields row={row} title={title} actions={actions} />
          <div className={style.decisions}>
            {changes ? (
              <Button
                size="small"
                on={state === 'accepted'}
                aria-label={name(accept)}
                onClick={() => actions.onDecide(one.setting, { kind: 'accepted', entry: one.entry }, 'decision')}
              >
                {accept}
              </Button>
            ) : null}
            <Button
              size="small"
              on={state === 'kept'}
              aria-label={name(t('keep'))}
              onClick={() => actions.onDecide(one.setting, { kind: 'kept' }, 'decision')}
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
                onClick={() => actions.onDecide(one.setting, { kind: 'fixed', value: bestValue }, 'decision')}
              >
                <span className="ell">{fixAt}</span>
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  );
}

function Fields({ row, title, actions }: { row: BoardRow; title: string; actions: RowActions }) {
  const t = useTexts(texts);
  const { one, parent, entry, state } = row;
  const axis = axisOf(one.setting, parent, settingText);
  const interval = intervalOf(parent, entry);
  if (state === 'fixed' && entry !== null && !isRange(entry)) {
    return <FixedField row={row} value={entry} title={title} actions={actions} />;
  }
  if (axis?.kind !== 'number') return null;
  const edit = (next: SettingEntry) => actions.onDecide(one.setting, { kind: 'edited', entry: next }, 'edit');
  if (interval === null) {
    // A prior has no ends; neither has what is fixed or dropped. The whole scale is where a range begins.
    const { low, high } = axis;
    const whole = tidied(parent, entryOf(one.setting, parent, { low, high }));
    return (
      <Button
        size="small"
        aria-label={t('decide', { setting: title, what: t('setRange') })}
        onClick={() => edit(whole)}
      >
        {t('setRange')}
      </Button>
    );
  }
  const rule = { integer: axis.integer, log: axis.log, step: axis.step, width: 9 };
  return (
    <div className={style.fields}>
      <NumberField
        {...rule}
        aria-label={t('low', { setting: title })}
        value={interval.low}
        onChange={(low) => edit(entryOf(one.setting, parent, { low, high: interval.high }))}
        onValid={(valid) => actions.onValid(one.setting, 'low', valid)}
      />
      <span className="t3" aria-hidden="true">
        –
      </span>
      <NumberField
        {...rule}
        aria-label={t('high', { setting: title })}
        value={interval.high}
        onChange={(high) => edit(entryOf(one.setting, parent, { low: interval.low, high }))}
        onValid={(valid) => actions.onValid(one.setting, 'high', valid)}
      />
    </div>
  );
}

function FixedField({
  row: { one, parent },
  value,
  title,
  actions,
}: {
  row: BoardRow;
  value: SettingValue;
  title: string;
  actions: RowActions;
}) {
  const t = useTexts(texts);
  const fix = (next: SettingValue) => actions.onDecide(one.setting, { kind: 'fixed', value: next }, 'edit');
  const values = parent.type === 'categorical' ? parent.choices : listOf(parent);
  if (values !== null) {
    return (
      <Select
        aria-label={t('value', { setting: title })}
        value={String(values.indexOf(value))}
        options={values.map((one_, index) => ({ value: String(index), label: settingText(one_) }))}
        onChange={(index) => fix(values[Number(index)] ?? null)}
      />
    );
  }
  const axis = axisOf(one.setting, parent, settingText);
  const number = axis?.kind === 'number' ? axis : null;
  return (
    <NumberField
      aria-label={t('value', { setting: title })}
      value={typeof value === 'number' ? value : null}
      integer={number?.integer}
      log={number?.log}
      min={number?.limits?.low}
      max={number?.limits?.high}
      width={9}
      onChange={fix}
      onValid={(valid) => actions.onValid(one.setting, 'fixed', valid)}
    />
  );
}
