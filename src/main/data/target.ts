// What is predicted: the task, the class of every row or its value, and the rows that have none.
import { AppError } from '#shared/errors.ts';
import { suggestion } from '#shared/settings/nearest.ts';
import type { Task } from './dataset.ts';
import type { Pause } from './pause.ts';
import { type Column, cellText, isMissing, type RawData } from './raw.ts';
import { labelColumns, labelSets } from './target-multilabel.ts';

export interface Target {
  readonly task: Task;
  /** Class or label names in index order; null for regression. Sorted: numbers by value, else by code units. */
  readonly classes: readonly string[] | null;
  /**
   * Class index or value per raw row, 0 where a row may have several labels; NaN where the row is left out (no label, or a class that
   * is not wanted).
   */
  readonly y: Float64Array;
  /** Where a row may have several labels: [rows, classes] 0 or 1. */
  readonly has: Uint8Array | null;
  readonly notes: readonly string[];
}

const mostClassValues = 20;

/**
 * The task is the one asked for, else decided by the label: text and categories are classes; numbers are classes when there
 * are at most 20 different ones and at most half as many as rows, else regression.
 * `wanted` keeps the first n classes or the named ones; rows of other classes are left out.
 * @throws AppError invalid: an empty or one-class label, more classes than the rows can teach, a label that is no number.
 */
export async function resolveTarget(
  raw: RawData,
  wanted: number | readonly (string | number | boolean)[] | undefined,
  pause: Pause,
): Promise<Target> {
  const column = raw.columns.find(({ name }) => name === (raw.labels?.[0] ?? raw.label));
  if (!column) throw new AppError('invalid', `There is no label column "${raw.label}".`);
  if (raw.task === 'multilabel' || raw.labels !== null) {
    if (wanted !== undefined) {
      throw new AppError(
        'invalid',
        '"subset.classes" needs one class per row, and these rows may have several labels.',
      );
    }
    const { classes, has, notes } =
      raw.labels === null ? await labelSets(raw, column, sortNames, pause) : await labelColumns(raw, raw.labels, pause);
    return { task: 'multilabel', classes, y: new Float64Array(raw.rows), has, notes };
  }
  let labelled = 0;
  for (let row = 0; row < raw.rows; row++) if (!isMissing(column, row)) labelled++;
  if (labelled === 0) {
    throw new AppError(
      'invalid',
      `The label column "${raw.label}" is empty in all ${raw.rows} rows; name another one.`,
    );
  }
  const notes: string[] = [];
  const dropped = raw.rows - labelled;
  if (dropped > 0) notes.push(`${dropped} of ${raw.rows} rows have no label and are left out.`);
  const task = raw.task ?? taskByLabel(column, labelled);
  if (task === 'regression') {
    if (wanted !== undefined) {
      throw new AppError('invalid', '"subset.classes" needs a classification task, and this label is for regression.');
    }
    return { task, classes: null, y: numericLabels(raw, column), has: null, notes };
  }
  return classLabels(raw, column, labelled, wanted, notes);
}

function taskByLabel(column: Column, labelled: number): 'classification' | 'regression' {
  if (column.kind !== 'number') return 'classification';
  const distinct = new Set<number>();
  for (const value of column.values) {
    if (!Number.isNaN(value)) distinct.add(value);
    if (distinct.size > mostClassValues) return 'regression';
  }
  return distinct.size <= mostClassValues && 2 * distinct.size <= labelled ? 'classification' : 'regression';
}

function numericLabels(raw: RawData, column: Column): Float64Array {
  if (column.kind === 'number') {
    const first = column.values.find((value) => !Number.isNaN(value));
    if (column.values.every((value) => Number.isNaN(value) || value === first)) {
      throw new AppError('invalid', `The label column "${raw.label}" has the same value (${first}) in every row.`);
    }
    return column.values;
  }
  const row = column.codes.findIndex((code, at) => code >= 0 && Number.isNaN(Number(cellText(column, at))));
  throw new AppError(
    'invalid',
    `The label column "${raw.label}" must hold numbers for regression, but row ${row + 1} holds ` +
      `"${cellText(column, Math.max(row, 0))}"; correct it, list it under "missing" or set "task" to classification.`,
  );
}

function classLabels(
  raw: RawData,
  column: Column,
  labelled: number,
  wanted: number | readonly (string | number | boolean)[] | undefined,
  notes: string[],
): Target {
  // Rows hold keys, values or codes; only each different one becomes a text.
  const keys = column.kind === 'number' ? column.values : column.codes;
  const found = new Map<number, string>();
  for (let row = 0; row < raw.rows; row++) {
    const key = keys[row] ?? 0;
    if (!found.has(key) && !isMissing(column, row)) found.set(key, cellText(column, row));
  }
  const all = sortNames([...new Set(found.values())]);
  if (all.length < 2) {
    throw new AppError(
      'invalid',
      `The label column "${raw.label}" holds one class only ("${all[0]}") in ${labelled} rows; a classifier needs two or more.`,
    );
  }
  if (all.length >= labelled) {
    throw new AppError(
      'invalid',
      `The label column "${raw.label}" has ${all.length} classes in ${labelled} rows: more classes than rows to learn them ` +
        'from; name another label or set "task" to regression.',
    );
  }
  const classes = wanted === undefined ? all : pickClasses(all, wanted);
  const places = new Map(classes.map((name, at) => [name, at]));
  const index = new Map([...found].map(([key, name]) => [key, places.get(name)]));
  const y = new Float64Array(raw.rows);
  let kept = 0;
  for (let row = 0; row < raw.rows; row++) {
    const at = index.get(keys[row] ?? 0);
    y[row] = at ?? Number.NaN;
    if (at !== undefined) kept++;
  }
  if (classes.length < all.length) {
    notes.push(`${classes.length} of ${all.length} classes are used (${labelled - kept} rows of others are left out).`);
  }
  return { task: 'classification', classes, y, has: null, notes };
}

function pickClasses(all: readonly string[], wanted: number | readonly (string | number | boolean)[]): string[] {
  if (typeof wanted === 'number') {
    if (wanted > all.length) {
      throw new AppError('invalid', `"subset.classes" asks for ${wanted} classes, but the data has ${all.length}.`);
    }
    return all.slice(0, wanted);
  }
  const names = new Set(wanted.map(String));
  for (const name of names) {
    if (all.includes(name)) continue;
    throw new AppError('invalid', `"subset.classes" names "${name}", which is no class; ${suggestion(name, all)}`);
  }
  if (names.size < 2) throw new AppError('invalid', '"subset.classes" must name two different classes or more.');
  return all.filter((name) => names.has(name));
}

/** Numbers by value, anything else by code units: the same on every machine and in every locale. */
export function sortNames(names: readonly string[]): string[] {
  const numeric = names.every((name) => name.trim() !== '' && Number.isFinite(Number(name)));
  return [...names].sort((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0));
}
