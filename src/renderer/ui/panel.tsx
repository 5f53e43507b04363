// A panel: head and body, edge to edge with its neighbours. F6 jumps between panels (`data-panel`).
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import style from './panel.module.css';

export function Panel({
  name,
  head,
  children,
  className,
  bodyClassName,
  scrolls = false,
  ...rest
}: Omit<ComponentProps<'section'>, 'children'> & {
  /** Accessible name. */
  name: string;
  head?: ReactNode;
  children: ReactNode;
  bodyClassName?: string | undefined;
  /** The body may be longer than the panel and hold nothing to press: keys must reach it to scroll it. */
  scrolls?: boolean;
}) {
  return (
    <section {...rest} aria-label={name} data-panel tabIndex={-1} className={cx(style.panel, className)}>
      {head}
      <div
        className={cx(style.body, bodyClassName)}
        {...(scrolls && { role: 'group', 'aria-label': name, tabIndex: 0 })}
      >
        <ErrorBoundary>{children}</ErrorBoundary>
      </div>
    </section>
  );
}

export function PanelHead({
  label,
  context,
  size = 'normal',
  children,
}: {
  label: ReactNode;
  /** Small text after the label. */
  context?: ReactNode;
  /** `strip` is 28 px high. */
  size?: 'normal' | 'strip';
  /** Switches, then actions at the right end (`className="end"`). */
  children?: ReactNode;
}) {
  return (
    <header className={cx(style.head, size === 'strip' && style.strip)}>
      {typeof label === 'string' ? <h2 className="label">{label}</h2> : label}
      {context ? <span className={cx(style.context, 'num')}>{context}</span> : null}
      {children}
    </header>
  );
}
