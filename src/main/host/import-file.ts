// A file that is to be imported, from this computer's disk.
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#shared/errors.ts';

const mostMegabytes = 1024;

/** `path`: absolute. Throws AppError: `not_found`, `limit`, or `invalid` with the reason. */
export async function readImportFile(path: string): Promise<{ readonly name: string; readonly content: Uint8Array }> {
  try {
    const info = await stat(path);
    // A device or a pipe may never end.
    if (!info.isFile()) throw new AppError('invalid', `${path} is no file; name one.`);
    if (info.size > mostMegabytes * 2 ** 20) {
      throw new AppError('limit', `${path} is larger than ${mostMegabytes} MB, too large to be imported.`);
    }
    return { name: basename(path), content: await readFile(path) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new AppError('not_found', `There is no file ${path}.`);
    throw new AppError('invalid', `${path} cannot be read (${code ?? 'unknown error'}).`);
  }
}
