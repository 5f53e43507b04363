// From the bytes of a file to its text: byte order marks, encodings, binary files, and which character separates the fields.
import { isUtf8 } from 'node:buffer';
import { AppError } from '#shared/errors.ts';

const delimiters = [',', ';', '\t', '|'] as const;
const sampleBytes = 1 << 16;
const sampleLines = 100;

export interface DecodedText {
  /** UTF-8 without byte order mark. */
  readonly bytes: Buffer;
  readonly encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
  readonly notes: readonly string[];
}

/**
 * UTF-8 (with or without mark), UTF-16 with mark, or, when the bytes are not UTF-8, Windows-1252 with a note.
 * @throws AppError invalid for a binary file, known by its NUL bytes.
 */
export function decodeText(bytes: Buffer, path: string): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return recoded(bytes.subarray(2), 'utf-16le', 'UTF-16');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return recoded(bytes.subarray(2), 'utf-16be', 'UTF-16');
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    throw new AppError(
      'invalid',
      `${path} is not a text file (byte ${nul + 1} is NUL); give a CSV file, or the source that fits its format.`,
      { path },
    );
  }
  const body = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  if (isUtf8(body)) return { bytes: body, encoding: 'UTF-8', notes: [] };
  return recoded(body, 'windows-1252', 'Windows-1252', ' (it is not valid UTF-8)');
}

function recoded(bytes: Buffer, label: string, encoding: DecodedText['encoding'], why = ''): DecodedText {
  const text = new TextDecoder(label).decode(bytes);
  return { bytes: Buffer.from(text), encoding, notes: [`The file was read as ${encoding}${why}.`] };
}

/**
 * The separator that gives the same number of fields in the most of the first lines, and among equals the most fields.
 * Separators inside quotes do not count. A file of one column has none: a comma then does no harm.
 */
export function detectDelimiter(bytes: Buffer): string {
  const whole = bytes.byteLength <= sampleBytes;
  const text = bytes.toString('utf8', 0, sampleBytes);
  let best = { delimiter: ',', agreeing: 0, fields: 0 };
  for (const delimiter of delimiters) {
    const counts = countPerLine(text, delimiter, whole);
    const tally = new Map<number, number>();
    for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
    for (const [fields, lines] of tally) {
      if (fields === 0) continue;
      const agreeing = lines / counts.length;
      if (agreeing > best.agreeing || (agreeing === best.agreeing && fields > best.fields)) {
        best = { delimiter, agreeing, fields };
      }
    }
  }
  return best.delimiter;
}

/** Separators outside quotes in each of the first lines that is not blank; a last line that the sample cut off is left out. */
function countPerLine(text: string, delimiter: string, whole: boolean): number[] {
  const counts: number[] = [];
  let count = 0;
  let quoted = false;
  let blank = true;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === delimiter) count++;
    if (!quoted && (character === '\n' || character === '\r')) {
      if (!blank) counts.push(count);
      if (counts.length === sampleLines) return counts;
      count = 0;
      blank = true;
    } else if (character !== ' ') blank = false;
  }
  if (whole && !blank) counts.push(count);
  return counts;
}
