// Every line and cell of a table that cannot be read, where reading it would end at the first.
import { open } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse';
import type { TableFault, TableScan } from '#shared/contract/data-library.ts';
import type { CsvSpec, TextSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { maxFileBytes, requireFile, unreadable, unzipped } from './files.ts';
import type { Pause } from './pause.ts';
import { defaultMissing, readsAsNumber } from './readers/columns.ts';
import { decodeText, detectDelimiter } from './readers/csv-text.ts';

const mostBytes = 1 << 26;
const mostFaults = 200;
/** Of one column, so that one does not take the room of all. */
const mostPerColumn = 50;
const mostText = 80;
const chunkBytes = 1 << 15;
/** Of a column's cells: so many numbers make the others faults. */
const nearlyNumbers = 0.9;

type Fault = Omit<TableFault, 'line'> & { readonly line: number };

interface ColumnTally {
  numbers: number;
  others: number;
  first: { line: number; text: string }[];
}

/** @param spec with absolute paths. Throws AppError not_found, invalid or limit, for a file that cannot be read at all. */
export async function scanTable(spec: CsvSpec | TextSpec, pause: Pause): Promise<TableScan> {
  const { path } = spec;
  const { head, whole } = await readHead(path);
  const { bytes, encoding } = decodeText(head, path);
  const delimiter = spec.delimiter ?? detectDelimiter(bytes);
  const typed = 'types' in spec ? (spec.types ?? {}) : {};
  const missing = new Set(['', ...(spec.missing ?? defaultMissing)]);
  const faults: Fault[] = [];
  const counts = { fields: 0, number: 0, character: 0, unreadable: 0 };
  const tell = (fault: Fault) => {
    counts[fault.kind]++;
    if (faults.length < mostFaults) faults.push(fault);
  };
  let header: string[] | null = null;
  let tallies: ColumnTally[] = [];
  let rows = 0;
  let lastLine = 0;
  const take = (record: readonly string[], line: number) => {
    lastLine = line;
    if (header === null) {
      header = record.map((name, i) => ((spec.header ?? true) ? name || `unnamed${i + 1}` : `column${i + 1}`));
      tallies = header.map(() => ({ numbers: 0, others: 0, first: [] }));
      if (spec.header ?? true) return;
    }
    rows++;
    if (record.length !== header.length) {
      const text = short(record.join(delimiter));
      tell({ kind: 'fields', line, column: null, text, found: record.length, wanted: header.length });
      return;
    }
    for (const [i, cell] of record.entries()) {
      const tally = tallies[i];
      if (tally === undefined || missing.has(cell)) continue;
      if (cell.includes('\uFFFD'))
        tell({ kind: 'character', line, column: header[i] ?? '', text: short(cell), found: null, wanted: null });
      if (readsAsNumber(cell)) tally.numbers++;
      else {
        tally.others++;
        if (tally.first.length < mostPerColumn) tally.first.push({ line, text: short(cell) });
      }
    }
  };
  try {
    await parseAll(bytes, delimiter, take, pause);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = error.code === 'CSV_QUOTE_NOT_CLOSED' ? lastLine + 1 : lineOf(error, lastLine);
    // The head of a long file may end inside a quoted field, which is no fault of the file's.
    if (whole || error.code !== 'CSV_QUOTE_NOT_CLOSED')
      tell({
        kind: 'unreadable',
        line,
        column: null,
        text: error.message.replace(/\s+/g, ' '),
        found: null,
        wanted: null,
      });
  }
  const names: readonly string[] = header ?? [];
  for (const [i, { numbers, others, first }] of tallies.entries()) {
    const column = names[i] ?? '';
    const type = Object.hasOwn(typed, column) ? typed[column] : undefined;
    const isNumber =
      type === 'number' || (type === undefined && others > 0 && numbers >= nearlyNumbers * (numbers + others));
    if (!isNumber || others === 0) continue;
    for (const { line, text } of first) tell({ kind: 'number', line, column, text, found: null, wanted: null });
    counts.number += others - first.length;
  }
  faults.sort((a, b) => a.line - b.line);
  return { encoding, delimiter, rows, columns: names.length, counts, faults, whole };
}

async function parseAll(
  text: Buffer,
  delimiter: string,
  take: (record: readonly string[], line: number) => void,
  pause: Pause,
): Promise<void> {
  const parser = parse({
    ...{ delimiter, trim: true, skip_empty_lines: true, relax_column_count: true },
    on_record: (record: string[], context) => {
      take(record, context.lines);
      return undefined;
    },
  });
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('error', reject);
    parser.on('end', resolve);
  });
  ended.catch(() => undefined);
  parser.resume();
  try {
    for (let at = 0; at < text.byteLength && !parser.destroyed; at += chunkBytes) {
      await new Promise<void>((resolve) => {
        parser.write(text.subarray(at, at + chunkBytes), () => resolve());
      });
      await pause();
    }
    parser.end();
    await ended;
  } finally {
    parser.destroy();
  }
}

/** Whole lines from the beginning; a packed file is unpacked whole. */
async function readHead(path: string): Promise<{ head: Buffer; whole: boolean }> {
  await requireFile(path);
  const file = await open(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.min(size, mostBytes));
    const { bytesRead } = await file.read(buffer, 0, buffer.byteLength, 0);
    const head = buffer.subarray(0, bytesRead);
    const packed = head[0] === 0x1f && head[1] === 0x8b;
    if (packed && size > mostBytes)
      throw new AppError(
        'limit',
        `${path} is packed and larger than ${mostBytes >> 20} MB; unpack it to have it looked through.`,
      );
    const text = packed ? await unzipped(path, head) : head;
    if (text.byteLength > maxFileBytes / 4 || size > bytesRead)
      return { head: wholeLines(text.subarray(0, mostBytes)), whole: false };
    return { head: text, whole: true };
  } finally {
    await file.close();
  }
}

function wholeLines(text: Buffer): Buffer {
  const end = text.lastIndexOf('\n');
  return end < 0 ? text : text.subarray(0, end + 1);
}

function lineOf(error: CsvError, lastLine: number): number {
  return 'lines' in error && typeof error.lines === 'number' ? error.lines : lastLine + 1;
}

function short(text: string): string {
  return text.length > mostText ? `${text.slice(0, mostText)}…` : text;
}
