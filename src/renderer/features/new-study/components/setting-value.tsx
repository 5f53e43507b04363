// The value or range cell of a setting: numbers, lists of numbers, choices, switches.
import { useEffect, useRef, useState } from 'react';
import { useHostText, useTexts } from '../../../i18n/index.ts';
import { cx, FilterChip, Select, TextField } from '../../../ui/index.ts';
import { useDraft } from '../draft-context.ts';
import { choicesOf } from '../model/choices.ts';
import { setFixed, setRangeField, toggleChoice } from '../model/draft.ts';
import { listText, parseListText } from '../model/list-text.ts';
import { numberText } from '../model/number-text.ts';
import { problemAt } from '../model/problems.ts';
import type { SettingRow } from '../model/setting-rows.ts';
import style from '../steps/space.module.css';
import { spaceTexts } from '../steps/space-texts.ts';
import { useValueText } from './conditions.tsx';
import { NumberEntry } from './draft-field.tsx';

const unset = '__unset';

export function FixedValue({ row, title }: { row: SettingRow; title: string }) {
  const t = useTexts(spaceTexts);
  const say = useHostText();
  const { edit, facts, problems } = useDraft();
  const { setting, fixed, fallback } = row;
  const { key, kind } = setting;
  const set = (value: unknown) => edit(`settings.${key}`, (at) => setFixed(at, key, value, facts));
  const name = useValueText();
  if (kind.type === 'choice' || kind.type === 'boolean') {
    const choices = choicesOf(setting);
    const known = choices.find((choice) => choice === fixed);
    const shown = fixed === undefined ? unset : String(known ?? fixed);
    return (
      <span className={style.select}>
        <Select
          aria-label={t('valueOf', { title })}
          value={shown}
          options={[
            { value: unset, label: name(fallback), note: t('isDefault') },
            ...choices.map((choice) => ({ value: String(choice), label: name(choice) })),
            ...(fixed !== undefined && known === undefined ? [{ value: String(fixed), label: String(fixed) }] : []),
          ]}
          onChange={(value) => set(value === unset ? undefined : choices.find((choice) => String(choice) === value))}
        />
      </span>
    );
  }
  const problem = problemAt(problems, ['settings', key]);
  return (
    <NumberEntry
      aria-label={t('valueOf', { title })}
      error={problem?.severity === 'error' ? say(problem.message) : null}
      value={fixed === null ? t('noneValue') : fixed}
      placeholder={fallback === null ? t('noneValue') : numberText(fallback)}
      integer={kind.type === 'int'}
      log={'low' in row.startRange && row.startRange.scale === 'log'}
      start={typeof fallback === 'number' ? fallback : 1}
      className={cx(style.value, style.cell)}
      onChange={set}
    />
  );
}

export function RangeValue({ row, title }: { row: SettingRow; title: string }) {
  const t = useTexts(spaceTexts);
  const say = useHostText();
  const { edit, facts, problems } = useDraft();
  const { setting, range } = row;
  const { key, kind } = setting;
  if (range === null) return null;
  if (range.type === 'categorical') {
    if (kind.type === 'choice' || kind.type === 'boolean') return <Choices row={row} title={title} />;
    return <NumberList row={row} title={title} />;
  }
  const field = (name: 'low' | 'high') => {
    const problem = problemAt(problems, ['settings', key, name]);
    return (
      <NumberEntry
        aria-label={t(name === 'low' ? 'lowOf' : 'highOf', { title })}
        error={problem?.severity === 'error' ? say(problem.message) : null}
        value={range[name]}
        integer={kind.type === 'int'}
        log={range.scale === 'log'}
        className={cx(style.end, style.cell)}
        onChange={(value) => edit(`${name}.${key}`, (at) => setRangeField(at, key, name, value, facts))}
      />
    );
  };
  if (!('low' in range) && !('high' in range)) return <span className="small t2 mono">{String(range.type)}</span>;
  return (
    <span className={style.range}>
      {field('low')}
      <span className="t3">–</span>
      {field('high')}
    </span>
  );
}

function Choices({ row, title }: { row: SettingRow; title: string }) {
  const t = useTexts(spaceTexts);
  const name = useValueText();
  const { edit, facts } = useDraft();
  const { setting, range } = row;
  const chosen: readonly unknown[] = Array.isArray(range?.choices) ? range.choices : [];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one line of chips
    <span className={style.choices} role="group" aria-label={t('choicesOf', { title })}>
      {choicesOf(setting).map((choice) => (
        <FilterChip
          key={String(choice)}
          on={chosen.includes(choice)}
          onClick={() => edit(`choices.${setting.key}`, (at) => toggleChoice(at, setting.key, choice, facts))}
        >
          {name(choice)}
        </FilterChip>
      ))}
    </span>
  );
}

/** "16, 32, 64": the text stays as it is typed. */
function NumberList({ row, title }: { row: SettingRow; title: string }) {
  const t = useTexts(spaceTexts);
  const say = useHostText();
  const { edit, facts, problems } = useDraft();
  const { setting, range } = row;
  const problem = problemAt(problems, ['settings', setting.key, 'choices'], { deep: true });
  const choices = range?.choices;
  const [text, setText] = useState(listText(choices));
  const sent = useRef(listText(choices));
  const now = listText(choices);
  useEffect(() => {
    if (now === sent.current) return;
    sent.current = now;
    setText(now);
  }, [now]);
  return (
    <TextField
      aria-label={t('listOf', { title })}
      value={text}
      error={problem?.severity === 'error' ? say(problem.message) : null}
      className={cx(style.list, style.cell)}
      onBlur={() => setText(now)}
      onChange={(next) => {
        setText(next);
        const parsed = parseListText(next);
        sent.current = listText(parsed);
        edit(`choices.${setting.key}`, (at) => setRangeField(at, setting.key, 'choices', parsed, facts));
      }}
    />
  );
}
