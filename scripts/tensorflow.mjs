// The TensorFlow that the tests run the engine tensorflow on: the one named by VERNIER_TENSORFLOW, else one that our own engine manager
// installs into a cache, once.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** @returns {{ folder: string, reason?: undefined } | { folder?: undefined, reason: string }} */
export function findOrInstallTensorflow() {
  if (process.env.VERNIER_TENSORFLOW) return { folder: process.env.VERNIER_TENSORFLOW };
  const dataDir = resolve('node_modules/.cache/vernier-engines');
  const folder = join(dataDir, 'engines', 'tensorflow', 'tensorflow');
  if (existsSync(folder)) return { folder };
  console.log('installing TensorFlow for the tests (once, about 270 MB) …');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['src/main/cli.ts', 'engines', 'install', 'tensorflow', '--data-dir', dataDir],
    { stdio: ['ignore', 'inherit', 'pipe'], encoding: 'utf8' },
  );
  if (status === 0 && existsSync(folder)) return { folder };
  return {
    reason:
      stderr
        .trim()
        .split('\n')
        .at(-1)
        ?.replace(/^vernier: /, '') || `its installation ended with ${status}`,
  };
}
