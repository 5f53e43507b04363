// `vernier advise --curves FILE`: verdicts and moves for runs that were trained anywhere.
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { adviseRun } from '#main/advice/index.ts';
import { type CurveFile, type FolderFile, readCurves, readEventFolder } from '#main/curve-files/index.ts';
import type { Advice } from '#shared/contract/advice.ts';
import { AppError } from '#shared/errors.ts';
import { moveText, reasonText, verdictHeadline } from '#shared/study/advice-text.ts';
import { emit, exitCodes, say, table } from './terminal.ts';

export const adviceFormats = ['jsonl', 'table', 'text'] as const;

export interface AdviseOptions {
  readonly curves?: string;
  readonly format: string;
  readonly json?: boolean;
}

/** One line per run on stdout, in the order of the file; with `table` and `text` for people. */
export async function adviseCommand({ curves, json, ...options }: AdviseOptions): Promise<number> {
  const format = json ? 'jsonl' : options.format;
  if (curves === undefined) {
    throw new AppError(
      'invalid',
      'Say which curves: "vernier advise --curves FILE" reads JSON, CSV and TensorBoard event files.',
    );
  }
  const { runs, notes } = await readPath(curves);
  for (const note of notes) say(`vernier: ${note}`);
  if (runs.length === 0) say(`vernier: ${curves} holds no run.`);
  const advised = runs.map(({ id, input }) => ({ id, advice: adviseRun(input) }));
  if (format === 'table' && advised.length > 0) process.stdout.write(`${adviceTable(advised)}\n`);
  if (format === 'text') for (const one of advised) process.stdout.write(`${adviceText(one)}\n`);
  if (format === 'jsonl') for (const one of advised) emit(adviceLine(one));
  return exitCodes.ok;
}

interface Advised {
  readonly id: string;
  readonly advice: Advice;
}

/** A folder is a TensorBoard log: event files in it and below. */
async function readPath(path: string): Promise<CurveFile> {
  const id = basename(resolve(path)).replace(/\.(json|jsonl|csv|tsv|txt|log)$/i, '');
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new AppError('invalid', `${path} cannot be read (${error.code ?? 'unknown error'}).`);
  });
  if (!found.isDirectory()) return readCurves(await readOrSay(path), id, path);
  const names = (await readdir(path, { recursive: true })).filter((name) => basename(name).includes('.tfevents.'));
  const files: FolderFile[] = [];
  for (const name of names.sort()) {
    const at = join(path, name);
    files.push({ folders: name.split(sep).slice(0, -1), path: at, bytes: await readOrSay(at) });
  }
  return readEventFolder(files, id, path);
}

function readOrSay(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new AppError('invalid', `${path} cannot be read (${error.code ?? 'unknown error'}).`);
  });
}

/** The fields of interfaces.md first; `to` and what follows are for whoever wants more. */
function adviceLine({ id, advice }: Advised): object {
  const { verdict, since, confidence, moves, evidence, notes } = advice;
  return {
    id,
    verdict,
    since,
    confidence,
    moves: moves.map(({ setting, direction, to, why }) => ({ setting, direction, to, why: reasonText(why, 'en') })),
    evidence: { rule: evidence.id, span: evidence.span, ...evidence.values },
    notes: notes.map((note) => reasonText(note, 'en')),
  };
}

function adviceTable(advised: readonly Advised[]): string {
  const rows = advised.map(({ id, advice }) => [
    id,
    advice.verdict,
    advice.since === null ? '–' : String(advice.since),
    advice.confidence.toFixed(2),
    advice.moves.map((move) => moveText(move, 'en')).join('; ') || 'leave it alone',
  ]);
  return table(['run', 'verdict', 'since', 'confidence', 'moves'], rows);
}

function adviceText({ id, advice }: Advised): string {
  const { evidence, notes, moves } = advice;
  return [
    `${id}: ${verdictHeadline(advice, 'en')}`,
    `  ${reasonText(evidence, 'en')}`,
    ...notes.map((note) => `  ${reasonText(note, 'en')}`),
    ...moves.map((move, i) => `  ${i + 1}. ${moveText(move, 'en')}: ${reasonText(move.why, 'en')} (${move.source})`),
    ...(moves.length === 0 ? ['  Leave it alone.'] : []),
  ].join('\n');
}
