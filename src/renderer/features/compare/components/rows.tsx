// A row of the comparison, and the heading of a group of rows.
import type { ReactNode } from 'react';
import { cx } from '../../../ui/index.ts';
import style from '../compare.module.css';

export interface Cell {
  /** Number of the trial, or any other name of the column. */
  readonly id: number;
  readonly value: ReactNode;
  /** At the right end: the difference in words. */
  readonly note?: string | undefined;
  readonly tone?: 'ok' | 'bad' | undefined;
  /** Other than the reference's. */
  readonly changed?: boolean;
  readonly title?: string | undefined;
}

export function Row({ label, title, cells }: { label: ReactNode; title?: string | undefined; cells: readonly Cell[] }) {
  return (
    <tr>
      <th scope="row" className="ell" title={title}>
        {label}
      </th>
      {cells.map(({ id, value, note, tone, changed, title: cellTitle }) => (
        <td key={id} data-changed={changed || undefined} title={cellTitle}>
          <span className={style.cell}>
            <span className="ell">{value}</span>
            {note ? <span className={cx(style.delta, tone)}>{note}</span> : null}
          </span>
        </td>
      ))}
    </tr>
  );
}

export function Heading({ children, span }: { children: ReactNode; span: number }) {
  return (
    <tr className={style.heading}>
      <th scope="rowgroup" colSpan={span}>
        {/* It stays in sight when the columns are scrolled. */}
        <span className={style.headingRow}>{children}</span>
      </th>
    </tr>
  );
}
