// Files that commands write: whole or not at all.
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';

/** Writes to a temporary name beside `path` and renames. Throws AppError('invalid') with the reason, for a folder too. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) throw new AppError('invalid', `${path} is a folder; name a file in it.`);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    // What stopped the writing may stop the removal too; the first reason is the one to tell.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new AppError(
      'invalid',
      `${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
    );
  }
}
