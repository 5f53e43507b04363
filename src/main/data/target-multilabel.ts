// Several labels per row: in one column as "urgent;billing" or ["urgent", "billing"], or as columns of 0 and 1. Which labels there
// are, and which of them each row has.
import { AppError } from '#shared/errors.ts';
import { parseList } from './label-list.ts';
import type { Pause } from './pause.ts';
import type { Column, RawData } from './raw.ts';
import { cellText, isMissing } from './raw.ts';

export interface LabelSets {
  /** Sorted; of columns in their order. */
  readonly classes: readonly string[];
  /** [rows, classes] 0 or 1. A row without a label has none, and counts. */
  readonly has: Uint8Array;
  readonly notes: readonly string[];
}

const separators = [';', '|', ','] as const;

/** Rows × labels. */
const maxValues = 500_000_000;

/** Different texts of the cells, with how many rows hold each and the first of them. */
type Cells = ReadonlyMap<string, { readonly first: number; readonly rows: number }>;

/**
 * Lists in brackets are taken as such when every cell is one. Else the separator is the one of ; | , that most cells hold, the first
 * of them on a tie: a stray mark in one cell decides nothing. Empty parts and repetitions within a cell do not count.
 * @throws AppError invalid: fewer than two different labels in all rows, a list that does not end as one; limit: more rows and labels
 * than fit.
 */
export async function labelSets(
  raw: RawData,
  column: Column,
  sort: (names: readonly string[]) => string[],
  pause: Pause,
): Promise<LabelSets> {
  const textOf = (row: number) => (isMissing(column, row) ? '' : cellText(column, row));
  const cells = new Map<string, { first: number; rows: number }>();
  for (let row = 0; row < raw.rows; row++) {
    const text = textOf(row);
    const known = cells.get(text);
    if (known === undefined) cells.set(text, { first: row, rows: 1 });
    else known.rows++;
    if ((row & 4095) === 0) await pause();
  }
  const { form, partsOf } = formOf(raw, cells);
  const labelsOf = new Map<string, readonly string[]>();
  const found = new Set<string>();
  for (const [text, { first }] of cells) {
    const parts = text === '' ? [] : partsOf(text, first);
    labelsOf.set(text, parts);
    for (const part of parts) found.add(part);
    if ((labelsOf.size & 4095) === 0) await pause();
  }
  const classes = sort([...found]);
  if (classes.length < 2) {
    throw new AppError(
      'invalid',
      `The label column "${raw.label}" holds ${classes.length === 0 ? 'no label' : `one label only ("${classes[0]}")`}; several labels are separated by ; | or ,.`,
      { field: 'data.label' },
    );
  }
  requireRoom(raw, classes.length);
  const index = new Map(classes.map((name, at) => [name, at]));
  const has = new Uint8Array(raw.rows * classes.length);
  for (let row = 0; row < raw.rows; row++) {
    for (const name of labelsOf.get(textOf(row)) ?? []) has[row * classes.length + (index.get(name) ?? 0)] = 1;
    if ((row & 4095) === 0) await pause();
  }
  const notes = [
    form === null
      ? `The label column "${raw.label}" has at most one label in every row.`
      : `The labels in "${raw.label}" are ${form}: ${classes.length} different ones.`,
  ];
  return { classes, has, notes: [...notes, ...bareNote(has, classes.length)] };
}

function requireRoom(raw: RawData, classes: number): void {
  if (raw.rows * classes <= maxValues) return;
  throw new AppError(
    'limit',
    `${raw.rows} rows of ${classes} different labels in "${raw.label}" are more than the ${maxValues} values that fit; is it the right column?`,
    { field: 'data.label' },
  );
}

/** Throws AppError invalid for a cell that is neither 0 nor 1, nor a word for them. */
export async function labelColumns(raw: RawData, names: readonly string[], pause: Pause): Promise<LabelSets> {
  requireRoom(raw, names.length);
  const has = new Uint8Array(raw.rows * names.length);
  let missing = 0;
  for (const [k, name] of names.entries()) {
    const column = raw.columns.find((candidate) => candidate.name === name);
    if (column === undefined) throw new AppError('invalid', `There is no label column "${name}".`);
    for (let row = 0; row < raw.rows; row++) {
      if ((row & 4095) === 0) await pause();
      const text = cellText(column, row).toLowerCase();
      if (text === '') missing++;
      else if (meansYes(text)) has[row * names.length + k] = 1;
      else if (!no.has(text)) {
        throw new AppError(
          'invalid',
          `The label column "${name}" must hold 0 or 1, and row ${row + 1} holds "${cellText(column, row)}"; correct it, or ` +
            'name one column of lists as the label.',
          { field: 'data.label' },
        );
      }
    }
  }
  const notes = missing === 0 ? [] : [`${missing} cells of the label columns are empty and count as 0.`];
  return { classes: names, has, notes: [...notes, ...bareNote(has, names.length)] };
}

/** Whether a label column's cell says that the row has the label. */
export function meansYes(cell: string): boolean {
  return yes.has(cell.toLowerCase());
}

const yes: ReadonlySet<string> = new Set(['1', 'true', 'yes']);
const no: ReadonlySet<string> = new Set(['0', 'false', 'no']);

function bareNote(has: Uint8Array, width: number): string[] {
  let bare = 0;
  for (let start = 0; start < has.length; start += width) if (!has.subarray(start, start + width).includes(1)) bare++;
  return bare === 0 ? [] : [`${bare} rows have none of the labels.`];
}

/** How labels are written in the cells; `form` is null when no cell holds two. `partsOf` is given a text and its first row. */
function formOf(
  raw: RawData,
  cells: Cells,
): { readonly form: string | null; partsOf(text: string, row: number): readonly string[] } {
  const filled = [...cells.keys()].filter((text) => text !== '');
  if (filled.length > 0 && filled.every((text) => text.startsWith('['))) {
    return {
      form: 'lists in brackets',
      partsOf(text, row) {
        const list = parseList(text);
        if (list !== null) return list;
        throw new AppError(
          'invalid',
          `The label column "${raw.label}" holds lists, and that of row ${row + 1} is none (${text.slice(0, 60)}); write ["one", "two"].`,
          { field: 'data.label' },
        );
      },
    };
  }
  const separator = commonSeparator(cells);
  return {
    form: separator === null ? null : `separated by "${separator}"`,
    partsOf: (text) =>
      (separator === null ? [text] : text.split(separator)).map((part) => part.trim()).filter((part) => part !== ''),
  };
}

/** null when no cell holds one. */
function commonSeparator(cells: Cells): string | null {
  let best: { mark: string | null; cells: number } = { mark: null, cells: 0 };
  for (const mark of separators) {
    let count = 0;
    for (const [text, { rows }] of cells) if (text.includes(mark)) count += rows;
    if (count > best.cells) best = { mark, cells: count };
  }
  return best.mark;
}
