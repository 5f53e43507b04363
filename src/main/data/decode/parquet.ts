// Parquet columns, by hyparquet: numbers and times as numbers, texts as levels, lists of them as JSON.
import {
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet';
import { AppError } from '#shared/errors.ts';
import type { Column, LevelColumn } from '../raw.ts';
import { finiteOrMissing, levelKind } from '../readers/columns.ts';
import { compressors, unreadCodecs } from './parquet-codecs.ts';

export interface ParquetSchema {
  readonly rows: number;
  readonly columns: readonly ParquetColumn[];
}

export interface ParquetColumn {
  readonly name: string;
  /** list: of plain values; nested: anything else that is not plain. */
  readonly form: 'plain' | 'list' | 'nested';
}

const mostRows = 100_000_000;
const msPerDay = 86_400_000;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Throws AppError invalid for a file that is none, or is packed in a way that cannot be unpacked. */
export async function parquetSchemaOf(path: string): Promise<ParquetSchema> {
  const { metadata, columns: tree } = await opened(path);
  const rows = Number(metadata.num_rows);
  if (!(rows >= 0)) throw new AppError('invalid', `${path} is damaged: it claims to have ${rows} rows.`, { path });
  if (rows > mostRows)
    throw new AppError('limit', `${path} has ${rows} rows; up to ${mostRows} can be read.`, { path });
  const codecs = new Set(
    metadata.row_groups.flatMap(({ columns }) => columns.map((column) => column.meta_data?.codec)),
  );
  const unread = unreadCodecs.find((codec) => codecs.has(codec));
  if (unread !== undefined) {
    throw new AppError('invalid', `${path} is packed with ${unread}; write it with snappy, gzip, zstd or brotli.`, {
      path,
    });
  }
  return { rows, columns: tree };
}

function columnsOf(metadata: FileMetaData): ParquetColumn[] {
  return parquetSchema(metadata).children.map((tree) => ({ name: tree.element.name, form: formOf(tree) }));
}

function formOf({ element, children }: SchemaTree): ParquetColumn['form'] {
  if (children.length === 0) return element.repetition_type === 'REPEATED' ? 'list' : 'plain';
  const [middle] = children;
  const isList = element.converted_type === 'LIST' || element.logical_type?.type === 'LIST';
  if (!isList || children.length !== 1 || middle === undefined) return 'nested';
  const [item] = middle.children;
  const isPlain = middle.children.length === 0 || (middle.children.length === 1 && item?.children.length === 0);
  return isPlain ? 'list' : 'nested';
}

/** The leading rows of a column that is not nested. Throws AppError invalid for damage, and for bytes that are no text. */
export async function parquetColumn(
  path: string,
  name: string,
  rows: number,
): Promise<{ column: Column; notes: string[] }> {
  const { file, metadata } = await opened(path);
  const cells = new Array<unknown>(rows).fill(null);
  let seen = 0;
  try {
    await parquetRead({
      ...{ file, metadata, compressors, columns: [name], rowStart: 0, rowEnd: rows },
      parsers: { stringFromBytes: (bytes: Uint8Array | undefined) => bytes && decoder.decode(bytes) },
      onChunk: ({ columnData, rowStart }) => {
        for (let i = 0; i < columnData.length && rowStart + i < rows; i++, seen++) cells[rowStart + i] = columnData[i];
      },
    });
  } catch (error) {
    throw columnError(path, name, error);
  }
  if (seen < rows) throw columnError(path, name, new Error(`it ends after ${seen} of ${rows} rows`));
  return cells.some(
    (cell) => typeof cell === 'string' || (typeof cell === 'object' && cell !== null && !(cell instanceof Date)),
  )
    ? { column: levelsOf(name, cells), notes: [] }
    : numbersOf(name, cells);
}

async function opened(path: string) {
  try {
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    return { file, metadata, columns: columnsOf(metadata) };
  } catch (error) {
    // What the reader trips over has no words for people.
    const isStumble = error instanceof TypeError || error instanceof RangeError;
    const why = isStumble ? 'its footer makes no sense' : error instanceof Error ? error.message : String(error);
    throw new AppError('invalid', `${path} is no Parquet file, or a damaged one (${why}).`, { path });
  }
}

function columnError(path: string, name: string, error: unknown): AppError {
  const why = error instanceof Error ? error.message : String(error);
  return new AppError(
    'invalid',
    error instanceof TypeError && /encoded data/.test(why)
      ? `Column "${name}" of ${path} holds bytes that are no UTF-8 text; list it under "exclude", or write it as text.`
      : `Column "${name}" of ${path} cannot be read: ${why}.`,
    { path, column: name },
  );
}

/** null becomes NaN, booleans 0 and 1, times days since 1970. */
function numbersOf(name: string, cells: readonly unknown[]): { column: Column; notes: string[] } {
  let times = 0;
  let gaps = 0;
  const values = Float64Array.from(cells, (cell) => {
    if (cell === null || cell === undefined) {
      gaps++;
      return Number.NaN;
    }
    if (!(cell instanceof Date)) return Number(cell);
    times++;
    return cell.getTime() / msPerDay;
  });
  const { column, missing } = finiteOrMissing(name, values);
  const notes: string[] = [];
  if (times > 0) notes.push(`Column "${name}" holds times; they are read as days since 1970.`);
  const strange = missing - gaps;
  if (strange > 0)
    notes.push(`Column "${name}" has ${strange} NaN, infinite or too large value(s), which count as missing.`);
  return { column, notes };
}

function levelsOf(name: string, cells: readonly unknown[]): LevelColumn {
  const index = new Map<string, number>();
  let present = 0;
  const codes = Int32Array.from(cells, (cell) => {
    const text = textOf(cell);
    if (text === '') return -1;
    present++;
    const code = index.get(text) ?? index.size;
    index.set(text, code);
    return code;
  });
  return { kind: levelKind(index.size, present), name, codes, levels: [...index.keys()] };
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (Array.isArray(cell)) return JSON.stringify(cell.map((item) => (typeof item === 'bigint' ? Number(item) : item)));
  if (ArrayBuffer.isView(cell)) return textOf(Array.from(cell as unknown as ArrayLike<unknown>));
  return String(cell);
}
