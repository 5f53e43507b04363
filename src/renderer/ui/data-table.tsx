// A table with a sticky head and first column, sorting and virtual rows of 24 px.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { cx } from './cx.ts';
import style from './data-table.module.css';

export interface Column<R> {
  key: string;
  head: ReactNode;
  cell: (row: R) => ReactNode;
  /** px; default 96 */
  width?: number;
  numeric?: boolean;
  sortable?: boolean;
  /** Full text, shown as the head's tip. */
  title?: string;
}

export interface Sort {
  key: string;
  descending: boolean;
}

export function DataTable<R>({
  label,
  columns,
  rows,
  rowKey,
  sort,
  onSort,
  selected,
  onSelect,
  onOpen,
  onHover,
  empty,
}: {
  /** Accessible name. */
  label: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string | number;
  sort?: Sort | null;
  onSort?: (key: string) => void;
  selected?: string | number | null;
  onSelect?: (row: R) => void;
  /** Enter or double click. */
  onOpen?: (row: R) => void;
  onHover?: (row: R | null) => void;
  empty?: ReactNode;
}) {
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 24,
    overscan: 12,
  });
  const at = rows.findIndex((row) => rowKey(row) === selected);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);

  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const width = columns.reduce((sum, column) => sum + (column.width ?? 96), 0);
  const move = (by: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (row !== undefined) onSelect?.(row);
  };

  return (
    <section
      ref={scroller}
      className={style.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      onPointerLeave={() => onHover?.(null)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') move(1);
        else if (event.key === 'ArrowUp') move(-1);
        else if (event.key === 'Enter' && rows[at] !== undefined) onOpen?.(rows[at]);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <table className={style.table} style={{ minWidth: width }} aria-rowcount={rows.length + 1}>
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} style={{ width: column.width ?? 96 }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                title={column.title}
                className={cx(column.numeric && style.numeric)}
                aria-sort={sort?.key === column.key ? (sort.descending ? 'descending' : 'ascending') : undefined}
              >
                {column.sortable && onSort ? (
                  <button type="button" onClick={() => onSort(column.key)}>
                    <span className="ell">{column.head}</span>
                    <span className={style.arrow}>{sort?.key === column.key ? (sort.descending ? '↓' : '↑') : ''}</span>
                  </button>
                ) : (
                  column.head
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 ? <Spacer height={before} span={columns.length} /> : null}
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const key = rowKey(row);
            return (
              <tr
                key={key}
                aria-rowindex={item.index + 2}
                aria-selected={key === selected}
                onClick={() => onSelect?.(row)}
                onDoubleClick={() => onOpen?.(row)}
                onPointerEnter={() => onHover?.(row)}
              >
                {columns.map((column) => (
                  <td key={column.key} className={cx(column.numeric && style.numeric)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 ? <Spacer height={after} span={columns.length} /> : null}
        </tbody>
      </table>
      {rows.length === 0 ? empty : null}
    </section>
  );
}

function Spacer({ height, span }: { height: number; span: number }) {
  return (
    <tr className={style.spacer}>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}
