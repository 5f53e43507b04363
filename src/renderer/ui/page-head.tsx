// The head of a page that stands for itself: its title, a line of what it is, and what can be done at the right end.
import type { ReactNode } from 'react';
import style from './page-head.module.css';

export function PageHead({ title, text, children }: { title: string; text: ReactNode; children?: ReactNode }) {
  return (
    <header className={style.head}>
      <div className="grow">
        <h1>{title}</h1>
        <p className="t2">{text}</p>
      </div>
      <div className={style.acts}>{children}</div>
    </header>
  );
}
