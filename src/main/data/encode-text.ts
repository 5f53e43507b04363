// Texts to rows of token ids, padded with zeros to the longest.
import { AppError } from '#shared/errors.ts';
import type { Pause } from './pause.ts';
import type { LevelColumn, RawData } from './raw.ts';
import { unknownId, vocabularyOf, wordsOf } from './tokens.ts';

/** Words of a row that are kept; a recurrent network reads no more (program/models/sequence.ts). */
const mostTokens = 1000;
const maxValues = 500_000_000;

/**
 * The vocabulary is that of the training rows. A text without words has length 0. Rows are as long as the longest text of the training
 * rows, or 1 000 words; what is longer is cut at the end, with a note.
 */
export async function encodeText(raw: RawData, used: Uint32Array, train: Uint32Array, pause: Pause) {
  const column = raw.columns.find(({ name }) => name === raw.text);
  if (column === undefined || column.kind === 'number') {
    throw new AppError('invalid', `The text column "${raw.text}" holds numbers only; name the column with the texts.`, {
      field: 'data.text',
    });
  }
  const words = await wordsByLevel(column, used, pause);
  const of = (row: number): readonly string[] => words.get(column.codes[row] ?? -1) ?? [];
  const counts = new Map<string, number>();
  let longest = 1;
  for (const row of train) {
    longest = Math.max(longest, of(row).length);
    for (const word of of(row)) counts.set(word, (counts.get(word) ?? 0) + 1);
    await pause();
  }
  if (counts.size === 0) {
    throw new AppError('invalid', `The text column "${raw.text}" has no word in any training row; name another one.`, {
      field: 'data.text',
    });
  }
  const vocabulary = vocabularyOf(counts);
  const ids = new Map(vocabulary.map((word, id) => [word, id]));
  const steps = Math.min(longest, mostTokens);
  if (steps * used.length > maxValues) {
    throw new AppError(
      'limit',
      `${used.length} texts of up to ${steps} words are more than the ${maxValues} tokens that fit; use "subset".`,
    );
  }
  const x = vocabulary.length <= 65_536 ? new Uint16Array(used.length * steps) : new Int32Array(used.length * steps);
  const lengths = new Uint32Array(used.length);
  const seen = { cut: 0, empty: 0, unknown: 0, all: 0 };
  for (const [at, row] of used.entries()) {
    const own = of(row);
    const length = Math.min(own.length, steps);
    lengths[at] = length;
    if (own.length > steps) seen.cut++;
    if (length === 0) seen.empty++;
    for (let i = 0; i < length; i++) {
      const id = ids.get(own[i] ?? '') ?? unknownId;
      if (id === unknownId) seen.unknown++;
      x[at * steps + i] = id;
    }
    seen.all += length;
    await pause();
  }
  return { x, lengths, vocabulary, inputShape: [steps], features: [], notes: notesOf(raw, seen, vocabulary, steps) };
}

/** By code; each different text is cut into words once. */
async function wordsByLevel({ codes, levels }: LevelColumn, used: Uint32Array, pause: Pause) {
  const words = new Map<number, string[]>();
  for (const row of used) {
    const code = codes[row] ?? -1;
    if (code < 0 || words.has(code)) continue;
    words.set(code, wordsOf(levels[code] ?? ''));
    await pause();
  }
  return words;
}

function notesOf(
  raw: RawData,
  { cut, empty, unknown, all }: { cut: number; empty: number; unknown: number; all: number },
  vocabulary: readonly string[],
  steps: number,
): string[] {
  const share = all === 0 ? 0 : (100 * unknown) / all;
  const notes = [
    `The texts of "${raw.text}" have ${vocabulary.length - 2} different words in the training rows and up to ${steps} words each; ${share.toPrecision(2)} % of all words are unknown.`,
  ];
  if (cut > 0) notes.push(`${cut} texts are longer than ${steps} words and are cut there.`);
  if (empty > 0) notes.push(`${empty} rows have no word in "${raw.text}"; they train as empty texts.`);
  return notes;
}
