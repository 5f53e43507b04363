// Training logs as CSV: Keras' CSVLogger, Lightning's CSVLogger, anyone's table with a header.
import { CsvError, parse } from 'csv-parse/sync';
import { AppError } from '#shared/errors.ts';
import { runOfColumns } from './columns.ts';
import type { CurveFile } from './curve-run.ts';

const separators = [',', ';', '\t'] as const;

/** @throws AppError invalid: not a table with a header and numbers. */
export function readCsvLog(text: string, id: string, path: string): CurveFile {
  const [head = ''] = text.split(/\r?\n/, 1);
  const count = (separator: string) => head.split(separator).length;
  const delimiter = separators.reduce((best, one) => (count(one) > count(best) ? one : best));
  const [header, ...rows] = recordsOf(text, delimiter, path);
  if (header === undefined || rows.length === 0) throw new AppError('invalid', `${path} has no rows below its header.`);
  const decimalComma = delimiter !== ',';
  const columns = header.map((name, column) => ({
    name,
    values: rows.map((row) => numberOf(row[column] ?? '', decimalComma)),
  }));
  return runOfColumns(id, columns, path);
}

function recordsOf(text: string, delimiter: string, path: string): string[][] {
  try {
    return parse(text, { delimiter, trim: true, bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch (error) {
    if (error instanceof CsvError)
      throw new AppError('invalid', `${path} is not a CSV table: ${error.message.replace(/\.$/, '')}.`);
    throw error;
  }
}

/** Empty cells are gaps; words for what is not finite are kept as such; other words are no metric. */
function numberOf(cell: string, decimalComma: boolean): number | null {
  const text = decimalComma ? cell.replace(',', '.') : cell;
  if (/^[-+]?nan$/i.test(text)) return Number.NaN;
  if (/^[-+]?inf(inity)?$/i.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const value = Number(text);
  return text === '' || Number.isNaN(value) ? null : value;
}
