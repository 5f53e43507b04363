// Records of one or more files put together into one typed table, and the study's column names checked against it.
import type { CsvSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { suggestion } from '#shared/settings/nearest.ts';
import type { Pause } from '../pause.ts';
import { type Column, type Origin, origins, type RawData } from '../raw.ts';
import { defaultMissing, typeColumn } from './columns.ts';
import type { Records } from './csv-records.ts';

/** What a study says about the columns of a table. */
export type TableSpec = Pick<
  CsvSpec,
  'label' | 'task' | 'features' | 'exclude' | 'missing' | 'types' | 'validation' | 'test'
>;

export interface TableFile {
  readonly role: Origin;
  readonly path: string;
  /** Emptied column by column while it is typed: a wide file is not held twice. */
  readonly records: Records;
}

/**
 * One table of all files' rows, in their order; columns are typed over all rows and matched by name.
 * @throws AppError invalid: a column name that is not there, files whose columns differ, a cell that contradicts its type.
 */
export async function tableOf(spec: TableSpec, files: readonly TableFile[], pause: Pause): Promise<RawData> {
  const header = files[0]?.records.header ?? [];
  const path = files[0]?.path ?? '';
  checkNames(spec, path, header);
  for (const file of files) checkSameColumns(header, path, file.records.header, file.path);

  const sizes = files.map(({ records }) => records.cells[0]?.length ?? 0);
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  const origin = new Uint8Array(rows);
  let filled = 0;
  for (const [i, { role }] of files.entries()) {
    origin.fill(origins[role], filled, filled + (sizes[i] ?? 0));
    filled += sizes[i] ?? 0;
  }

  const notes = new Set(files.flatMap(({ records }) => records.notes));
  const columns: Column[] = [];
  for (const name of header) {
    const parts = files.map(({ records }) => takeColumn(records, name));
    const cells = parts.length === 1 ? (parts[0] ?? []) : parts.flat();
    const type = (spec.types && Object.hasOwn(spec.types, name) ? spec.types[name] : null) ?? null;
    const typed = await typeColumn(name, cells, { missing: spec.missing ?? defaultMissing, type, path }, pause);
    columns.push(typed.column);
    for (const note of typed.notes) notes.add(note);
  }
  const labels = labelsOf(spec);
  return {
    rows,
    origin,
    columns,
    label: labels.join(', '),
    labels: Array.isArray(spec.label) ? labels : null,
    task: spec.task ?? null,
    features: spec.features ?? null,
    exclude: [...(spec.exclude ?? []), ...markersOf(spec)],
    text: null,
    array: null,
    notes: [...notes],
  };
}

function takeColumn(records: Records, name: string): string[] {
  const at = records.header.indexOf(name);
  const cells = records.cells[at] ?? [];
  records.cells[at] = [];
  return cells;
}

/** Throws AppError invalid for a column that the study names and the table does not have. */
export function checkNames(spec: TableSpec, path: string, header: readonly string[]): void {
  const named: [string, readonly string[]][] = [
    ['label', labelsOf(spec)],
    ['features', spec.features ?? []],
    ['exclude', spec.exclude ?? []],
    ['types', Object.keys(spec.types ?? {})],
    ['validation.column', spec.validation?.column === undefined ? [] : [spec.validation.column]],
    ['test.column', spec.test?.column === undefined ? [] : [spec.test.column]],
  ];
  for (const [field, names] of named) {
    for (const name of names) {
      if (header.includes(name)) continue;
      throw new AppError(
        'invalid',
        `"${field}" names the column "${name}", which ${path} does not have; ${suggestion(name, header)}`,
        { field: `data.${field}`, column: name },
      );
    }
  }
  for (const label of labelsOf(spec)) {
    if (spec.features?.includes(label)) {
      throw new AppError('invalid', `"features" lists the label "${label}"; a model must not see what it predicts.`, {
        field: 'data.features',
      });
    }
    if (spec.exclude?.includes(label)) {
      throw new AppError('invalid', `"exclude" lists the label "${label}"; take it out of the list.`, {
        field: 'data.exclude',
      });
    }
  }
  checkLabels(spec);
}

/** Several columns are several labels, each named once. */
function checkLabels({ label, task }: Pick<TableSpec, 'label' | 'task'>): void {
  if (!Array.isArray(label)) return;
  const twice = label.find((name, at) => label.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new AppError('invalid', `"label" names the column "${twice}" twice.`, { field: 'data.label' });
  }
  if (task === undefined || task === 'multilabel') return;
  throw new AppError(
    'invalid',
    `"label" names ${label.length} columns, which are several labels per row; leave "task" out, or name one column for ${task}.`,
    { field: 'data.task' },
  );
}

/** Columns that mark the rows of a part. */
export function markersOf({ validation, test }: Pick<TableSpec, 'validation' | 'test'>): string[] {
  return [validation?.column, test?.column].filter((name) => name !== undefined);
}

/** Columns that are predicted. */
export function labelsOf({ label }: Pick<TableSpec, 'label'>): readonly string[] {
  return Array.isArray(label) ? label : [label];
}

/** Throws AppError invalid when a file of another part lacks a column, or has one more. */
export function checkSameColumns(
  header: readonly string[],
  path: string,
  otherHeader: readonly string[],
  otherPath: string,
): void {
  const lacking = header.find((name) => !otherHeader.includes(name));
  const extra = otherHeader.find((name) => !header.includes(name));
  if (lacking !== undefined) {
    throw new AppError(
      'invalid',
      `${otherPath} lacks the column "${lacking}" that ${path} has; both need the same columns.`,
    );
  }
  if (extra !== undefined) {
    throw new AppError(
      'invalid',
      `${otherPath} has a column "${extra}" that ${path} lacks; both need the same columns.`,
    );
  }
}
