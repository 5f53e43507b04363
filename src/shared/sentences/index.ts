// The host's sentences in Chinese. English is what the host writes and the database keeps; a page in Chinese, and a report, read it here.
import { recipes } from '../recipes/index.ts';
import { commandPhrases, commandSentences } from './commands.ts';
import { dataPhrases, dataSentences } from './data.ts';
import { logPhrases, logSentences } from './logs.ts';
import { type SentenceReader, type SentenceTable, sentenceReader } from './reader.ts';
import { runningPhrases, runningSentences } from './running.ts';
import { searchPhrases, searchSentences } from './searching.ts';
import { studyFilePhrases, studyFileSentences } from './study-file.ts';

export const sentences: SentenceTable = {
  ...runningSentences,
  ...searchSentences,
  ...commandSentences,
  ...studyFileSentences,
  ...dataSentences,
  ...logSentences,
};
export const phrases: SentenceTable = {
  ...runningPhrases,
  ...searchPhrases,
  ...commandPhrases,
  ...studyFilePhrases,
  ...dataPhrases,
  ...logPhrases,
  ...Object.fromEntries(recipes.map(({ title }) => [title.en, title.zh])),
};

let made: SentenceReader | null = null;

/** Made when it is first asked: that takes a while. */
export function chineseReader(): SentenceReader {
  made ??= sentenceReader(sentences, phrases);
  return made;
}

/** What the host says, in Chinese; a sentence that nobody knows, as a program's own is, stays as it is. */
export function inChinese(text: string): string {
  return chineseReader().read(text) ?? text;
}
