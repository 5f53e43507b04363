// Cutting texts piece by piece gives the words that Unicode's rules give for the whole text.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lexicon, noWord } from '#main/data/lexicon.ts';
import { wordsIn } from '#main/data/tokens.ts';

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
const segmentsOf = (plain: string) =>
  [...segmenter.segment(plain)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
/** The definition, without any shortcut. */
const wordsOfWhole = (text: string) => segmentsOf(text.normalize('NFKC').toLowerCase());

const noPause = async () => undefined;
const read = async (lexicon: Lexicon, text: string) => {
  const ids: number[] = [];
  await lexicon.read(text, (id) => ids.push(id), noPause);
  return ids;
};

const scripts = [
  ...['a', 'B', 'é', 'ß', 'Σ', 'ς', 'ж', 'İ', 'ﬁ', 'e\u0301', '\u0308', '\u200d', '\u00a8', 'ª', '²'],
  ...['0', '3.14', '1,5', '_', '-', "'", '’', '.', ',', ':', ';', '"', '(', ']', '!', '@', '#', '/', '\u00ad'],
  ...[' ', '  ', '\t', '\n', '\r\n', '\u00a0', '\u2028', '\u3000'],
  ...['学习', '东京', 'カタ', 'ひら', 'สวัสดี', 'ភាសា', 'שלום', 'د', 'क्षि', '한국', '😀', '👨‍👩‍👧', '🇩🇪', '\ud800', 'Ａ'],
];
const texts = fc.array(fc.oneof(fc.constantFrom(...scripts), fc.string({ unit: 'binary', maxLength: 6 })), {
  maxLength: 60,
});

test('any text has the words that it has as a whole, in its order', async () => {
  const lexicon = new Lexicon();
  await fc.assert(
    fc.asyncProperty(texts, async (parts) => {
      const text = parts.join('');
      const ids = await read(lexicon, text);
      expect(ids.map((id) => lexicon.words[id])).toEqual(wordsOfWhole(text));
    }),
    { numRuns: 2000 },
  );
});

test('letters of one alphabet between marks are one word, for every letter that takes the short way', () => {
  const alphabets = /[[\p{Lowercase_Letter}]&&[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]]/v;
  const wrong: string[] = [];
  for (let code = 0; code < 0x110000; code++) {
    const letter = String.fromCodePoint(code);
    if (!alphabets.test(letter)) continue;
    for (const text of [letter, `"${letter}a".`, `(${letter}${letter}):`, `б${letter}';`, `'${letter}]?!`]) {
      if (wordsIn(text).join('|') !== segmentsOf(text).join('|')) wrong.push(text);
    }
  }
  expect(wrong).toEqual([]);
});

test('a hundred thousand different pieces keep their own words, also when they come again', async () => {
  const lexicon = new Lexicon();
  const pieces = Array.from({ length: 100_000 }, (_, i) => `w${i.toString(36)}`);
  const first = await read(lexicon, pieces.join(' '));
  expect(first).toHaveLength(pieces.length);
  expect(new Set(first).size).toBe(pieces.length);
  expect(await read(lexicon, pieces.join('  '))).toEqual(first);
  expect(first.map((id) => lexicon.words[id])).toEqual(pieces);
});

test('a closed lexicon learns no word', async () => {
  const lexicon = new Lexicon();
  const [film] = await read(lexicon, 'Film');
  lexicon.close();
  expect(await read(lexicon, 'new film, film-new')).toEqual([noWord, film, film, noWord]);
  expect(lexicon.words).toEqual(['', 'film']);
});
