// A table with a sticky head and pinned columns, sorting, groups and virtual rows, which the density makes 24 or 32 px high.
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import style from './data-table.module.css';
import {
  type Column,
  type ColumnTools,
  defaultWidth,
  type RowGroup,
  type Sort,
  tableItems,
} from './data-table-columns.ts';
import { TableHead } from './data-table-head.tsx';
import { GroupRow, type RowHandlers, TableRow } from './data-table-row.tsx';
import { assignSlots, type Slots } from './data-table-slots.ts';
import { useRowHeight } from './density.ts';

export function DataTable<R>({
  label,
  columns,
  rows,
  groups = null,
  onToggleGroup,
  rowKey,
  sort,
  onSort,
  selected,
  onSelect,
  onOpen,
  onMark,
  onHover,
  tools,
  empty,
}: {
  /** Accessible name. */
  label: string;
  columns: readonly Column<R>[];
  /** Not read where there are groups. */
  rows: readonly R[];
  groups?: readonly RowGroup<R>[] | null;
  onToggleGroup?: (key: string) => void;
  rowKey: (row: R) => string | number;
  sort?: Sort | null;
  onSort?: (key: string) => void;
  selected?: string | number | null;
  onSelect?: (row: R) => void;
  /** Enter or double click. */
  onOpen?: (row: R) => void;
  /** Space. */
  onMark?: (row: R) => void;
  onHover?: (row: R | null) => void;
  tools?: ColumnTools;
  empty?: ReactNode;
}) {
  const scroller = useRef<HTMLElement>(null);
  const rowHeight = useRowHeight();
  const items = useMemo(() => tableItems(rows, groups), [rows, groups]);
  const keys = useMemo(
    () => items.map((item) => (item.kind === 'row' ? rowKey(item.row) : `group ${item.group.key}`)),
    [items, rowKey],
  );
  const at = selected == null ? -1 : keys.indexOf(selected);
  // Where the keys are: on the selected row, or on a group's head that they came to.
  const [onGroup, setOnGroup] = useState<string | number | null>(null);
  const groupAt = onGroup === null ? -1 : keys.indexOf(onGroup);
  const active = groupAt >= 0 ? groupAt : Math.max(0, at);
  const focusNext = useRef(false);

  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // The row that has the focus stays in the page when it scrolls out of sight.
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(inBlocks(range));
      if (active >= items.length || inSight.includes(active)) return inSight;
      return [...inSight, active].sort((a, b) => a - b);
    },
  });
  const latest = { items, onSelect, onOpen, onHover, onToggleGroup, keys, virtual };
  const now = useRef(latest);
  now.current = latest;

  // A row's element that came to rest under the pointer shows another row now.
  useEffect(() => {
    if (virtual.isScrolling) return;
    const place = scroller.current?.querySelector<HTMLElement>('tr[data-item]:hover')?.dataset.item;
    const item = place === undefined ? undefined : now.current.items[Number(place)];
    if (item?.kind === 'row') now.current.onHover?.(item.row);
  }, [virtual.isScrolling]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: all rows have this height
  useEffect(() => virtual.measure(), [rowHeight]);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);
  useEffect(() => {
    if (!focusNext.current) return;
    focusNext.current = false;
    virtual.scrollToIndex(active, { align: 'auto' });
    scroller.current?.querySelector<HTMLElement>(`[data-item="${active}"]`)?.focus({ preventScroll: true });
  });

  const moveTo = (index: number) => {
    const place = Math.min(items.length - 1, Math.max(0, index));
    const item = items[place];
    if (item === undefined) return;
    focusNext.current = true;
    if (item.kind === 'row') {
      setOnGroup(null);
      onSelect?.(item.row);
    } else setOnGroup(keys[place] ?? null);
    // The row may be selected already: nothing else would draw the table anew.
    redraw((count) => count + 1);
  };
  const [, redraw] = useState(0);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // Controls in a row or in the head have keys of their own.
    const control = (event.target as Element).closest('button, a, input, [role=separator]');
    const inControl = control !== null && !control.hasAttribute('data-item');
    if (inControl) return;
    const item = groupAt >= 0 || at >= 0 ? items[active] : undefined;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    // From nowhere, an arrow goes to the first row.
    const from = item === undefined ? -1 : active;
    const target = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      PageDown: from + page,
      PageUp: from - page,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (target !== undefined) moveTo(target);
    else if (item?.kind === 'group' && ['ArrowRight', 'ArrowLeft'].includes(event.key)) {
      if (item.group.closed === (event.key === 'ArrowRight')) onToggleGroup?.(item.group.key);
    } else if (item?.kind === 'row' && event.key === 'Enter' && onOpen) onOpen(item.row);
    else if (item?.kind === 'row' && event.key === ' ' && onMark) onMark(item.row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const [handlers] = useState<RowHandlers<R>>(() => ({
    select: (_, row) => {
      setOnGroup(null);
      now.current.onSelect?.(row);
    },
    open: (row) => now.current.onOpen?.(row),
    // Rows that pass below the pointer are not meant; the effect above tells of the one that comes to rest there.
    hover: (row) => {
      if (!now.current.virtual.isScrolling) now.current.onHover?.(row);
    },
    toggle: (index) => {
      const item = now.current.items[index];
      if (item?.kind !== 'group') return;
      setOnGroup(now.current.keys[index] ?? null);
      now.current.onToggleGroup?.(item.group.key);
    },
  }));

  const slots = useRef<Slots>(new Map());
  const set = tools?.widths;
  const cellColumns = useMemo(
    () => columns.map((column) => (set && isNarrowed(column, set) ? { ...column, fits: false } : column)),
    [columns, set],
  );
  const pinned = Math.max(1, columns.filter((column) => column.pinned).length);
  const widths = useMemo(
    () => columns.map((column) => set?.[column.key] ?? column.width ?? defaultWidth),
    [columns, set],
  );
  const lefts = useMemo(
    () => widths.map((_, i) => (i < pinned ? widths.slice(0, i).reduce((sum, width) => sum + width, 0) : null)),
    [widths, pinned],
  );
  const needed = useCallback((index: number) => neededWidth(scroller.current, index), []);
  const pins = Object.fromEntries(lefts.slice(0, pinned).map((left, i) => [`--pin-${i}`, `${left}px`]));
  const drawn = virtual.getVirtualItems();
  const total = virtual.getTotalSize();
  const selects = onSelect !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: which rows are drawn stands in their first and last; the list is new each time
  const body = useMemo(() => {
    const rowsDrawn = drawn
      .filter(({ index }) => items[index]?.kind === 'row')
      .map(({ index }) => keys[index] ?? index);
    slots.current = assignSlots(slots.current, rowsDrawn);
    const all: ReactNode[] = [];
    let end = 0;
    for (const { index, start, size } of drawn) {
      const item = items[index];
      if (item === undefined) continue;
      if (start > end)
        all.push(<Spacer key={end === 0 ? 'before' : `after ${end}`} height={start - end} span={columns.length} />);
      end = start + size;
      const key = keys[index];
      all.push(
        item.kind === 'group' ? (
          <GroupRow
            key={key}
            {...{ index, head: item.group.head, closed: item.group.closed, span: columns.length }}
            toggle={handlers.toggle}
          />
        ) : (
          <TableRow
            key={slots.current.get(key ?? index)}
            {...{ index, row: item.row, columns: cellColumns, pinned, handlers }}
            selected={key === selected}
            focusable={selects}
          />
        ),
      );
    }
    if (total > end) all.push(<Spacer key="after" height={total - end} span={columns.length} />);
    return all;
  }, [drawn[0]?.index, drawn.at(-1)?.index, drawn.length, total, items, keys, cellColumns, pinned, selected, selects]);

  return (
    <section
      ref={scroller}
      className={style.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard; arrows go on to its rows
      tabIndex={0}
      aria-label={label}
      onPointerLeave={() => onHover?.(null)}
      onKeyDown={onKeyDown}
    >
      <table
        className={style.table}
        style={{ minWidth: widths.reduce((sum, width) => sum + width, 0), ...pins } as CSSProperties}
        aria-rowcount={items.length + 1}
        aria-colcount={columns.length}
        data-tools={tools ? true : undefined}
      >
        <colgroup>
          {columns.map((column, i) => (
            // The last one takes what is left, so that the others are as wide as they say.
            <col key={column.key} style={tools && i === columns.length - 1 ? undefined : { width: widths[i] }} />
          ))}
        </colgroup>
        <TableHead {...{ columns, widths, lefts, pinned, sort, onSort, tools, needed }} />
        <tbody>{body}</tbody>
      </table>
      {items.length === 0 && empty ? <div className={style.empty}>{empty}</div> : null}
    </section>
  );
}

function isNarrowed<R>({ key, width = defaultWidth }: Column<R>, set: ColumnTools['widths']): boolean {
  return (set[key] ?? width) < width;
}

/** Rows come and go so many at once: one at a time would lay the table out anew for each. */
const blockRows = 4;

/** Whole blocks, with a row or more beyond either end of what is in sight. */
function inBlocks(range: Range): Range {
  return {
    ...range,
    overscan: 0,
    startIndex: Math.max(0, Math.floor((range.startIndex - 1) / blockRows) * blockRows),
    endIndex: Math.min(range.count, Math.ceil((range.endIndex + 2) / blockRows) * blockRows) - 1,
  };
}

/** Padding of a cell and room for the head's controls, px. */
const around = 14;
const headRoom = 30;

/** px that the widest cell of the column needs, of those that are drawn. */
function neededWidth(scroller: HTMLElement | null, index: number): number {
  let widest = 0;
  const range = document.createRange();
  for (const cell of scroller?.querySelectorAll(`[aria-colindex="${index + 1}"]`) ?? []) {
    let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      left = Math.min(left, box.left);
      right = Math.max(right, box.right);
    }
    for (const { left: from, right: to } of [...cell.querySelectorAll('svg')].map((one) =>
      one.getBoundingClientRect(),
    )) {
      if (cell.tagName === 'TH') continue;
      left = Math.min(left, from);
      right = Math.max(right, to);
    }
    if (right > left) widest = Math.max(widest, right - left + around + (cell.tagName === 'TH' ? headRoom : 0));
  }
  return widest;
}

function Spacer({ height, span }: { height: number; span: number }) {
  return (
    <tr className={style.spacer}>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}
