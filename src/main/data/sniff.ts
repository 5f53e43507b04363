// A first look at a file that no study describes yet: which reader, which separator, which column is likely the label.
import { closeSync, openSync, readSync } from 'node:fs';
import { AppError } from '#shared/errors.ts';
import { exists, isFolder, readDataFile, unzipped } from './files.ts';
import { pauser } from './pause.ts';
import { readRecords } from './readers/csv-records.ts';
import { decodeText, detectDelimiter } from './readers/csv-text.ts';
import { hasIdxMagic, hasUsualIdxFiles } from './readers/idx.ts';

export interface Sniffed {
  source: 'csv' | 'idx' | 'unknown';
  delimiter: string | null;
  columns: string[];
  labelGuess: string | null;
  /** One sentence when the file cannot be used as it is. */
  message: string | null;
}

const headBytes = 1 << 18;
const labelNames = /^(?:label|labels|class|classes|target|y|outcome|species|category|diagnosis|quality)$/i;

/** Reads the beginning of a file, or looks into a folder. Faults of the file come back as `message`, never as an error. */
export async function sniffFile(path: string): Promise<Sniffed> {
  const unknown = (message: string): Sniffed => ({
    source: 'unknown',
    delimiter: null,
    columns: [],
    labelGuess: null,
    message,
  });
  try {
    if (await isFolder(path)) {
      if (await hasUsualIdxFiles(path)) return { ...unknown(''), source: 'idx', message: null };
      return unknown(`${path} is a folder without the usual IDX files (train-images-idx3-ubyte …).`);
    }
    if (!(await exists(path))) return unknown(`There is no file ${path}.`);
    const { head, whole } = await readHead(path);
    if (head.byteLength === 0) return unknown(`${path} is empty (0 bytes).`);
    if (hasIdxMagic(head)) return { ...unknown(''), source: 'idx', message: null };
    return await sniffCsv(path, head, whole);
  } catch (error) {
    return unknown(error instanceof AppError ? error.message : `${path} cannot be read: ${String(error)}.`);
  }
}

async function sniffCsv(path: string, head: Buffer, whole: boolean): Promise<Sniffed> {
  // A head that was cut off may end inside a character: only whole lines are looked at.
  const { bytes } = decodeText(whole ? head : head.subarray(0, head.lastIndexOf('\n') + 1), path);
  const delimiter = detectDelimiter(bytes);
  // One row is enough to know the columns, and the last line may end inside a quoted field.
  const limit = whole ? {} : { limit: 1 };
  const { header } = await readRecords(path, bytes, { delimiter, hasHeader: true, ...limit }, pauser());
  const labelGuess = header.find((name) => labelNames.test(name)) ?? header.at(-1) ?? null;
  return { source: 'csv', delimiter, columns: header, labelGuess, message: null };
}

/** The first bytes, unpacked. A packed file is unpacked whole, since its beginning alone would be a damaged file. */
async function readHead(path: string): Promise<{ head: Buffer; whole: boolean }> {
  const buffer = Buffer.alloc(headBytes);
  const file = openSync(path, 'r');
  try {
    const length = readSync(file, buffer, 0, headBytes, 0);
    const head = buffer.subarray(0, length);
    if (head[0] !== 0x1f || head[1] !== 0x8b) return { head, whole: length < headBytes };
  } finally {
    closeSync(file);
  }
  return { head: await unzipped(path, await readDataFile(path)), whole: true };
}
