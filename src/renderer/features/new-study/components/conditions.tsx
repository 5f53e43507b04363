// When a setting is used: the settings that decide it, and with which of their values. A searched one's own conditions are edited here.
import type { SettingValue } from '#shared/study/values.ts';
import { type Language, settingText, settingTitle, useTexts } from '../../../i18n/index.ts';
import { cx, FilterChip, Icon, IconButton, Popover, Select } from '../../../ui/index.ts';
import { useDraft } from '../draft-context.ts';
import { type Condition, conditionsOf, setCondition, targetsFor } from '../model/conditions.ts';
import { problemAt } from '../model/problems.ts';
import type { SettingRow } from '../model/setting-rows.ts';
import style from '../steps/space.module.css';
import { spaceTexts } from '../steps/space-texts.ts';

const unset = '__unset';

export function Conditions({ row, title, language }: { row: SettingRow; title: string; language: Language }) {
  const t = useTexts(spaceTexts);
  const { rows } = useDraft();
  const valueText = useValueText();
  const conditions = conditionsOf(row, rows);
  const text = conditions.map(
    ({ key, values }) => `${settingTitle(key, language)} = ${values.map(valueText).join(', ') || '…'}`,
  );
  const lines = text.map((line) => (
    <span key={line} className={style.condition} title={line}>
      {line}
    </span>
  ));
  if (row.range === null) return lines;
  return (
    <Popover
      title={t('usedOnlyIf', { title })}
      trigger={
        <button
          type="button"
          className={cx(style.conditions, lines.length === 0 && style.unconditional)}
          aria-label={[t('conditionsOf', { title }), ...text].join(', ')}
        >
          {lines.length > 0 ? lines : <Icon name="plus" size={12} />}
        </button>
      }
      content={() => <ConditionFields row={row} conditions={conditions} title={title} language={language} />}
    />
  );
}

function ConditionFields({
  row,
  conditions,
  title,
  language,
}: {
  row: SettingRow;
  conditions: readonly Condition[];
  title: string;
  language: Language;
}) {
  const t = useTexts(spaceTexts);
  const { rows, edit, facts, problems } = useDraft();
  const valueText = useValueText();
  const { key } = row.setting;
  const targets = targetsFor(row, rows);
  const problem = problemAt(problems, ['settings', key, 'when'], { deep: true });
  const set = (target: string, values: readonly SettingValue[] | undefined) =>
    edit(`when.${key}.${target}`, (at) => setCondition(at, key, target, values, facts));
  return (
    <>
      <p className="small t2">{t('conditionText')}</p>
      <ul className={style.conditionList}>
        {conditions.map(({ key: target, values, offered, needed }) => {
          const name = settingTitle(target, language);
          return (
            <li key={target}>
              <span>{name}</span>
              {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one line of chips */}
              <span className={style.chips} role="group" aria-label={t('conditionValues', { title, target: name })}>
                {offered.map((value) => (
                  <FilterChip
                    key={String(value)}
                    on={values.includes(value)}
                    onClick={() =>
                      set(
                        target,
                        offered.filter((one) => values.includes(one) !== (one === value)),
                      )
                    }
                  >
                    {valueText(value)}
                  </FilterChip>
                ))}
              </span>
              {needed ? (
                <span className="small t3">{t('conditionNeeded')}</span>
              ) : (
                <IconButton
                  icon="trash"
                  size="small"
                  label={t('removeCondition', { target: name })}
                  onClick={() => set(target, undefined)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {problem ? (
        <p role="alert" className={problem.severity === 'error' ? 'small bad' : 'small warn'}>
          {problem.message}
        </p>
      ) : null}
      {targets.length > 0 ? (
        <Select
          aria-label={t('addCondition')}
          value={unset}
          options={[
            { value: unset, label: t('addCondition') },
            ...targets.map((target) => ({ value: target.key, label: settingTitle(target.key, language) })),
          ]}
          onChange={(chosen) => {
            const target = targets.find((one) => one.key === chosen);
            if (target) set(target.key, target.offered.slice(0, 1));
          }}
        />
      ) : (
        <p className="small t3">{t('noTargets')}</p>
      )}
    </>
  );
}

/** As the fields beside it write values. */
export function useValueText(): (value: SettingValue) => string {
  const t = useTexts(spaceTexts);
  return (value) =>
    value === true ? t('on') : value === false ? t('off') : value === null ? t('noneValue') : settingText(value);
}
