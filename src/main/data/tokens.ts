// Words of a text, and the vocabulary of a training part.

/** Raised whenever the same text would give other words. With ICU's version it is part of a data set's fingerprint. */
export const tokenizerVersion = `1, ICU ${process.versions.icu ?? 'unknown'}`;

/** Ids of what is no word. */
export const paddingId = 0;
export const unknownId = 1;
/** More words than that teach nothing: each of the rest is seen once or twice. */
const mostWords = 50_000;

/**
 * Letters of one alphabet between marks are one word by Unicode's rules (annex 29, WB5 and WB999); known without asking the segmenter,
 * which takes thirty times as long.
 */
const oneWord =
  /^["'\(\[]*([\p{Lowercase_Letter}&&[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]]+)[.,;:!?"'\)\]]*$/v;

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** A text as its words are compared: compatibility form (NFKC), lower case. */
export function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/**
 * The words of a text that is `comparable` already, or of a part of one between two spaces: by Unicode's rules no word goes across a
 * space. ICU's dictionaries cut scripts without spaces (Chinese, Japanese, Thai); numbers are words, punctuation is none.
 */
export function wordsIn(plain: string): string[] {
  const only = oneWord.exec(plain)?.[1];
  if (only !== undefined) return [only];
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(plain)) {
    if (isWordLike) words.push(segment);
  }
  return words;
}

/** The words of a text in their order. */
export function wordsOf(text: string): string[] {
  return wordsIn(comparable(text));
}

/** Index = token id: "" and "(unknown)", then the words by falling frequency, equal ones by UTF-16 code units. */
export function vocabularyOf(counts: Iterable<readonly [word: string, count: number]>): string[] {
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return ['', '(unknown)', ...ranked.slice(0, mostWords).map(([word]) => word)];
}
