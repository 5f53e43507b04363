// What a DataTable is told of its columns, rows and groups.
import type { ReactNode } from 'react';
import type { MenuEntry } from './menu.tsx';

export interface Column<R> {
  key: string;
  head: ReactNode;
  cell: (row: R) => ReactNode;
  /** px; default `defaultWidth` */
  width?: number;
  numeric?: boolean;
  sortable?: boolean;
  /** Full text, shown as the head's tip. */
  title?: string;
  /** What it shows is never wider than `width`: its cells need no clipping, which costs a table in motion a fifth of its time. */
  fits?: boolean;
  /** Stays at the left while the others scroll; such columns come first. The first column always does. */
  pinned?: boolean;
  /** What its controls are called after; default: the head, if it is a text. */
  name?: string;
}

export interface Sort {
  key: string;
  descending: boolean;
}

/** Rows under a head of their own, which stays when they are put away. */
export interface RowGroup<R> {
  key: string;
  head: ReactNode;
  rows: readonly R[];
  closed: boolean;
}

/** Controls in the heads: widths that people set, and a menu. */
export interface ColumnTools {
  /** px by column key; wins over the column's own. */
  widths: Readonly<Record<string, number>>;
  /** Null: as the column says. */
  onResize: (key: string, width: number | null) => void;
  /** `fit`: makes the column as wide as what it shows. */
  menu: (key: string, fit: () => void) => readonly MenuEntry[];
  /** Accessible names. */
  resizeLabel: (name: string) => string;
  menuLabel: (name: string) => string;
}

/** px */
export const defaultWidth = 96;
export const widthRange = { low: 40, high: 800 } as const;

export function heldWidth(width: number): number {
  return Math.round(Math.min(widthRange.high, Math.max(widthRange.low, width)));
}

export const nameOf = <R>({ name, head, key }: Column<R>): string => name ?? (typeof head === 'string' ? head : key);

/** Head or row of the table, in the order they are shown. */
export type TableItem<R> =
  | { readonly kind: 'group'; readonly group: RowGroup<R> }
  | { readonly kind: 'row'; readonly row: R };

export function tableItems<R>(rows: readonly R[], groups: readonly RowGroup<R>[] | null): readonly TableItem<R>[] {
  const items = (list: readonly R[]) => list.map((row): TableItem<R> => ({ kind: 'row', row }));
  if (groups === null) return items(rows);
  return groups.flatMap((group) => [{ kind: 'group', group } as const, ...(group.closed ? [] : items(group.rows))]);
}
