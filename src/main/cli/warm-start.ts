// Warm start on the command line: what the option names, and what comes of it.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { StudySummary } from '#shared/contract/studies.ts';
import { describeWarmStart } from '#shared/study/warm-start-text.ts';

/** The file of a study is named by its absolute path: the host may run in another folder. Anything else is an id or a name. */
export function studyReference(text: string): string {
  const path = resolve(text);
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  return isFile || /\.json$/i.test(text) ? path : text;
}

/** One event, and one line for people, for each study that the summary's study was started warm from. */
export function tellWarmStart({ warmStart = [] }: StudySummary, tell: (event: object, line: string) => void): void {
  for (const source of warmStart) tell({ event: 'warmStart', ...source }, describeWarmStart(source));
}
