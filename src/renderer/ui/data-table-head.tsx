// Heads of a DataTable: sorting, and where there are tools a menu and an edge that changes the width.
import { type KeyboardEvent, memo, type PointerEvent, useRef, useState } from 'react';
import { cx } from './cx.ts';
import style from './data-table.module.css';
import { type Column, type ColumnTools, heldWidth, nameOf, type Sort, widthRange } from './data-table-columns.ts';
import { Icon } from './icon.tsx';
import { Menu } from './menu.tsx';

const stepPx = 8;

function Heads<R>({
  columns,
  widths,
  lefts,
  pinned,
  sort,
  onSort,
  tools,
  needed,
}: {
  columns: readonly Column<R>[];
  /** px, as shown. */
  widths: readonly number[];
  /** Of pinned columns: px from the left edge. */
  lefts: readonly (number | null)[];
  /** How many of them there are. */
  pinned: number;
  sort: Sort | null | undefined;
  onSort: ((key: string) => void) | undefined;
  tools: ColumnTools | undefined;
  /** px that the column needs for what it shows now. */
  needed: (index: number) => number;
}) {
  // With tools there are three controls a column: Tab stops at those of one, arrows go on to the others.
  const [at, setAt] = useState(0);
  const active = Math.min(at, columns.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const control = (event.target as Element).closest<HTMLElement>('[data-head]');
    const to = { ArrowRight: active + 1, ArrowLeft: active - 1, Home: 0, End: columns.length - 1 }[event.key];
    if (!tools || !control || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const cell = event.currentTarget.querySelector(`th[aria-colindex="${to + 1}"]`);
    const next =
      cell?.querySelector<HTMLElement>(`[data-head="${control.dataset.head}"]`) ??
      cell?.querySelector<HTMLElement>('[data-head]');
    next?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <thead onKeyDown={onKeyDown}>
      <tr aria-rowindex={1}>
        {columns.map((column, index) => {
          const stop = !tools || index === active ? 0 : -1;
          const order = sort?.key === column.key ? (sort.descending ? 'descending' : 'ascending') : undefined;
          const left = lefts[index] ?? null;
          return (
            <th
              key={column.key}
              scope="col"
              title={column.title}
              className={cx(
                column.numeric && style.numeric,
                left !== null && style.pinned,
                index === pinned - 1 && style.last,
              )}
              style={left === null ? undefined : { left }}
              // Its controls are not part of its name.
              aria-label={tools ? nameOf(column) : undefined}
              aria-sort={order}
              onFocus={() => setAt(index)}
              aria-colindex={index + 1}
            >
              <span className={style.head}>
                {column.sortable && onSort ? (
                  <button
                    type="button"
                    data-head="sort"
                    tabIndex={stop}
                    className={style.sort}
                    onClick={() => onSort(column.key)}
                  >
                    <span className="ell">{column.head}</span>
                    <span className={style.arrow}>{order === undefined ? '' : order === 'descending' ? '↓' : '↑'}</span>
                  </button>
                ) : (
                  <span className={cx(style.sort, 'ell')}>{column.head}</span>
                )}
                {tools ? (
                  <Menu
                    trigger={
                      <button
                        type="button"
                        data-head="menu"
                        tabIndex={stop}
                        className={style.more}
                        aria-label={tools.menuLabel(nameOf(column))}
                      >
                        <Icon name="down" size={10} />
                      </button>
                    }
                    entries={() => tools.menu(column.key, () => tools.onResize(column.key, heldWidth(needed(index))))}
                  />
                ) : null}
              </span>
              {tools ? (
                <Edge
                  label={tools.resizeLabel(nameOf(column))}
                  tabIndex={stop}
                  width={widths[index] ?? 0}
                  onResize={(width) => tools.onResize(column.key, width)}
                  needed={() => needed(index)}
                />
              ) : null}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
/** Not drawn anew by scrolling. */
export const TableHead = memo(Heads) as typeof Heads;

/** Drag or arrows change the width, with Shift in larger steps; a double click or Enter fits it, Delete gives the column its own again. */
function Edge({
  label,
  tabIndex,
  width,
  onResize,
  needed,
}: {
  label: string;
  tabIndex: 0 | -1;
  width: number;
  onResize: (width: number | null) => void;
  needed: () => number;
}) {
  const drag = useRef<{ x: number; width: number } | null>(null);
  const move = (event: PointerEvent) => {
    if (drag.current) onResize(heldWidth(drag.current.width + event.clientX - drag.current.x));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.shiftKey ? 4 * stepPx : stepPx;
    if (event.key === 'ArrowRight') onResize(heldWidth(width + by));
    else if (event.key === 'ArrowLeft') onResize(heldWidth(width - by));
    else if (event.key === 'Enter') onResize(heldWidth(needed()));
    else if (event.key === 'Delete') onResize(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved is no hr
    <span
      role="separator"
      tabIndex={tabIndex}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={widthRange.low}
      aria-valuemax={widthRange.high}
      className={style.edge}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onResize(heldWidth(needed()))}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, width };
      }}
      onPointerMove={move}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
    />
  );
}
