// A first look at a file that no study describes yet: which reader, which separator, which column is likely the label.
import { closeSync, openSync, readSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { runJob } from './decode/threads.ts';
import { exists, isFolder, readDataFile, unzipped } from './files.ts';
import { pauser } from './pause.ts';
import { type Records, readRecords } from './readers/csv-records.ts';
import { decodeText, detectDelimiter } from './readers/csv-text.ts';
import { hasIdxMagic, hasUsualIdxFiles } from './readers/idx.ts';
import { looksLikeImageFolder } from './readers/image-files.ts';
import { hasNpyMagic, parseNpyHeader } from './readers/npy.ts';
import { hasZipMagic, openNpz } from './readers/npz.ts';
import { wordsOf } from './tokens.ts';

export interface Sniffed {
  source: 'csv' | 'idx' | 'npy' | 'npz' | 'parquet' | 'image-folder' | 'unknown';
  delimiter: string | null;
  /** Of a text file. */
  encoding: string | null;
  /** Of npz: its arrays. */
  columns: string[];
  /** A column, an array; of npy: the file that likely holds the labels. */
  labelGuess: string | null;
  /** Column that likely holds texts to learn from. */
  textGuess: string | null;
  /** One sentence when the file cannot be used as it is. */
  message: string | null;
}

const headBytes = 1 << 18;
const rowsForTexts = 40;
const wordsOfTexts = 5;
const labelNames =
  /^(?:label|labels|class|classes|target|targets|y|y_train|train_labels|outcome|species|category|diagnosis|quality)$/i;
const nothing = { delimiter: null, encoding: null, columns: [], labelGuess: null, textGuess: null, message: null };

/** Reads the beginning of a file, or looks into a folder. Faults of the file come back as `message`, never as an error. */
export async function sniffFile(path: string): Promise<Sniffed> {
  const unknown = (message: string): Sniffed => ({ ...nothing, source: 'unknown', message });
  try {
    if (await isFolder(path)) {
      if (await hasUsualIdxFiles(path)) return { ...nothing, source: 'idx' };
      if (await looksLikeImageFolder(path)) return { ...nothing, source: 'image-folder', labelGuess: 'class' };
      return unknown(
        `${path} is a folder with neither the usual IDX files (train-images-idx3-ubyte …) nor a folder of PNG or JPEG images per class.`,
      );
    }
    if (!(await exists(path))) return unknown(`There is no file ${path}.`);
    const { head, whole } = await readHead(path);
    if (head.byteLength === 0) return unknown(`${path} is empty (0 bytes).`);
    if (hasIdxMagic(head)) return { ...nothing, source: 'idx' };
    if (hasNpyMagic(head)) {
      parseNpyHeader(path, head);
      return { ...nothing, source: 'npy', labelGuess: await labelFileOf(path) };
    }
    if (hasZipMagic(head)) return await sniffNpz(path);
    if (head.toString('latin1', 0, 4) === 'PAR1') return await sniffParquet(path);
    return await sniffCsv(path, head, whole);
  } catch (error) {
    return unknown(error instanceof AppError ? error.message : `${path} cannot be read: ${String(error)}.`);
  }
}

async function sniffNpz(path: string): Promise<Sniffed> {
  const npz = await openNpz(path);
  npz.close();
  const columns = [...npz.keys];
  if (columns.length === 0)
    return { ...nothing, source: 'unknown', message: `${path} is a zip file without NumPy arrays.` };
  return { ...nothing, source: 'npz', columns, labelGuess: columns.find((name) => labelNames.test(name)) ?? null };
}

async function sniffParquet(path: string): Promise<Sniffed> {
  const schema = await runJob({ kind: 'parquet-schema', path }, { pause: pauser() });
  const columns = schema.columns.filter(({ form }) => form !== 'nested').map(({ name }) => name);
  return { ...nothing, source: 'parquet', columns, labelGuess: guessLabel(columns) };
}

async function sniffCsv(path: string, head: Buffer, whole: boolean): Promise<Sniffed> {
  // A head that was cut off may end inside a character: only whole lines are looked at.
  const { bytes, encoding } = decodeText(whole ? head : head.subarray(0, head.lastIndexOf('\n') + 1), path);
  const delimiter = detectDelimiter(bytes);
  const read = (limit: { limit?: number }) =>
    readRecords(path, bytes, { delimiter, hasHeader: true, ...limit }, pauser());
  // The last line of a head may end inside a quoted field, and a row may be wrong, which whoever reads all of them says; one row is enough
  // to know the columns, and how they are read can then be put right.
  const records = await read(whole ? {} : { limit: rowsForTexts }).catch(() => read({ limit: 1 }));
  const textGuess = guessTexts(records);
  const labelGuess = guessLabel(records.header.filter((name) => name !== textGuess));
  return { ...nothing, source: 'csv', delimiter, encoding, columns: records.header, labelGuess, textGuess };
}

function guessLabel(columns: readonly string[]): string | null {
  return columns.find((name) => labelNames.test(name)) ?? columns.at(-1) ?? null;
}

/** The column of the most words, if they are several in most rows. Only beside another one, which could be the label. */
function guessTexts({ header, cells }: Records): string | null {
  let best: { name: string | null; words: number } = { name: null, words: wordsOfTexts };
  for (const [at, name] of header.entries()) {
    const counts = (cells[at] ?? []).slice(0, rowsForTexts).map((cell) => wordsOf(cell.slice(0, 1000)).length);
    const typical = counts.sort((a, b) => a - b)[counts.length >> 1] ?? 0;
    if (header.length > 1 && typical >= best.words) best = { name, words: typical };
  }
  return best.name;
}

/** The neighbour whose name has y, label or target where this one has x, image or data. */
async function labelFileOf(path: string): Promise<string | null> {
  const name = basename(path);
  const names = [
    name.replace(/(^|[_.-])x(?=[_.-])/i, (_, before: string) => `${before}y`),
    ...['labels', 'targets', 'y'].map((word) => name.replace(/images?|data|features|inputs/i, word)),
  ];
  for (const other of names) {
    if (other !== name && (await exists(join(dirname(path), other)))) return join(dirname(path), other);
  }
  return null;
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
