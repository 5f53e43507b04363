// Reads a JSON file the user named: a study file or a best configuration.
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { repeatedName, syntaxProblem } from './json-text.ts';

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
    text = decoded(await readFile(absolute), path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new AppError('not_found', `There is no file ${path}.`);
    throw new AppError('invalid', `${path} cannot be read (${code ?? 'unknown error'}).`);
  }
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new AppError('invalid', `${path} is not JSON: ${syntaxProblem((error as Error).message, text)}.`);
  }
  if (isDeeperThan(maxDepth, file)) throw new AppError('invalid', `${path} is nested too deeply for a study file.`);
  const twice = repeatedName(text);
  if (twice !== null) {
    throw new AppError(
      'invalid',
      `${path} has ${JSON.stringify(twice.name)} twice in one object, again at line ${twice.line}; keep one of them.`,
    );
  }
  return { file, path: absolute };
}

/** UTF-8, or UTF-16 that says so, as some editors and shells of Windows write it. */
function decoded(bytes: Uint8Array, path: string): string {
  const utf16 = { fffe: 'utf-16le', feff: 'utf-16be' }[Buffer.from(bytes.subarray(0, 2)).toString('hex')];
  try {
    return new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AppError('invalid', `${path} is not text in UTF-8; save it in that encoding.`);
  }
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
