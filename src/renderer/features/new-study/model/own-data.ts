// The user's own data in the draft: what a look at a file makes of it, and how it is read. Pure.
import type { OutputOf } from '#shared/contract/define.ts';
import type { VernierContract } from '#shared/contract/index.ts';
import { changeData, type Draft, dataOf, excludedOf, setField } from './draft.ts';
import type { JsonObject } from './json.ts';

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

/** Another file; what it is will be looked at. */
export function setPath(draft: Draft, path: string): Draft {
  return setField(draft, pathFieldOf(dataOf(draft)).split('.'), path);
}

/**
 * What a look at the file said. A label is kept when the file has it, as are fields that the new kind of source has, too. Texts are
 * read as such when a file with a column of them is new here.
 */
export function applySniff(draft: Draft, sniff: Sniffed): Draft {
  const data = dataOf(draft);
  const path = pathOf(data);
  if (data.source === 'sample') return draft;
  const kept = data.source === sniff.source ? data : {};
  switch (sniff.source) {
    case 'unknown':
      return draft;
    case 'idx':
      return changeData(draft, { source: 'idx', path }, null);
    case 'image-folder':
      return changeData(draft, { ...kept, source: 'image-folder', path }, null);
    case 'npz':
      return changeData(draft, { ...arraysOf(kept, sniff.columns), source: 'npz', path }, null);
    case 'npy':
      return changeData(draft, { ...kept, source: 'npy', x: path, y: kept.y ?? sniff.labelGuess ?? undefined }, null);
    case 'csv':
    case 'parquet':
      return changeData(draft, tableOf(data, path, sniff), null);
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
export function readAs(draft: Draft, source: 'csv' | 'text', columns: readonly string[]): Draft {
  const data = dataOf(draft);
  const { path, label, task, delimiter } = data;
  if (data.source === source) return draft;
  const text = source === 'text' ? columns.find((name) => name !== label) : undefined;
  return changeData(draft, { source, path, text, label, task, delimiter }, null);
}

/** "64 × 48" or "64": height and width; undefined for anything else. */
export function sizeOf(text: string): [number, number] | undefined {
  const [, height, width] = /^\s*(\d{1,4})\s*(?:[×x*,]\s*(\d{1,4}))?\s*$/i.exec(text) ?? [];
  if (height === undefined || Number(height) === 0 || Number(width ?? height) === 0) return undefined;
  return [Number(height), Number(width ?? height)];
}
