// `vernier advise STUDY`, `vernier advise --curves FILE`: verdicts and moves for the trials of a study, or for runs that were trained anywhere.
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { adviseRun } from '#main/advisor/index.ts';
import { type CurveFile, type FolderFile, readLog } from '#main/curve-files/index.ts';
import { readAdvice, readStudyAdvice } from '#main/host/advice/read-advice.ts';
import type { Advice, Reason, StudyAdviceAnswer } from '#shared/contract/advice.ts';
import { AppError } from '#shared/errors.ts';
import { adviceFields } from '#shared/study/advice-fields.ts';
import { moveText, reasonText, verdictHeadline } from '#shared/study/advice-text.ts';
import { isEventFileName } from '#shared/study/log-files.ts';
import { explanationLines, studyAdviceFields, studyAdviceText, trustFields } from './advice-lines.ts';
import { findStudyOrFail, withReading } from './reading.ts';
import { emit, exitCodes, say, table } from './terminal.ts';

export const adviceFormats = ['jsonl', 'table', 'text'] as const;

export interface AdviseOptions {
  readonly dataDir?: string | undefined;
  readonly curves?: string;
  readonly trial?: number;
  readonly json?: boolean;
  readonly format?: string;
  readonly explain?: boolean;
}

/**
 * One line per trial or run on stdout, in their order, and after those of a study one per advice on it; a table for people where it is a
 * study and nothing else is asked for.
 */
export async function adviseCommand(reference: string | undefined, options: AdviseOptions): Promise<number> {
  const { curves, json, explain = false } = options;
  const format = json ? 'jsonl' : (options.format ?? (explain ? 'text' : curves === undefined ? 'table' : 'jsonl'));
  if (explain && format !== 'text') {
    throw new AppError('invalid', '"--explain" goes with text for people: leave "--json" and "--format" out.');
  }
  if ((reference === undefined) === (curves === undefined)) {
    throw new AppError(
      'invalid',
      'Say what to advise on: "vernier advise STUDY" for its trials, or "vernier advise --curves FILE" for JSON, CSV and TensorBoard event files.',
    );
  }
  return curves === undefined ? adviseStudy(reference ?? '', options, format) : adviseCurves(curves, format, explain);
}

async function adviseStudy(
  reference: string,
  { dataDir, trial, explain = false }: AdviseOptions,
  format: string,
): Promise<number> {
  const { advised, study } = await withReading(dataDir, async (store) => {
    const row = await findStudyOrFail(store, reference);
    if (store === null) return { advised: [], study: null };
    const trials = await readAdvice(store, row, trial === undefined ? null : [trial]);
    return { advised: trials, study: trial === undefined ? await readStudyAdvice(store, row) : null };
  });
  if (advised.length === 0) {
    say(
      trial === undefined
        ? 'No trial of this study has begun yet.'
        : `vernier: This study has no trial ${trial} that has begun.`,
    );
    return trial === undefined ? exitCodes.ok : exitCodes.failed;
  }
  const runs = advised.map((one) => ({ id: String(one.trial), advice: one.advice }));
  if (format === 'jsonl') {
    for (const one of advised) emit({ trial: one.trial, ...adviceFields(one.advice) });
    for (const one of study?.advices ?? []) emit(studyAdviceFields(one));
    if (study?.trust) emit(trustFields(study.trust));
    return exitCodes.ok;
  }
  tell(runs, format, 'trial', explain);
  if (study !== null) tellStudy(study, explain);
  return exitCodes.ok;
}

function tell(advised: readonly Advised[], format: string, kind: 'run' | 'trial', explain: boolean): void {
  if (format === 'table') process.stdout.write(`${adviceTable(advised, kind)}\n`);
  else
    for (const one of advised) process.stdout.write(`${adviceText(one, kind === 'trial' ? 'Trial ' : '', explain)}\n`);
}

/** Nothing where the trials show nothing together. */
function tellStudy({ stage, used, advices, trust }: StudyAdviceAnswer, explain: boolean): void {
  if (trust !== null)
    process.stdout.write(
      `\n${[reasonText(trust, 'en'), ...(explain ? explanationLines(trust, '  ') : [])].join('\n')}\n`,
    );
  if (advices.length === 0) return;
  const about = stage === null ? 'What the trials show together' : `What the trials of stage "${stage}" show together`;
  const lines = advices.map((one) => studyAdviceText(one, explain)).join('\n');
  process.stdout.write(`\n${about} (${used} complete):\n${lines}\n`);
}

async function adviseCurves(curves: string, format: string, explain: boolean): Promise<number> {
  const { runs, notes } = await readPath(curves);
  for (const note of notes) say(`vernier: ${note}`);
  if (runs.length === 0) say(`vernier: ${curves} holds no run.`);
  const advised = runs.map(({ id, input }) => ({ id, advice: adviseRun(input) }));
  if (format === 'jsonl') for (const { id, advice } of advised) emit({ id, ...adviceFields(advice) });
  else if (advised.length > 0) tell(advised, format, 'run', explain);
  return exitCodes.ok;
}

interface Advised {
  readonly id: string;
  readonly advice: Advice;
}

/** A folder is a TensorBoard log: event files in it and below. */
async function readPath(path: string): Promise<CurveFile> {
  const name = basename(resolve(path));
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new AppError('invalid', `${path} cannot be read (${error.code ?? 'unknown error'}).`);
  });
  if (!found.isDirectory()) return readLog({ kind: 'file', name, path, bytes: await readOrSay(path) });
  const names = (await readdir(path, { recursive: true })).filter((one) => isEventFileName(basename(one)));
  const files: FolderFile[] = [];
  for (const one of names.sort()) {
    const at = join(path, one);
    files.push({ folders: one.split(sep).slice(0, -1), path: at, bytes: await readOrSay(at) });
  }
  return readLog({ kind: 'folder', name, path, files });
}

function readOrSay(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new AppError('invalid', `${path} cannot be read (${error.code ?? 'unknown error'}).`);
  });
}

function adviceTable(advised: readonly Advised[], kind: string): string {
  const rows = advised.map(({ id, advice }) => [
    id,
    advice.verdict,
    advice.since === null ? '–' : String(advice.since),
    advice.confidence.toFixed(2),
    advice.moves.map((move) => moveText(move, 'en')).join('; ') || (advice.verdict === 'good' ? 'leave it alone' : '–'),
  ]);
  return table([kind, 'verdict', 'since', 'confidence', 'moves'], rows);
}

function adviceText({ id, advice }: Advised, title: string, explain: boolean): string {
  const { evidence, notes, moves } = advice;
  const why = (reason: Reason, indent: string) => (explain ? explanationLines(reason, indent) : []);
  return [
    `${title}${id}: ${verdictHeadline(advice, 'en')}`,
    `  ${reasonText(evidence, 'en')}`,
    ...why(evidence, '     '),
    ...notes.map((note) => `  ${reasonText(note, 'en')}`),
    ...moves.flatMap((move, i) => [
      `  ${i + 1}. ${moveText(move, 'en')}: ${reasonText(move.why, 'en')} (${move.source})`,
      ...why(move.why, '     '),
      ...move.known.flatMap((one) => [`     ${reasonText(one, 'en')}`, ...why(one, '       ')]),
    ]),
    ...(moves.length === 0 && advice.verdict === 'good' ? ['  Leave it alone.'] : []),
  ].join('\n');
}
