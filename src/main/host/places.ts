// Where things are on this machine: the data directory and the program's own files. The only place that knows platforms' folders.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';
import { makeDirectory } from '#main/store/make-directory.ts';
import { AppError } from '#shared/errors.ts';
import { shippedNode } from '../../../bin/shipped-node.mjs';

export interface Places {
  readonly dataDir: string;
  /** Encoded data sets, kept within bounds (data/cache-folder.ts); may be deleted at any time while no study runs. */
  readonly cacheDir: string;
  /** One folder per study. */
  readonly checkpointDir: string;
  /** Engines that were installed, one folder each, and how they did in their self-tests. */
  readonly enginesDir: string;
}

/** `given` (from --data-dir), else VERNIER_DATA_DIR, else the platform's application-data folder; for reading. */
export function placesIn(given: string | undefined, env: NodeJS.ProcessEnv): Places {
  const dataDir = resolve(given ?? (env.VERNIER_DATA_DIR || envPaths('vernier', { suffix: '' }).data));
  return {
    dataDir,
    cacheDir: join(dataDir, 'cache'),
    checkpointDir: join(dataDir, 'checkpoints'),
    enginesDir: join(dataDir, 'engines'),
  };
}

/** The same for writing: creates what is missing. Throws `invalid` when that cannot be done. */
export function openPlaces(given: string | undefined, env: NodeJS.ProcessEnv): Places {
  const places = placesIn(given, env);
  const { dataDir } = places;
  try {
    for (const folder of Object.values(places)) makeDirectory(folder);
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError(
      'invalid',
      `The data directory ${dataDir} cannot be written (${code}); choose another with --data-dir or VERNIER_DATA_DIR.`,
    );
  }
  return places;
}

/** The folder that holds package.json: two levels above out/main in a build, three above this file in the sources. */
export function programRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new AppError('internal', 'The program folder has no package.json; install Vernier again.');
    folder = parent;
  }
  return folder;
}

/** Where the build puts the page. */
export function pageFolder(): string {
  return join(programRoot(), 'out', 'renderer');
}

/** Folder of the built page, null before a build. */
export function pageDir(): string | null {
  return existsSync(join(pageFolder(), 'index.html')) ? pageFolder() : null;
}

export function appVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(programRoot(), 'package.json'), 'utf8'));
  return (manifest as { version: string }).version;
}

/** The Node that trial workers run on: never Electron's own binary. */
export function nodeBinary(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (env.VERNIER_NODE && existsSync(env.VERNIER_NODE)) return env.VERNIER_NODE;
  if (!process.versions.electron) return process.execPath;
  const shipped = shippedNode(programRoot(), platform, process.arch);
  if (shipped !== null) return shipped;
  throw new AppError('unavailable', 'The Node binary that trains is missing; run "npm ci" again.');
}

/** `path` against `base` unless it is absolute already. */
export function resolveFrom(base: string, path: string): string {
  return isAbsolute(path) ? path : resolve(base, path);
}
