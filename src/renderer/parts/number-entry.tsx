// A number as text: what is typed stays while it is typed, also where it is none, so that whoever checks it can say what is wrong.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { nudge, TextField } from '../ui/index.ts';
import { numberText, parseNumberText } from './number-text.ts';

export interface NumberEntryProps {
  label?: ReactNode;
  'aria-label'?: string;
  value: unknown;
  /** A number, the text that is none, or undefined for an empty field. */
  onChange: (value: number | string | undefined) => void;
  error?: string | null;
  hint?: ReactNode;
  placeholder?: string;
  integer?: boolean;
  log?: boolean;
  step?: number;
  /** Where arrows begin in an empty field. */
  start?: number;
  disabled?: boolean;
  className?: string | undefined;
  trailing?: ReactNode;
}

/** A number as text: keeps what is typed while it is typed, arrows step, Shift steps ten times. */
export function NumberEntry({ value, onChange, integer, log, step, start = 0, ...rest }: NumberEntryProps) {
  const [text, setText] = useState(numberText(value));
  const sent = useRef<unknown>(value);
  useEffect(() => {
    if (Object.is(value, sent.current)) return;
    sent.current = value;
    setText(numberText(value));
  }, [value]);
  const enter = (next: string) => {
    setText(next);
    const parsed = next.trim() === '' ? undefined : parseNumberText(next);
    sent.current = parsed;
    onChange(parsed);
  };
  return (
    <TextField
      {...rest}
      value={text}
      onChange={enter}
      inputMode="decimal"
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        const from = typeof value === 'number' ? value : start;
        enter(numberText(nudge(from, event.key === 'ArrowUp' ? 1 : -1, event.shiftKey, { integer, log, step })));
      }}
      onBlur={() => setText(numberText(value))}
    />
  );
}
