// One setting of a starting point: what is typed stays as it is; the check says what is wrong with it.
import { findSetting } from '#shared/settings/index.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { settingText, useTexts } from '../../../i18n/index.ts';
import { cx, Select } from '../../../ui/index.ts';
import type { SettingRow } from '../model/setting-rows.ts';
import { isSettingValue } from '../model/setting-rows.ts';
import style from '../steps/points.module.css';
import { pointsTexts } from '../steps/points-texts.ts';
import space from '../steps/space.module.css';
import { NumberEntry } from './draft-field.tsx';

const open = '__open';

export function PointCell({
  row,
  label,
  value,
  error,
  unused,
  onChange,
}: {
  row: SettingRow;
  label: string;
  /** undefined: left open. */
  value: unknown;
  error: string | null;
  /** The point's other values rule the setting out. */
  unused: boolean;
  onChange: (value: unknown) => void;
}) {
  const t = useTexts(pointsTexts);
  const { setting, range } = row;
  const offered = Array.isArray(range?.choices) ? range.choices.filter(isSettingValue) : null;
  const isNumber = setting.kind.type === 'float' || setting.kind.type === 'int';
  if (offered === null || (!isNumber && findSetting(setting.key) === undefined)) {
    return (
      <NumberEntry
        aria-label={label}
        value={value === null ? 'none' : value}
        placeholder={t(unused ? 'unused' : 'open')}
        error={error}
        integer={setting.kind.type === 'int'}
        log={range?.scale === 'log'}
        start={typeof range?.low === 'number' ? range.low : 0}
        className={cx(style.number, space.cell)}
        onChange={onChange}
      />
    );
  }
  const name = (one: SettingValue) =>
    one === true ? t('on') : one === false ? t('off') : one === null ? t('noneValue') : settingText(one);
  const key = (one: unknown) => JSON.stringify(one) ?? open;
  const known = value === undefined || offered.some((one) => Object.is(one, value));
  return (
    <span className={cx(style.choice, error !== null && style.wrongChoice)}>
      <Select
        aria-label={label}
        value={value === undefined ? open : key(value)}
        options={[
          { value: open, label: t(unused ? 'unused' : 'open') },
          ...offered.map((one) => ({ value: key(one), label: name(one) })),
          // A value of before, which the check names.
          ...(known ? [] : [{ value: key(value), label: isSettingValue(value) ? name(value) : key(value) }]),
        ]}
        onChange={(next) => onChange(next === open ? undefined : (JSON.parse(next) as unknown))}
      />
    </span>
  );
}
