// A part of a data set's page: its heading, a line of what there is, and the rest.
import type { ReactNode } from 'react';
import style from '../data-page.module.css';

export function Section({ title, context, children }: { title: string; context?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className={style.section}>
      <div className="row">
        <h2 className="label">{title}</h2>
        {context ? <span className="small t2 num">{context}</span> : null}
      </div>
      {children}
    </section>
  );
}
