// CSV sources: one file, or files of their own for validation and test, read as one table.
import type { CsvSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { digestOf, giveBack, readDataFile, unzipped } from '../files.ts';
import type { Pause } from '../pause.ts';
import type { OpenSource, Origin } from '../raw.ts';
import { type Records, readRecords } from './csv-records.ts';
import { decodeText, detectDelimiter } from './csv-text.ts';
import { tableOf } from './table.ts';

/** Opens the file(s) of a csv source with absolute paths; gzip is unpacked. */
export async function openCsv(spec: CsvSpec, pause: Pause): Promise<OpenSource> {
  const open = async (role: Origin, path: string) => ({
    role,
    path,
    bytes: await unzipped(path, await readDataFile(path)),
  });
  const files = [await open('main', spec.path)];
  if (spec.validation?.path !== undefined) files.push(await open('validation', spec.validation.path));
  if (spec.test?.path !== undefined) files.push(await open('test', spec.test.path));
  return {
    title: spec.path,
    digest: await digestOf(files, pause),
    async load() {
      const tables = [];
      // Taken out one by one: a file's bytes are given back as soon as its cells are read.
      for (let file = files.shift(); file !== undefined; file = files.shift()) {
        const { role, path, bytes } = file;
        tables.push({ role, path, records: await readFile(spec, path, bytes, pause) });
        giveBack(bytes);
      }
      return tableOf(spec, tables, pause);
    },
    async preview(rows) {
      const [main] = files;
      if (main === undefined) throw new AppError('internal', `${spec.path} was loaded already.`);
      const { header, cells } = await readFile(spec, main.path, main.bytes, pause, rows);
      const length = cells[0]?.length ?? 0;
      return {
        kind: 'table',
        columns: [...header],
        rows: Array.from({ length }, (_, row) => cells.map((column) => column[row] ?? '')),
      };
    },
  };
}

async function readFile(spec: CsvSpec, path: string, bytes: Buffer, pause: Pause, limit?: number): Promise<Records> {
  const text = decodeText(bytes, path);
  const delimiter = spec.delimiter ?? detectDelimiter(text.bytes);
  const options = { delimiter, hasHeader: spec.header ?? true, ...(limit === undefined ? {} : { limit }) };
  const records = await readRecords(path, text.bytes, options, pause);
  return { ...records, notes: [...text.notes, ...records.notes] };
}
