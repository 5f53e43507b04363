// Fields bound to one place of the draft. What is typed goes into the study file as it is; the check says what is wrong.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { nudge, TextField } from '../../../ui/index.ts';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { setField } from '../model/draft.ts';
import { getIn, type JsonPath, pathText } from '../model/json.ts';
import { numberText, parseNumberText } from '../model/number-text.ts';

interface EntryProps {
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
export function NumberEntry({ value, onChange, integer, log, step, start = 0, ...rest }: EntryProps) {
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

/** A number at one path of the study file; empty removes the field. */
export function DraftNumber({ path, ...rest }: Omit<EntryProps, 'value' | 'onChange' | 'error'> & { path: JsonPath }) {
  const { draft, edit } = useDraft();
  const error = useErrorAt(path);
  return (
    <NumberEntry
      {...rest}
      value={getIn(draft.file, path)}
      error={error}
      onChange={(value) => edit(pathText(path), (at) => setField(at, path, value))}
    />
  );
}
