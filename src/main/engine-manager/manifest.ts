// What stands beside an installed engine: what it is and how large.
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({
  version: z.string().nullable(),
  cuda: z.boolean(),
  /** On disk. */
  bytes: z.number(),
  /** Milliseconds since 1970. */
  installedAt: z.number(),
});
export type Manifest = z.infer<typeof manifest>;

/** What an installation has brought. */
export interface Installed {
  readonly version: string;
  readonly folder: string;
  readonly bytes: number;
}

const fileIn = (folder: string) => join(folder, 'vernier.json');

export async function writeManifest(folder: string, value: Manifest): Promise<void> {
  await writeFile(fileIn(folder), `${JSON.stringify(value)}\n`);
}

/** null when the engine is not installed; one that an older version installed is measured. */
export async function readManifest(enginesDir: string, name: string): Promise<Manifest | null> {
  const folder = join(enginesDir, name);
  if (!existsSync(folder)) return null;
  try {
    return manifest.parse(JSON.parse(await readFile(fileIn(folder), 'utf8')));
  } catch {
    const { mtimeMs } = await stat(folder);
    return { version: null, cuda: false, bytes: await bytesOf(folder), installedAt: mtimeMs };
  }
}

/** Sum of the sizes of all files below a folder. */
export async function bytesOf(folder: string): Promise<number> {
  let bytes = 0;
  // Files come and go while other programs work here.
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0;
  }
  return bytes;
}
