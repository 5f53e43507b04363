// A band across the page, for trouble of the host or an engine only.
import type { ReactNode } from 'react';
import style from './banner.module.css';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';

export function Banner({
  tone = 'bad',
  title,
  children,
  actions,
}: {
  tone?: 'bad' | 'warn';
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div role="alert" className={cx(style.banner, style[tone])}>
      <Icon name="warn" />
      <strong>{title}</strong>
      <span className="t2">{children}</span>
      {actions ? <span className="row end">{actions}</span> : null}
    </div>
  );
}
