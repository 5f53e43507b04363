// A setting's numbers as fields: both ends of its range, or its one value.
import { findSetting } from '#shared/settings/index.ts';
import type { Range } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { settingText, settingTitle, useLanguage, useTexts } from '../i18n/index.ts';
import { type Interval, NumberField, type RangeAxis, Select } from '../ui/index.ts';
import { limitsOf } from './axis.ts';
import { rowTexts } from './row-texts.ts';
import style from './setting-row.module.css';

export function EndFields({
  setting,
  axis,
  value: { low, high },
  onChange,
  onValid,
}: {
  setting: string;
  axis: Extract<RangeAxis, { kind: 'number' }>;
  value: Interval;
  onChange: (interval: Interval) => void;
  onValid: (field: 'low' | 'high', valid: boolean) => void;
}) {
  const t = useTexts(rowTexts);
  const title = settingTitle(setting, useLanguage());
  const rule = { integer: axis.integer, log: axis.log, step: axis.step, width: 9 };
  return (
    <div className={style.fields}>
      <NumberField
        {...rule}
        aria-label={t('low', { setting: title })}
        value={low}
        onChange={(next) => onChange({ low: next, high })}
        onValid={(valid) => onValid('low', valid)}
      />
      <span className="t3" aria-hidden="true">
        –
      </span>
      <NumberField
        {...rule}
        aria-label={t('high', { setting: title })}
        value={high}
        onChange={(next) => onChange({ low, high: next })}
        onValid={(valid) => onValid('high', valid)}
      />
    </div>
  );
}

export function FixedField({
  setting,
  scale,
  values,
  value,
  onChange,
  onValid,
}: {
  setting: string;
  /** What it was searched over; null: it never was. */
  scale: Range | null;
  /** Those that it may have; null: any number. */
  values: readonly SettingValue[] | null;
  value: SettingValue;
  onChange: (value: SettingValue) => void;
  onValid: (valid: boolean) => void;
}) {
  const t = useTexts(rowTexts);
  const label = t('value', { setting: settingTitle(setting, useLanguage()) });
  if (values !== null || typeof value !== 'number') {
    const all = [...new Set([...(values ?? []), value])];
    return (
      <Select
        aria-label={label}
        value={String(all.indexOf(value))}
        options={all.map((one, index) => ({ value: String(index), label: settingText(one) }))}
        onChange={(index) => onChange(all[Number(index)] ?? null)}
      />
    );
  }
  const limits = limitsOf(setting);
  return (
    <NumberField
      aria-label={label}
      value={value}
      integer={findSetting(setting)?.kind.type === 'int' || scale?.type === 'int'}
      log={scale !== null && 'scale' in scale && scale.scale === 'log'}
      min={limits?.low}
      max={limits?.high}
      width={9}
      onChange={onChange}
      onValid={onValid}
    />
  );
}
