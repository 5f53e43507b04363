// Texts in a Python snippet: words by a regular expression, and the vocabulary of the training part.
import { indent } from './code.ts';
import type { WordsPlan } from './data-plan.ts';
import type { ModelPlan } from './layer-plan.ts';

/** Hiragana, Katakana, Han; Thai, Lao, Myanmar, Khmer. */
const unspacedRange = '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u9fff';

export function textConstants({ inputShape, layers }: ModelPlan): string[] {
  const embedding = layers.find((layer) => layer.kind === 'embedding');
  return [
    `LENGTH = ${inputShape[0]}  # leading words of a text that are read`,
    `VOCABULARY_SIZE = ${embedding?.kind === 'embedding' ? embedding.tokens : 0}  # with 0 for padding and 1 for unknown words`,
  ];
}

/** `words(text)` and `encode_texts(cells, train)`. */
export function textFunctions({ marks, isUnspaced }: WordsPlan): string[][] {
  const letter = marks.length === 0 ? '\\w' : `[\\w${marks.map(escaped).join('')}]`;
  const word = `${letter}(?:${letter}|(?<=[^\\W\\d_])[.:'’·](?=[^\\W\\d_])|(?<=\\d)[.,;'’](?=\\d))*`;
  const plain = 'unicodedata.normalize("NFKC", text).lower()';
  return [
    [
      '# Letters, digits and underscores; a point or an apostrophe stands within a word, a comma within a number.',
      `WORD = re.compile(r"${word}")`,
    ],
    [
      'def words(text):',
      ...indent([
        '"""The words of a text in their order, in lower case."""',
        ...(isUnspaced
          ? [`text = re.sub(r"([${unspacedRange}])", r" \\1 ", ${plain})`, 'return WORD.findall(text)']
          : [`return WORD.findall(${plain})`]),
      ]),
    ],
    [
      'def encode_texts(cells, train):',
      ...indent([
        '"""Word ids [rows, LENGTH], padded with 0; the vocabulary is that of the training rows, most frequent first."""',
        'texts = [words("" if cell in MISSING else cell) for cell in cells]',
        'counts = collections.Counter(word for row in train for word in texts[row])',
        'ranked = sorted(counts, key=lambda word: (-counts[word], word.encode("utf-16-be")))',
        'ids = {word: i for i, word in enumerate(ranked[: VOCABULARY_SIZE - 2], start=2)}',
        'x = np.zeros((len(texts), LENGTH), "int64")',
        'for row, text in enumerate(texts):',
        '    known = [ids.get(word, 1) for word in text[:LENGTH]]',
        '    x[row, : len(known)] = known',
        'return x',
      ]),
    ],
  ];
}

function escaped(mark: string): string {
  const code = mark.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** What is not the same as in the study. */
export function textNotes({ isUnspaced }: WordsPlan): string[] {
  return isUnspaced
    ? ['words of scripts without spaces: every character is one here, Vernier cuts them by dictionaries.']
    : [];
}
