// A list box of rows and group headings of which only those in sight are drawn; it scrolls to the selected one.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEventHandler, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useRowHeight } from './density.ts';
import style from './virtual-list.module.css';

const headingHeight = 22;
/** Of a row's second line, px. */
const secondLine = 18;

/** `at`: place of the selected row, -1 for none. Classes `row` and `heading` of what is drawn: virtualRow, virtualHeading. */
export function VirtualList<T>({
  label,
  items,
  isHeading,
  isTall,
  at,
  activeId,
  children,
  onKeyDown,
  onPointerLeave,
}: {
  label: string;
  items: readonly T[];
  isHeading: (item: T) => boolean;
  /** Rows with a second line; default: none. */
  isTall?: (item: T) => boolean;
  at: number;
  /** Of the selected row's element. */
  activeId: string | undefined;
  /** One row or heading, `top` px from the list's begin. */
  children: (item: T, top: number) => ReactNode;
  onKeyDown?: KeyboardEventHandler;
  onPointerLeave?: () => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const heightOf = (item: T | undefined) => {
    if (item === undefined) return rowHeight;
    return isHeading(item) ? headingHeight : isTall?.(item) ? rowHeight + secondLine : rowHeight;
  };
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(items[index]),
    overscan: 10,
  });
  // Heights that were asked for are kept: a row that gets a second line moves all below it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what makes a row tall is said of its item
  const shape = useMemo(() => (isTall ? items.map(heightOf).join() : ''), [items]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: shape stands for the heights
  useLayoutEffect(() => virtual.measure(), [shape, rowHeight]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the selection moves, not when rows are sorted or drawn anew
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [activeId]);
  return (
    <div
      ref={scroller}
      className={style.scroller}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={activeId}
      onKeyDown={onKeyDown}
      onPointerLeave={onPointerLeave}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          return item === undefined ? null : children(item, start);
        })}
      </div>
    </div>
  );
}

/** Besides `virtualRow`, of a row with a second line. */
export const virtualTall = style.tall ?? '';
export const virtualRow = style.row ?? '';
export const virtualHeading = style.heading ?? '';
