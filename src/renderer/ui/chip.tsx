// A chip: a filter that is on or off, a tag, or a status.
import type { ComponentProps, ReactNode } from 'react';
import style from './chip.module.css';
import { cx } from './cx.ts';

export function Chip({
  tone,
  children,
  className,
  ...rest
}: ComponentProps<'span'> & { tone?: 'ok' | 'warn' | 'bad' | 'info' | 'index'; children: ReactNode }) {
  return (
    <span {...rest} className={cx(style.chip, tone && style[tone], className)}>
      {children}
    </span>
  );
}

export function FilterChip({
  on,
  children,
  className,
  ...rest
}: ComponentProps<'button'> & { on: boolean; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      {...rest}
      className={cx(style.chip, style.filter, on && style.on, className)}
    >
      {children}
    </button>
  );
}
