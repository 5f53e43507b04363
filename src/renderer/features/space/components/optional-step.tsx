// The step of a range, which may have none.
import { useEffect, useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { parseNumber, TextField } from '../../../ui/index.ts';
import style from '../space.module.css';
import { texts } from '../texts.ts';

export function OptionalStep({
  label,
  value,
  integer,
  onChange,
  onValid,
}: {
  label: string;
  /** null: every value between the ends. */
  value: number | null;
  integer: boolean;
  onChange: (step: number | null) => void;
  onValid: (valid: boolean) => void;
}) {
  const t = useTexts(texts);
  const [text, setText] = useState(value === null ? '' : String(value));
  useEffect(() => {
    setText((now) => (stepOf(now, integer) === value ? now : value === null ? '' : String(value)));
  }, [value, integer]);
  return (
    <TextField
      className={style.step}
      aria-label={label}
      placeholder={t('noStep')}
      value={text}
      inputMode="decimal"
      trailing={<span className="small t3">{t('stepLabel')}</span>}
      aria-invalid={stepOf(text, integer) === undefined || undefined}
      onChange={(next) => {
        setText(next);
        const step = stepOf(next, integer);
        onValid(step !== undefined);
        if (step !== undefined) onChange(step);
      }}
    />
  );
}

/** null: none; undefined: no step. */
function stepOf(text: string, integer: boolean): number | null | undefined {
  if (text.trim() === '') return null;
  const step = parseNumber(text, { integer });
  return step.ok && step.value > 0 ? step.value : undefined;
}
