// Records of a CSV text, by csv-parse, with every fault of the text as one sentence that names the line.

import { CsvError, parse } from 'csv-parse';
import { AppError } from '#shared/errors.ts';
import type { Pause } from '../pause.ts';
import { readPlainRecords } from './csv-plain.ts';

const chunkBytes = 1 << 15;

export interface Records {
  readonly header: string[];
  /** cells[column][row], trimmed. */
  readonly cells: string[][];
  readonly notes: string[];
}

export interface RecordOptions {
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** Stop after so many records; absent: all. */
  readonly limit?: number;
}

/**
 * Reads all records. Blank lines are skipped; quoted fields may hold separators, line ends and doubled quotes.
 * @throws AppError invalid: duplicate headers, a row with too few or too many fields, a quote that never closes, no rows.
 */
export async function readRecords(path: string, text: Buffer, options: RecordOptions, pause: Pause): Promise<Records> {
  const plain = new Collector(path, options);
  const takeNext = (record: readonly string[]) => {
    plain.take(record, 0);
    return !plain.full;
  };
  if (await readPlainRecords(text, options.delimiter, takeNext, pause)) return plain.result();
  return parseRecords(path, text, options, pause);
}

/** Any text, and a sentence with the line for what is wrong with it. */
export async function parseRecords(path: string, text: Buffer, options: RecordOptions, pause: Pause): Promise<Records> {
  const collector = new Collector(path, options);
  const parser = parse({
    delimiter: options.delimiter,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    // Records are taken here and not emitted: a stream of objects would cost more than the parsing.
    on_record: (record: string[], context) => {
      collector.take(record, context.lines);
      return undefined;
    },
  });
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('error', reject);
    parser.on('end', resolve);
  });
  ended.catch(() => {});
  parser.resume();
  try {
    for (let at = 0; at < text.byteLength && !collector.full && !parser.destroyed; at += chunkBytes) {
      await new Promise<void>((resolve) => {
        parser.write(text.subarray(at, at + chunkBytes), () => resolve());
      });
      await pause();
    }
    if (!collector.full) {
      parser.end();
      await ended;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw collector.fault ?? new AppError('invalid', explain(path, error, collector.lastLine), { path });
  } finally {
    parser.destroy();
  }
  return collector.result();
}

/** Takes records one by one into columns; the first fault stops it. */
class Collector {
  fault: AppError | null = null;
  /** Line at which the last good record ended, from 1. */
  lastLine = 0;
  readonly #path: string;
  readonly #options: RecordOptions;
  readonly #notes: string[] = [];
  #header: string[] | null = null;
  #cells: string[][] = [];
  #rows = 0;

  constructor(path: string, options: RecordOptions) {
    this.#path = path;
    this.#options = options;
  }

  /** Nothing more is wanted: the limit is reached, or there is a fault. */
  get full(): boolean {
    return this.fault !== null || this.#rows === this.#options.limit;
  }

  take(record: readonly string[], line: number): void {
    if (this.full) return;
    const { hasHeader, delimiter } = this.#options;
    if (this.#header === null) {
      this.#begin(record);
      this.lastLine = line;
      if (hasHeader) return;
    }
    const width = this.#cells.length;
    if (record.length !== width) {
      this.#fail(
        `Line ${line} of ${this.#path} has ${fields(record.length)} where the ${hasHeader ? 'header' : 'first line'} has ` +
          `${width}; correct that line, or the delimiter (now ${delimiter === '\t' ? 'a tab' : `"${delimiter}"`}).`,
      );
      return;
    }
    for (let i = 0; i < width; i++) this.#cells[i]?.push(record[i] ?? '');
    this.#rows++;
    this.lastLine = line;
  }

  result(): Records {
    if (this.fault) throw this.fault;
    if (this.#header === null) throw new AppError('invalid', `${this.#path} holds no rows, only blank lines.`);
    if (this.#rows === 0) {
      throw new AppError('invalid', `${this.#path} has a header but zero rows of data below it.`, { path: this.#path });
    }
    return { header: this.#header, cells: this.#cells, notes: this.#notes };
  }

  #begin(record: readonly string[]): void {
    const header = record.map((name, i) => {
      if (!this.#options.hasHeader) return `column${i + 1}`;
      if (name !== '') return name;
      this.#notes.push(`Column ${i + 1} has no name in the header and is called "unnamed${i + 1}".`);
      return `unnamed${i + 1}`;
    });
    this.#header = header;
    this.#cells = header.map(() => []);
    const twice = header.find((name, i) => header.indexOf(name) !== i);
    if (twice !== undefined) {
      this.#fail(`${this.#path} has two columns named "${twice}" in its header; rename one of them.`);
    }
  }

  #fail(message: string): void {
    this.fault = new AppError('invalid', message, { path: this.#path });
  }
}

function fields(count: number): string {
  return count === 1 ? '1 field' : `${count} fields`;
}

function explain(path: string, error: unknown, lastLine: number): string {
  if (!(error instanceof CsvError))
    return `${path} cannot be read as CSV: ${error instanceof Error ? error.message : error}.`;
  const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : null;
  const where = line === null ? path : `line ${line} of ${path}`;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `A quoted field in the row at line ${lastLine + 1} of ${path} never closes; the file was cut short or lacks a quote.`;
    case 'INVALID_OPENING_QUOTE':
      return `A quote stands inside an unquoted field in ${where}; put the field in quotes and double the quote.`;
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return `Text follows a closing quote in ${where}; double the quotes that belong to the field.`;
    default:
      return `${path} cannot be read as CSV near ${where}: ${error.message}.`;
  }
}
