// One constraint as text: names complete while it is typed, and a mark stands below the character that is wrong.
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useHostText, useTexts } from '../../../i18n/index.ts';
import { cx, TextField } from '../../../ui/index.ts';
import { type Completion, complete, completionsFor, wordAt } from '../model/constraint-completion.ts';
import type { ConstraintProblem } from '../model/constraints.ts';
import style from '../steps/designer.module.css';
import { designerTexts } from '../steps/designer-texts.ts';

/** Beyond this the field has scrolled, and a mark would stand below another character. */
const lastMarked = 64;

export function ConstraintField({
  label,
  text,
  problem,
  options,
  focused,
  onChange,
  onLeave,
}: {
  label: string;
  text: string;
  problem: ConstraintProblem | null;
  options: readonly Completion[];
  /** Takes the focus when it appears. */
  focused: boolean;
  onChange: (text: string) => void;
  /** The focus is neither here nor on what stands beside it. */
  onLeave: () => void;
}) {
  const t = useTexts(designerTexts);
  const say = useHostText();
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const word = caret === null ? null : wordAt(text, caret);
  const offered = completionsFor(word, options);
  const open = offered.length > 0;
  const empty = text.trim() === '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it appears
  useEffect(() => {
    if (focused) input.current?.focus();
  }, []);

  const take = (chosen: Completion | undefined) => {
    if (word === null || chosen === undefined) return;
    const next = complete(text, word, chosen);
    // The value stands before the caret is put into it, and both before the next key.
    flushSync(() => {
      onChange(next.text);
      setCaret(null);
    });
    input.current?.setSelectionRange(next.caret, next.caret);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (!open) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setActive((at) => (at + step + offered.length) % offered.length);
    else if (event.key === 'Enter' || event.key === 'Tab') take(offered[active]);
    else if (event.key === 'Escape') setCaret(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const column = empty ? null : (problem?.column ?? null);
  return (
    <div className={style.expression}>
      <TextField
        aria-label={label}
        value={text}
        inputRef={input}
        placeholder={t('emptyConstraint')}
        error={!empty && problem?.severity === 'error' ? say(problem.message) : null}
        hint={
          empty ? (
            t('emptyConstraint')
          ) : problem?.severity === 'warning' ? (
            <span className="warn">{say(problem.message)}</span>
          ) : null
        }
        role="combobox"
        aria-expanded={open}
        aria-controls={open ? list : undefined}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${list}-${active}` : undefined}
        className={style.expressionField}
        onChange={(next) => {
          onChange(next);
          setActive(0);
          setCaret(input.current?.selectionStart ?? next.length);
        }}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          setCaret(null);
          if (!event.currentTarget.closest('li')?.contains(event.relatedTarget)) onLeave();
        }}
      />
      {column !== null && column <= lastMarked ? (
        <span
          className={cx(style.mark, problem?.severity === 'error' ? 'bad' : 'warn')}
          style={{ left: `calc(${column - 1}ch + 9px)` }}
          aria-hidden="true"
        >
          ▲
        </span>
      ) : null}
      {open ? (
        <div id={list} role="listbox" aria-label={t('completions')} className={style.completions}>
          {offered.map((option, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
            <div
              key={option.text}
              id={`${list}-${i}`}
              role="option"
              aria-selected={i === active}
              className={cx(style.completion, i === active && style.active)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(option)}
            >
              <span className="mono">{option.text}</span>
              <span className="small t2 end">{option.note}</span>
            </div>
          ))}
        </div>
      ) : null}
      <span className="vh" aria-live="polite">
        {open ? t('completionCount', { n: offered.length }) : ''}
      </span>
    </div>
  );
}
