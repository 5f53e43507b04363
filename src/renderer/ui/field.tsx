// Text and number fields. A wrong entry is kept, and the sentence that says why stands below it.
import { type ComponentProps, type ReactNode, type Ref, useEffect, useId, useRef, useState } from 'react';
import { common, useTexts } from '../i18n/index.ts';
import { cx } from './cx.ts';
import style from './field.module.css';
import { Icon, type IconName } from './icon.tsx';
import { type NumberRule, nudge, parseNumber } from './number-entry.ts';

interface FrameProps {
  /** Visible label above; leave it out when `aria-label` names the field. */
  label?: ReactNode;
  error?: string | null | undefined;
  hint?: ReactNode;
  id: string;
  children: ReactNode;
  className?: string | undefined;
}

function Frame({ label, error, hint, id, children, className }: FrameProps) {
  return (
    <div className={cx(style.frame, className)}>
      {label ? (
        <label htmlFor={id} className={style.label}>
          {label}
        </label>
      ) : null}
      {children}
      {error ? (
        <p id={`${id}-error`} className={style.error} role="alert">
          {error}
        </p>
      ) : hint ? (
        <p id={`${id}-hint`} className={style.hint}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

const describedBy = (id: string, error: unknown, hint: unknown) =>
  error ? `${id}-error` : hint ? `${id}-hint` : undefined;

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'size'> {
  label?: ReactNode;
  value: string;
  onChange: (value: string) => void;
  error?: string | null | undefined;
  hint?: ReactNode;
  icon?: IconName;
  /** Stands at the right end (a unit, a key). */
  trailing?: ReactNode;
  inputRef?: Ref<HTMLInputElement>;
}

export function TextField({
  label,
  value,
  onChange,
  error,
  hint,
  icon,
  trailing,
  inputRef,
  className,
  ...rest
}: TextFieldProps) {
  const own = useId();
  const id = rest.id ?? own;
  return (
    <Frame label={label} error={error} hint={hint} id={id} className={className}>
      <span className={cx(style.box, error && style.wrong)}>
        {icon ? <Icon name={icon} size={14} /> : null}
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          {...rest}
          id={id}
          ref={inputRef}
          value={value}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, error, hint)}
          onChange={(event) => onChange(event.target.value)}
        />
        {trailing}
      </span>
    </Frame>
  );
}

export interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> {
  label?: ReactNode;
  value: string;
  onChange: (value: string) => void;
  error?: string | null | undefined;
  inputRef?: Ref<HTMLTextAreaElement>;
}

/** Several lines; it grows with its text up to a limit. */
export function TextArea({ label, value, onChange, error, inputRef, className, ...rest }: TextAreaProps) {
  const own = useId();
  const id = rest.id ?? own;
  return (
    <Frame label={label} error={error} id={id} className={className}>
      <textarea
        {...rest}
        id={id}
        ref={inputRef}
        className={cx(style.area, error && style.wrong)}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, error, null)}
        onChange={(event) => onChange(event.target.value)}
      />
    </Frame>
  );
}

export interface NumberFieldProps extends NumberRule {
  label?: ReactNode;
  'aria-label'?: string;
  value: number | null;
  /** Called with every entry that obeys the rule; a wrong one stays in the field and is not passed on. */
  onChange: (value: number) => void;
  /** Told whenever the entry starts or stops being valid. */
  onValid?: (valid: boolean) => void;
  error?: string | null | undefined;
  hint?: ReactNode;
  unit?: ReactNode;
  disabled?: boolean;
  id?: string;
  /** Characters wide, default 8. */
  width?: number;
}

/** Accepts `1e-3`; arrows step, Shift steps ten times; dragging the label scrubs. */
export function NumberField({
  label,
  value,
  onChange,
  onValid,
  error,
  hint,
  unit,
  disabled,
  id: givenId,
  width = 8,
  min,
  max,
  step,
  integer,
  log,
  ...rest
}: NumberFieldProps) {
  const t = useTexts(common);
  const own = useId();
  const id = givenId ?? own;
  const rule: NumberRule = { min, max, step, integer, log };
  const [text, setText] = useState(value === null ? '' : String(value));
  const [wrong, setWrong] = useState<string | null>(null);
  const sent = useRef(value);
  const drag = useRef<{ x: number; value: number } | null>(null);
  const told = useRef(onValid);
  told.current = onValid;

  useEffect(() => {
    if (Object.is(value, sent.current)) return;
    sent.current = value;
    setText(value === null ? '' : String(value));
    setWrong(null);
    told.current?.(true);
  }, [value]);

  const enter = (next: string) => {
    setText(next);
    const parsed = parseNumber(next, rule);
    const problem = parsed.ok ? null : t(parsed.problem, parsed.slots);
    setWrong(problem);
    onValid?.(problem === null);
    if (!parsed.ok) return;
    sent.current = parsed.value;
    onChange(parsed.value);
  };
  const step1 = (direction: 1 | -1, big: boolean) => enter(String(nudge(value ?? min ?? 0, direction, big, rule)));
  const shown = wrong ?? error ?? null;

  return (
    <Frame
      id={id}
      error={shown}
      hint={hint}
      label={
        label ? (
          <span
            className={style.scrub}
            onPointerDown={(event) => {
              if (disabled || value === null) return;
              drag.current = { x: event.clientX, value };
              event.currentTarget.setPointerCapture(event.pointerId);
            }}
            onPointerMove={(event) => {
              const start = drag.current;
              if (!start) return;
              const steps = Math.round((event.clientX - start.x) / 6);
              if (steps === 0) return;
              drag.current = { x: event.clientX, value: start.value };
              step1(steps > 0 ? 1 : -1, event.shiftKey);
            }}
            onPointerUp={() => {
              drag.current = null;
            }}
          >
            {label}
          </span>
        ) : null
      }
    >
      <span className={cx(style.box, style.number, shown && style.wrong)} style={{ width: `${width + 3}ch` }}>
        <input
          {...rest}
          id={id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          role="spinbutton"
          aria-valuenow={value ?? undefined}
          aria-valuemin={min}
          aria-valuemax={max}
          aria-invalid={shown ? true : undefined}
          aria-describedby={describedBy(id, shown, hint)}
          disabled={disabled}
          value={text}
          onChange={(event) => enter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            step1(event.key === 'ArrowUp' ? 1 : -1, event.shiftKey);
          }}
        />
        {unit ? <span className={style.unit}>{unit}</span> : null}
      </span>
    </Frame>
  );
}
