// A choice of the data step, and beside it what is wrong with it.
import type { ReactNode } from 'react';
import style from './data.module.css';

export function Chosen({ error, children }: { error: string | null; children: ReactNode }) {
  return (
    <span className={style.chosenField}>
      {children}
      {error ? (
        <span role="alert" className="bad small">
          {error}
        </span>
      ) : null}
    </span>
  );
}
