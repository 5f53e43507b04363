// Words of a text, and the vocabulary of a training part.

/** Raised whenever the same text would give other words. With ICU's version it is part of a data set's fingerprint. */
export const tokenizerVersion = `1, ICU ${process.versions.icu ?? 'unknown'}`;

/** Ids of what is no word. */
export const paddingId = 0;
export const unknownId = 1;
/** More words than that teach nothing: each of the rest is seen once or twice. */
const mostWords = 50_000;

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * The words of a text in their order, in lower case and compatibility form (NFKC), by Unicode's rules and ICU's dictionaries for
 * scripts without spaces (Chinese, Japanese, Thai); numbers are words, punctuation is none.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text.normalize('NFKC').toLowerCase())) {
    if (isWordLike) words.push(segment);
  }
  return words;
}

/** Index = token id: "" and "(unknown)", then the words by falling frequency, equal ones by UTF-16 code units. */
export function vocabularyOf(counts: ReadonlyMap<string, number>): string[] {
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return ['', '(unknown)', ...ranked.slice(0, mostWords).map(([word]) => word)];
}
