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

/** A table that scrolls in a box of its own, by keyboard too. */
export function ScrollTable({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div role="group" tabIndex={0} aria-label={name} className={style.scroll}>
      <table className={style.table} aria-label={name}>
        {children}
      </table>
    </div>
  );
}
