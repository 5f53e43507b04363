// The seeded studies of every state (test/fixtures/studies), written once for a file of tests.
import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const seed = resolve('test/fixtures/studies/seed.ts');

/** Writes them into a data directory that no program has open; without ids all but the ten thousand trials. */
export async function seedStudies(dataDir: string, ...ids: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [seed, dataDir, ...ids], {
    env: { ...process.env, NODE_COMPILE_CACHE: join('node_modules', '.cache', 'vernier-tests') },
  });
}
