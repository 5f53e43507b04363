// `vernier best STUDY`: the best configuration as JSON or as a program, on stdout or in a file.
import { type SnippetFormat, snippetFormats, snippetOfStudy } from '#main/host/export-snippet.ts';
import type { Places } from '#main/host/places.ts';
import { requireStage } from '#main/host/stages/stage-study.ts';
import { rankingOfStudy } from '#main/host/study-ranking.ts';
import { bestOf } from '#main/host/views.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { nonFiniteAsText } from '#shared/non-finite.ts';
import { findStudyOrFail, withReading } from './reading.ts';
import { exitCodes, say, sentencesOf } from './terminal.ts';
import { writeWhole } from './write-whole.ts';

export interface BestOptions {
  readonly dataDir?: string | undefined;
  readonly top?: number;
  readonly stage?: string;
  readonly output?: string;
  readonly format: string;
}

export const bestFormats: readonly string[] = ['json', ...snippetFormats];

export async function bestCommand(reference: string, options: BestOptions): Promise<number> {
  const text = await withReading(options.dataDir, async (store, places) => {
    const row = await findStudyOrFail(store, reference);
    return store ? textOf(store, row, places, options) : null;
  });
  if (text === null) return exitCodes.failed;
  if (options.output === undefined) process.stdout.write(text);
  else await writeWhole(options.output, text);
  return exitCodes.ok;
}

/** null when no trial has a value, which was said. */
async function textOf(store: Store, row: StudyRow, places: Places, options: BestOptions): Promise<string | null> {
  const { format, top = 1, stage } = options;
  const snippet = snippetFormats.find((one) => one === format);
  if (snippet === undefined && format !== 'json') {
    throw new AppError('invalid', `The format "${format}" is not available; choose one of ${bestFormats.join(', ')}.`);
  }
  if (snippet !== undefined && top > 1) {
    throw new AppError('invalid', `--top goes with --format json; a program is written of one configuration.`);
  }
  if (stage !== undefined) requireStage(row, stage);
  const rank = (of: string | undefined) => rankingOfStudy(store, row, of);
  const configs = await bestOf(store, row, top, stage, rank).catch(nothingBest);
  if (configs === null) return null;
  if (snippet !== undefined)
    return snippetOfStudy(store, row, places, { format: snippet satisfies SnippetFormat, stage });
  return `${JSON.stringify(top > 1 ? configs : configs[0], nonFiniteAsText, 2)}\n`;
}

/** A study without a value is work that failed (exit 1), not wrong usage. */
function nothingBest(thrown: unknown): null {
  for (const sentence of sentencesOf(thrown)) say(`vernier: ${sentence}`);
  return null;
}
