// Finds the Electron runtime, or fetches it once; says in a sentence why there is none. Never imports electron itself: its
// index.js would download on import.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface RuntimeInput {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly node: string;
  readonly say: (sentence: string) => void;
}

export type Runtime = { readonly path: string } | { readonly reason: string };

/** Folder of the electron package, null when it was left out of the install. */
function packageDir(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

function installedBinary(folder: string): string | null {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

export function findElectronRuntime({ platform, env, node, say }: RuntimeInput): Runtime {
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
    return { reason: 'there is no graphical display here (DISPLAY and WAYLAND_DISPLAY are not set)' };
  }
  const folder = packageDir();
  if (folder === null) return { reason: 'the electron package is not installed' };
  const found = installedBinary(folder);
  if (found) return { path: found };
  say('Fetching the Electron runtime, once (about 120 MB) …');
  const run = spawnSync(node, [join(folder, 'install.js')], { encoding: 'utf8', timeout: 300_000, env });
  const fetched = installedBinary(folder);
  if (run.status === 0 && fetched) return { path: fetched };
  const cause = /fetch failed|\bE[A-Z_]{4,}\b/.exec(run.stderr ?? '')?.[0].replace('fetch failed', 'no connection');
  if (run.error) return { reason: 'the Electron runtime did not arrive within five minutes' };
  return { reason: `the Electron runtime could not be fetched${cause ? ` (${cause})` : ''}` };
}
