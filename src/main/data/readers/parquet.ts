// Parquet sources: one file, or files of their own for validation and test, read as one table. Columns are decoded in threads.
import { createHash } from 'node:crypto';
import type { ParquetSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import type { ColumnJob } from '../decode/jobs.ts';
import type { ParquetSchema } from '../decode/parquet.ts';
import { runJob, runJobs } from '../decode/threads.ts';
import { hashFile, requireFile } from '../files.ts';
import type { Pause } from '../pause.ts';
import { type Column, type OpenSource, type Origin, origins, type RawData } from '../raw.ts';
import { joinColumns } from './join-columns.ts';
import { previewRaw } from './preview.ts';
import { checkNames, checkSameColumns, labelsOf, markersOf } from './table.ts';

interface File {
  readonly role: Origin;
  readonly path: string;
  readonly schema: ParquetSchema;
}

/** Opens the file(s) of a parquet source with absolute paths. */
export async function openParquet(spec: ParquetSpec, pause: Pause): Promise<OpenSource> {
  const hash = createHash('sha256');
  const files: File[] = [];
  for (const [role, path] of [
    ['main', spec.path],
    ['validation', spec.validation?.path],
    ['test', spec.test?.path],
  ] as const) {
    if (path === undefined) continue;
    await requireFile(path);
    hash.update(`${role}\0`);
    await hashFile(hash, path, pause);
    files.push({ role, path, schema: await runJob({ kind: 'parquet-schema', path }, { pause }) });
  }
  const { columns, notes } = chosenColumns(spec, files);
  return {
    title: spec.path,
    digest: hash.digest('hex'),
    load: () => table(spec, files, { columns, notes }, pause),
    preview: async (rows) => previewRaw(await table(spec, files.slice(0, 1), { columns, notes, rows }, pause), rows),
  };
}

/**
 * Columns to decode: with `features` those, else all but the excluded ones; and the label and the markers. What is nested is left out
 * with a note, unless the study names it; lists are labels only.
 */
function chosenColumns(spec: ParquetSpec, files: readonly File[]): { columns: string[]; notes: string[] } {
  const [main] = files;
  if (main === undefined) throw new AppError('internal', 'A parquet source has no file.');
  const header = main.schema.columns.map(({ name }) => name);
  checkNames(spec, main.path, header);
  for (const { path, schema } of files) {
    const own = schema.columns.map(({ name }) => name);
    checkSameColumns(header, main.path, own, path);
    if (schema.rows === 0)
      throw new AppError('invalid', `${path} has ${own.length} columns but zero rows of data.`, { path });
  }
  const labels = labelsOf(spec);
  const named = new Set([...labels, ...markersOf(spec)]);
  const excluded = new Set(spec.exclude);
  const wanted = (name: string) =>
    named.has(name) || (spec.features === undefined ? !excluded.has(name) : spec.features.includes(name));
  const nested: string[] = [];
  const columns: string[] = [];
  for (const { name, form } of main.schema.columns.filter((column) => wanted(column.name))) {
    if (form === 'plain' || (form === 'list' && labels.includes(name))) columns.push(name);
    else if (named.has(name) || spec.features !== undefined) {
      const due = labels.includes(name)
        ? 'a label is a number, a text or a list of them'
        : 'an input is a number or a text';
      throw new AppError('invalid', `Column "${name}" of ${main.path} is nested; ${due}, so flatten it first.`, {
        column: name,
      });
    } else nested.push(name);
  }
  const listed = nested.map((name) => `"${name}"`).join(', ');
  return {
    columns,
    notes: nested.length === 0 ? [] : [`Nested columns are left out: ${listed}; flatten them to use them.`],
  };
}

async function table(
  spec: ParquetSpec,
  files: readonly File[],
  { columns, notes, rows: most = Number.POSITIVE_INFINITY }: { columns: string[]; notes: string[]; rows?: number },
  pause: Pause,
): Promise<RawData> {
  const jobs = files.flatMap(({ path, schema }) =>
    columns.map((name): ColumnJob => ({ kind: 'parquet-column', path, name, rows: Math.min(most, schema.rows) })),
  );
  const found: Column[] = [];
  const told = new Set(notes);
  await runJobs(
    jobs,
    (answer, place) => {
      found[place] = answer.column;
      for (const note of answer.notes) told.add(note);
    },
    { pause },
  );
  const sizes = files.map(({ schema }) => Math.min(most, schema.rows));
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  const origin = new Uint8Array(rows);
  let filled = 0;
  for (const [i, { role }] of files.entries()) {
    const end = filled + (sizes[i] ?? 0);
    origin.fill(origins[role], filled, end);
    filled = end;
  }
  const labels = labelsOf(spec);
  return {
    rows,
    origin,
    columns: columns.map((_, at) => joinColumns(files.map((_file, i) => found[i * columns.length + at]))),
    label: labels.join(', '),
    labels: Array.isArray(spec.label) ? labels : null,
    task: spec.task ?? (isListLabel(spec, files) ? 'multilabel' : null),
    features: spec.features ?? null,
    exclude: [...(spec.exclude ?? []), ...markersOf(spec)],
    text: null,
    array: null,
    notes: [...told],
  };
}

function isListLabel({ label }: ParquetSpec, files: readonly File[]): boolean {
  return files[0]?.schema.columns.find(({ name }) => name === label)?.form === 'list';
}
