// Files that commands write: whole or not at all.
import { constants } from 'node:fs';
import { access, mkdir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '#shared/errors.ts';

export interface WholeFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Writes to a temporary name beside `path` and renames. Throws AppError('invalid') with the reason, for a folder too. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await writeTogether([{ path, content }]);
}

/** All of them or none: what finds no room is found out before the first one takes its name. Throws as writeWhole. */
export async function writeTogether(files: readonly WholeFile[]): Promise<void> {
  for (const { path } of files) await requirePlace(path);
  const temporary = ({ path }: WholeFile) => `${path}.${process.pid}.tmp`;
  try {
    for (const file of files) await writing(file.path, writeFile(temporary(file), file.content));
    for (const file of files) await writing(file.path, rename(temporary(file), file.path));
  } catch (error) {
    // What stopped the writing may stop the removal too; the first reason is the one to tell.
    for (const file of files) await rm(temporary(file), { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Throws AppError('invalid') when a folder lies there, or the folder that it would lie in is not there or cannot be written. */
export async function requirePlace(path: string): Promise<void> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) throw new AppError('invalid', `${path} is a folder; name a file in it.`);
  await writing(path, access(dirname(path), constants.W_OK));
}

/** A folder of files with "/" between the parts of their paths; made under a temporary name beside `folder`. Throws as requireNewFolder. */
export async function writeFolder(folder: string, files: readonly WholeFile[]): Promise<void> {
  await requireNewFolder(folder);
  const temporary = `${resolve(folder)}.${process.pid}.tmp`;
  try {
    for (const { path, content } of files) {
      const place = join(temporary, path);
      await writing(folder, mkdir(dirname(place), { recursive: true }));
      await writing(folder, writeFile(place, content));
    }
    // Not every system renames onto an empty folder.
    await rmdir(folder).catch(() => undefined);
    await writing(folder, rename(temporary, folder));
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

/** Throws AppError('invalid') when something lies there that is no empty folder, or the folder that it would lie in cannot be written. */
export async function requireNewFolder(folder: string): Promise<void> {
  const held = await readdir(folder).catch((error: NodeJS.ErrnoException) => error.code);
  if (held === 'ENOTDIR') throw new AppError('invalid', `${folder} is a file; name a new folder.`);
  if (Array.isArray(held) && held.length > 0) {
    throw new AppError('invalid', `The folder ${folder} is not empty; name a new one.`);
  }
  await writing(folder, access(dirname(resolve(folder)), constants.W_OK));
}

async function writing(path: string, work: Promise<unknown>): Promise<void> {
  await work.catch((error: NodeJS.ErrnoException) => {
    throw new AppError('invalid', `${path} cannot be written (${error.code ?? 'unknown error'}).`);
  });
}
