// Texts to rows of token ids, padded with zeros to the longest.
import { AppError } from '#shared/errors.ts';
import { Lexicon, noWord } from './lexicon.ts';
import type { Pause } from './pause.ts';
import type { LevelColumn, RawData } from './raw.ts';
import { TokenStore } from './token-store.ts';
import { unknownId, vocabularyOf } from './tokens.ts';

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
  const lexicon = new Lexicon();
  const tokens = new TokenStore(column.levels.length, mostTokens);
  const counts = await readTexts(column, train, lexicon, tokens, pause);
  if (lexicon.words.length === 1) {
    throw new AppError('invalid', `The text column "${raw.text}" has no word in any training row; name another one.`, {
      field: 'data.text',
    });
  }
  const longest = train.reduce((most, row) => Math.max(most, tokens.lengthOf(column.codes[row] ?? -1)), 1);
  lexicon.close();
  await readTexts(column, used, lexicon, tokens, pause);

  const vocabulary = vocabularyOf(
    lexicon.words.slice(1).map((word, at): [string, number] => [word, counts[at + 1] ?? 0]),
  );
  await pause();
  const steps = Math.min(longest, mostTokens);
  if (steps * used.length > maxValues) {
    throw new AppError(
      'limit',
      `${used.length} texts of up to ${steps} words are more than the ${maxValues} tokens that fit; use "subset".`,
    );
  }
  const idOf = tokenIds(lexicon, vocabulary);
  const x = vocabulary.length <= 65_536 ? new Uint16Array(used.length * steps) : new Int32Array(used.length * steps);
  const lengths = new Uint32Array(used.length);
  const seen = { cut: 0, empty: 0, unknown: 0, all: 0 };
  for (const [at, row] of used.entries()) {
    const code = column.codes[row] ?? -1;
    const own = tokens.of(code);
    const length = Math.min(own.length, steps);
    lengths[at] = length;
    if (tokens.lengthOf(code) > steps) seen.cut++;
    if (length === 0) seen.empty++;
    for (let i = 0; i < length; i++) {
      const id = idOf[own[i] ?? noWord] ?? unknownId;
      if (id === unknownId) seen.unknown++;
      x[at * steps + i] = id;
    }
    seen.all += length;
    if ((at & 63) === 0) await pause();
  }
  return { x, lengths, vocabulary, inputShape: [steps], features: [], notes: notesOf(raw, seen, vocabulary, steps) };
}

/**
 * Puts the words of the rows' texts into `tokens`, each different text once, and counts by word how often it stands in the rows: a
 * text of three rows counts three times, with all its words and not the kept ones only.
 */
async function readTexts(
  { codes, levels }: LevelColumn,
  rows: Uint32Array,
  lexicon: Lexicon,
  tokens: TokenStore,
  pause: Pause,
): Promise<number[]> {
  const times = new Uint32Array(levels.length);
  for (const row of rows) {
    const code = codes[row] ?? -1;
    if (code >= 0) times[code] = (times[code] ?? 0) + 1;
  }
  const counts: number[] = [];
  for (const [code, rowsOfText] of times.entries()) {
    if (rowsOfText === 0 || tokens.has(code)) continue;
    tokens.begin(code);
    const take = (id: number) => {
      counts[id] = (counts[id] ?? 0) + rowsOfText;
      tokens.add(id);
    };
    await lexicon.read(levels[code] ?? '', take, pause);
    await pause();
  }
  return counts;
}

/** Token id by word of the lexicon: rare words that the vocabulary leaves out are unknown. */
function tokenIds({ words }: Lexicon, vocabulary: readonly string[]): Uint32Array {
  const ids = new Map(vocabulary.map((word, id) => [word, id]));
  return Uint32Array.from(words, (word, at) => (at === noWord ? unknownId : (ids.get(word) ?? unknownId)));
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
