// Rows and group heads of a DataTable. Drawn anew only when what they show changes: scrolling draws those that come into sight.
import { memo, type ReactNode } from 'react';
import { cx } from './cx.ts';
import style from './data-table.module.css';
import type { Column } from './data-table-columns.ts';
import { Icon } from './icon.tsx';

export interface RowHandlers<R> {
  select(index: number, row: R): void;
  open(row: R): void;
  hover(row: R): void;
  toggle(index: number): void;
}

interface RowProps<R> {
  row: R;
  /** Among all items of the table, from 0. */
  index: number;
  columns: readonly Column<R>[];
  /** Of pinned columns: their place in the left edge's custom properties. */
  pinned: number;
  selected: boolean;
  /** The table's arrows can come to it. */
  focusable: boolean;
  handlers: RowHandlers<R>;
}

function DataRow<R>({ row, index, columns, pinned, selected, focusable, handlers }: RowProps<R>) {
  return (
    <tr
      data-item={index}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={focusable ? -1 : undefined}
      onClick={() => handlers.select(index, row)}
      onDoubleClick={() => handlers.open(row)}
      onPointerEnter={() => handlers.hover(row)}
    >
      {columns.map((column, at) => (
        <td
          key={column.key}
          aria-colindex={at + 1}
          className={cx(
            column.numeric && style.numeric,
            !column.fits && style.clipped,
            at < pinned && style.pinned,
            at === pinned - 1 && style.last,
          )}
          style={at < pinned ? { left: `var(--pin-${at})` } : undefined}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
export const TableRow = memo(DataRow) as typeof DataRow;

export const GroupRow = memo(function GroupRow({
  head,
  closed,
  index,
  span,
  toggle,
}: {
  head: ReactNode;
  closed: boolean;
  index: number;
  span: number;
  toggle: (index: number) => void;
}) {
  return (
    <tr className={style.group} aria-rowindex={index + 2}>
      <th scope="rowgroup" colSpan={span}>
        <button type="button" data-item={index} tabIndex={-1} aria-expanded={!closed} onClick={() => toggle(index)}>
          <Icon name={closed ? 'right' : 'down'} size={12} />
          {head}
        </button>
      </th>
    </tr>
  );
});
