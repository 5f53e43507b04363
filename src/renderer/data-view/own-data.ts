// What can be done to a data object: what a look at a file makes of it, how it is read, which columns count, how its rows are split. Pure.
import type { OutputOf } from '#shared/contract/define.ts';
import type { VernierContract } from '#shared/contract/index.ts';
import { isObject, type JsonObject, setIn } from './json.ts';

type Found = OutputOf<VernierContract, 'datasets.sniff'>;
export type Sniffed = Pick<Found, 'source' | 'labelGuess' | 'textGuess'> & { readonly columns: readonly string[] };

/** Where the rows come from: NumPy's inputs have a file of their own. */
export function pathOf({ path, x, source }: JsonObject): string {
  const given = source === 'npy' ? x : path;
  return typeof given === 'string' ? given : '';
}

/** The field that pathOf reads, and that says what is wrong with it. */
export function pathFieldOf({ source }: JsonObject): 'data.x' | 'data.path' {
  return source === 'npy' ? 'data.x' : 'data.path';
}

/**
 * What a look at the file said. A label is kept when the file has it, as are fields that the new kind of source has, too. Texts are
 * read as such when a file with a column of them is new here.
 */
export function sniffedData(data: JsonObject, sniff: Sniffed): JsonObject {
  const path = pathOf(data);
  if (data.source === 'sample') return data;
  const kept = data.source === sniff.source ? data : {};
  switch (sniff.source) {
    case 'unknown':
      return data;
    case 'idx':
      return { ...kept, source: 'idx', path };
    case 'image-folder':
      return { ...kept, source: 'image-folder', path };
    case 'npz':
      return { ...arraysOf(kept, sniff.columns), source: 'npz', path };
    case 'npy':
      return { ...kept, source: 'npy', x: path, y: kept.y ?? sniff.labelGuess ?? undefined };
    case 'csv':
    case 'parquet':
      return tableOf(data, path, sniff);
  }
}

/** Names of arrays that the file does not have go. */
function arraysOf(data: JsonObject, names: readonly string[]): JsonObject {
  const known = Object.entries(data).filter(
    ([field, value]) => !['x', 'y', 'lengths'].includes(field) || names.some((name) => name === value),
  );
  return Object.fromEntries(known);
}

function tableOf(data: JsonObject, path: string, { source, columns, labelGuess, textGuess }: Sniffed): JsonObject {
  const has = (name: unknown) => columns.some((column) => column === name);
  const named = Array.isArray(data.label) ? data.label : [data.label];
  const label = named.every(has) ? data.label : (labelGuess ?? undefined);
  const isNew = !named.every(has);
  if (source === 'csv' && data.source === 'text' && has(data.text)) return { ...data, path, label };
  if (source === 'csv' && textGuess !== null && isNew) return { source: 'text', path, text: textGuess, label };
  const table = data.source === source ? data : {};
  const exclude = excludedOf(data).filter((name) => has(name) && name !== label);
  return { ...table, path, source, label, exclude: exclude.length > 0 ? exclude : undefined };
}

/** The same CSV file read as a table, or for its texts. */
export function readAsData(data: JsonObject, source: 'csv' | 'text', columns: readonly string[]): JsonObject {
  const { path, label, task, delimiter } = data;
  if (data.source === source) return data;
  const text = source === 'text' ? columns.find((name) => name !== label) : undefined;
  return { source, path, text, label, task, delimiter };
}

/** What is read, without how its rows are divided. */
export function sourceOf({
  validation: _,
  test: __,
  subset: ___,
  dropDuplicates: ____,
  ...source
}: JsonObject): JsonObject {
  return source;
}

/** Leaves a column out of the inputs, or takes it back. */
export function withToggledColumn(data: JsonObject, name: string): JsonObject {
  const excluded = excludedOf(data);
  const next = excluded.includes(name) ? excluded.filter((other) => other !== name) : [...excluded, name];
  return setIn(data, ['exclude'], next.length > 0 ? next : undefined);
}

/** Names in the data object's `exclude`. */
export function excludedOf({ exclude }: JsonObject): readonly string[] {
  return Array.isArray(exclude) ? exclude.filter((name) => typeof name === 'string') : [];
}

/** The split is drawn at random: as one part of the rows, or in folds; null: a file or a column decides. */
export function splitWayOfData({ validation }: JsonObject): 'fraction' | 'folds' | null {
  if (!isObject(validation)) return 'fraction';
  if ('path' in validation || 'column' in validation) return null;
  return 'folds' in validation ? 'folds' : 'fraction';
}

/** Folds where there were none, or back to one part; seed and stratification stay. */
export function withSplitWay(data: JsonObject, way: 'fraction' | 'folds'): JsonObject {
  if (splitWayOfData(data) === way) return data;
  const { validation } = data;
  const { fraction: _, folds: __, ...kept } = isObject(validation) ? validation : {};
  const next =
    way === 'folds'
      ? { folds: 5, ...kept }
      : 'seed' in kept || 'stratify' in kept
        ? { fraction: 0.2, ...kept }
        : undefined;
  return setIn(data, ['validation'], next);
}

/** Without fields that stand for nothing. */
export function definedFields(data: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}

/** "64 × 48" or "64": height and width; undefined for anything else. */
export function sizeOf(text: string): [number, number] | undefined {
  const [, height, width] = /^\s*(\d{1,4})\s*(?:[×x*,]\s*(\d{1,4}))?\s*$/i.exec(text) ?? [];
  if (height === undefined || Number(height) === 0 || Number(width ?? height) === 0) return undefined;
  return [Number(height), Number(width ?? height)];
}

/** The file's or the folder's own name, without its ending. */
export function stemOf(path: string): string {
  const last =
    path
      .trim()
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .at(-1) ?? '';
  return last.replace(/\.[^.]+$/, '') || last;
}
