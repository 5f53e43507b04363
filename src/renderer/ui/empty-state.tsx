// What a panel shows when there is nothing yet: a sentence, and the step that changes it.
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import style from './empty-state.module.css';

export function EmptyState({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className={style.state}>
      <h3>{title}</h3>
      {children ? <p>{children}</p> : null}
      {actions ? <div className={cx('row', style.actions)}>{actions}</div> : null}
    </div>
  );
}
