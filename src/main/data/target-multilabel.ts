// Several labels per row, in one column: "urgent;billing". Which labels there are, and which of them each row has.
import { AppError } from '#shared/errors.ts';
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

/**
 * The separator is the one of ; | , that most cells hold, the first of them on a tie: a stray mark in one cell decides nothing. Empty parts and repetitions within a cell do not count.
 * @throws AppError invalid: fewer than two different labels in all rows.
 */
export function labelSets(raw: RawData, column: Column, sort: (names: readonly string[]) => string[]): LabelSets {
  const texts = Array.from({ length: raw.rows }, (_, row) => (isMissing(column, row) ? '' : cellText(column, row)));
  const separator = commonSeparator(texts);
  const parts = (text: string) =>
    (separator === null ? [text] : text.split(separator)).map((part) => part.trim()).filter((part) => part !== '');
  const classes = sort([...new Set(texts.flatMap(parts))]);
  if (classes.length < 2) {
    throw new AppError(
      'invalid',
      `The label column "${raw.label}" holds ${classes.length === 0 ? 'no label' : `one label only ("${classes[0]}")`}; several labels are separated by ; | or ,.`,
      { field: 'data.label' },
    );
  }
  const index = new Map(classes.map((name, at) => [name, at]));
  const has = new Uint8Array(raw.rows * classes.length);
  let bare = 0;
  texts.forEach((text, row) => {
    const own = parts(text);
    if (own.length === 0) bare++;
    for (const name of own) has[row * classes.length + (index.get(name) ?? 0)] = 1;
  });
  const notes = [
    separator === null
      ? `The label column "${raw.label}" has at most one label in every row.`
      : `The labels in "${raw.label}" are separated by "${separator}": ${classes.length} different ones.`,
  ];
  if (bare > 0) notes.push(`${bare} rows have none of the labels.`);
  return { classes, has, notes };
}

/** null when no cell holds one. */
function commonSeparator(texts: readonly string[]): string | null {
  let best: { mark: string | null; cells: number } = { mark: null, cells: 0 };
  for (const mark of separators) {
    const cells = texts.filter((text) => text.includes(mark)).length;
    if (cells > best.cells) best = { mark, cells };
  }
  return best.mark;
}
