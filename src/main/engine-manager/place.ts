// Puts an engine's folder in place as a whole: built beside it, tried out, then renamed. What was there before stays until that moment.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { TryOut } from './machine.ts';

/**
 * `build` fills an empty folder, which `tryOut` sees as `<its argument>/<name>`; when one of them throws, nothing has changed. The
 * caller holds the engine's lock.
 */
export async function replaceFolder<T>(
  enginesDir: string,
  name: string,
  build: (folder: string) => Promise<T>,
  tryOut: TryOut,
): Promise<T> {
  const target = join(enginesDir, name);
  const staging = join(enginesDir, `.new-${name}-${process.pid}`);
  await clearLeftovers(enginesDir, name);
  try {
    await mkdir(join(staging, name), { recursive: true });
    const result = await build(join(staging, name));
    await tryOut(staging);
    if (existsSync(target)) await move(target, oldFolder(enginesDir, name), name);
    await move(join(staging, name), target, name);
    return result;
  } finally {
    await clearLeftovers(enginesDir, name);
  }
}

/** false when it was not there. The caller holds the engine's lock. */
export async function removeFolder(enginesDir: string, name: string): Promise<boolean> {
  await clearLeftovers(enginesDir, name);
  const target = join(enginesDir, name);
  if (!existsSync(target)) return false;
  await move(target, join(enginesDir, `.removed-${name}-${process.pid}`), name);
  await clearLeftovers(enginesDir, name);
  return true;
}

/** Windows does not move what a program has open. */
async function move(from: string, to: string, name: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EPERM' && code !== 'EBUSY' && code !== 'EACCES') throw error;
    throw new AppError('busy', `The files of ${name} are in use (${code}); end what trains with it and try again.`);
  }
}

const oldFolder = (enginesDir: string, name: string) => join(enginesDir, `.old-${name}`);

/**
 * Takes away what a program left that was ended in the middle. The old folder comes back when the end was between the two renames.
 * Only for who holds the engine's lock: what lies here is then nobody's.
 */
export async function clearLeftovers(enginesDir: string, name: string): Promise<void> {
  const old = oldFolder(enginesDir, name);
  if (existsSync(old) && !existsSync(join(enginesDir, name))) await rename(old, join(enginesDir, name));
  const leftover = new RegExp(`^\\.(old-${name}|(new|removed)-${name}-\\d+)$`);
  for (const entry of await readdir(enginesDir).catch(() => [])) {
    if (leftover.test(entry)) await rm(join(enginesDir, entry), { recursive: true, force: true, maxRetries: 3 });
  }
}
