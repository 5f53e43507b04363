// Several labels per row, in one column: "urgent;billing". Which labels there are, and which of them each row has.
import { AppError } from '#shared/errors.ts';
import type { Pause } from './pause.ts';
import type { Column, RawData } from './raw.ts';
import { cellText, isMissing } from './raw.ts';

export interface LabelSets {
  /** Sorted. */
  readonly classes: readonly string[];
  /** [rows, classes] 0 or 1. A row without a label has none, and counts. */
  readonly has: Uint8Array;
  readonly notes: readonly string[];
}

const separators = [';', '|', ','] as const;

/** Rows × labels. */
const maxValues = 500_000_000;

/**
 * The separator is the one of ; | , that most cells hold, the first of them on a tie: a stray mark in one cell decides nothing. Empty parts and repetitions within a cell do not count.
 * @throws AppError invalid: fewer than two different labels in all rows; limit: more rows and labels than fit.
 */
export async function labelSets(
  raw: RawData,
  column: Column,
  sort: (names: readonly string[]) => string[],
  pause: Pause,
): Promise<LabelSets> {
  const textOf = (row: number) => (isMissing(column, row) ? '' : cellText(column, row));
  const rowsOf = new Map<string, number>();
  for (let row = 0; row < raw.rows; row++) {
    const text = textOf(row);
    rowsOf.set(text, (rowsOf.get(text) ?? 0) + 1);
    if ((row & 4095) === 0) await pause();
  }
  const separator = commonSeparator(rowsOf);
  const partsOf = new Map<string, readonly string[]>();
  const found = new Set<string>();
  for (const text of rowsOf.keys()) {
    const all = separator === null ? [text] : text.split(separator);
    const parts = all.map((part) => part.trim()).filter((part) => part !== '');
    partsOf.set(text, parts);
    for (const part of parts) found.add(part);
    if ((partsOf.size & 4095) === 0) await pause();
  }
  const classes = sort([...found]);
  if (classes.length < 2) {
    throw new AppError(
      'invalid',
      `The label column "${raw.label}" holds ${classes.length === 0 ? 'no label' : `one label only ("${classes[0]}")`}; several labels are separated by ; | or ,.`,
      { field: 'data.label' },
    );
  }
  if (raw.rows * classes.length > maxValues) {
    throw new AppError(
      'limit',
      `${raw.rows} rows of ${classes.length} different labels in "${raw.label}" are more than the ${maxValues} values that fit; is it the right column?`,
      { field: 'data.label' },
    );
  }
  const index = new Map(classes.map((name, at) => [name, at]));
  const has = new Uint8Array(raw.rows * classes.length);
  let bare = 0;
  for (let row = 0; row < raw.rows; row++) {
    const own = partsOf.get(textOf(row)) ?? [];
    if (own.length === 0) bare++;
    for (const name of own) has[row * classes.length + (index.get(name) ?? 0)] = 1;
    if ((row & 4095) === 0) await pause();
  }
  const notes = [
    separator === null
      ? `The label column "${raw.label}" has at most one label in every row.`
      : `The labels in "${raw.label}" are separated by "${separator}": ${classes.length} different ones.`,
  ];
  if (bare > 0) notes.push(`${bare} rows have none of the labels.`);
  return { classes, has, notes };
}

/** null when no cell holds one. */
function commonSeparator(rowsOf: ReadonlyMap<string, number>): string | null {
  let best: { mark: string | null; cells: number } = { mark: null, cells: 0 };
  for (const mark of separators) {
    let cells = 0;
    for (const [text, rows] of rowsOf) if (text.includes(mark)) cells += rows;
    if (cells > best.cells) best = { mark, cells };
  }
  return best.mark;
}
