// Reads a JSON file the user named: a study file or a best configuration.
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '#shared/errors.ts';

/** Larger files are no study files. */
export const maxStudyBytes = 16 * 1024 * 1024;

/** The parsed JSON and the absolute path; `invalid` or `not_found` with one sentence otherwise. */
export async function readStudySource(path: string): Promise<{ file: unknown; path: string }> {
  const absolute = resolve(path);
  let text: string;
  try {
    const info = await stat(absolute);
    if (info.isDirectory()) throw new AppError('invalid', `${path} is a folder; name the study file in it.`);
    // A device or a pipe may never end.
    if (!info.isFile()) throw new AppError('invalid', `${path} is no file; write the study into one.`);
    if (info.size > maxStudyBytes)
      throw new AppError('invalid', `${path} is larger than 16 MB; that is no study file.`);
    text = await readFile(absolute, 'utf8');
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new AppError('not_found', `There is no file ${path}.`);
    throw new AppError('invalid', `${path} cannot be read (${code ?? 'unknown error'}).`);
  }
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new AppError('invalid', `${path} is not JSON: ${whereInText((error as Error).message, text)}.`);
  }
  if (isDeeperThan(maxDepth, file)) throw new AppError('invalid', `${path} is nested too deeply for a study file.`);
  return { file, path: absolute };
}

/** What is nested deeper than any study breaks whatever walks it by recursion. */
const maxDepth = 100;

function isDeeperThan(depth: number, file: unknown): boolean {
  let level = [file];
  for (let d = 0; d <= depth && level.length > 0; d++) {
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return level.length > 0;
}

/** V8 says "… in JSON at position 12 (line 3 column 4)" or just quotes a snippet; keep the useful part. */
function whereInText(message: string, text: string): string {
  if (text.trim() === '') return 'it is empty';
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return message.replace(/ in JSON.*$/, '').replace(/, ".*$/s, '');
  const before = text.slice(0, Number(position)).split('\n');
  const what = message.replace(/ in JSON at position.*$/, '').replace(/ at position.*$/, '');
  return `${what} at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
