// A small table that scrolls in a box of its own, by keyboard too; its heads stay in sight. Cells of numbers say `data-number`.
import type { ReactNode } from 'react';
import style from './scroll-table.module.css';

export function ScrollTable({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div role="group" tabIndex={0} aria-label={name} className={style.box}>
      <table className={style.table} aria-label={name}>
        {children}
      </table>
    </div>
  );
}
