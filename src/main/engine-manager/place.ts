// Puts an engine's folder in place as a whole: built beside it, then renamed. What was there before stays until that moment.
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** `build` fills an empty folder; when it throws, nothing has changed. */
export async function replaceFolder<T>(
  enginesDir: string,
  name: string,
  build: (staging: string) => Promise<T>,
): Promise<T> {
  const target = join(enginesDir, name);
  const staging = join(enginesDir, `.new-${name}-${process.pid}`);
  await recover(enginesDir, name);
  await rm(staging, { recursive: true, force: true });
  try {
    await mkdir(staging, { recursive: true });
    const result = await build(staging);
    if (existsSync(target)) await rename(target, oldFolder(enginesDir, name));
    await rename(staging, target);
    return result;
  } finally {
    await rm(staging, { recursive: true, force: true });
    await recover(enginesDir, name);
  }
}

/** false when it was not there. */
export async function removeFolder(enginesDir: string, name: string): Promise<boolean> {
  await recover(enginesDir, name);
  const target = join(enginesDir, name);
  if (!existsSync(target)) return false;
  const doomed = join(enginesDir, `.removed-${name}-${process.pid}`);
  await rename(target, doomed);
  await rm(doomed, { recursive: true, force: true });
  return true;
}

const oldFolder = (enginesDir: string, name: string) => join(enginesDir, `.old-${name}`);

/** After an end between the two renames the old folder comes back; after both it goes. */
async function recover(enginesDir: string, name: string): Promise<void> {
  const old = oldFolder(enginesDir, name);
  if (!existsSync(old)) return;
  if (existsSync(join(enginesDir, name))) await rm(old, { recursive: true, force: true });
  else await rename(old, join(enginesDir, name));
}
