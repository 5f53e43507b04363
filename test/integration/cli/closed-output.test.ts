// What is printed goes to a pipe whose reader ends early, or to a file on a full disk.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const entry = new URL('../../../src/main/cli.ts', import.meta.url).pathname;
const study = {
  version: 1,
  name: 'Piped',
  data: { source: 'sample', name: 'iris' },
  settings: {
    'optimizer.learningRate': { type: 'float', low: 1e-4, high: 1e-2, scale: 'log' },
    'training.epochs': 400,
  },
  search: { trials: 2, parallel: 1, seed: 3 },
};

/** Ends with the exit code of the program before the pipe. */
async function shell(script: string, ...args: string[]) {
  const child = spawn('bash', ['-c', script, process.execPath, entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stdout.resume();
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr };
}

test.skipIf(!existsSync('/bin/bash'))('a reader that goes away pauses the run, which goes on later', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', study);
  const cut = await shell('"$0" "$1" run "$2" --json --data-dir "$3" | head -1; exit $PIPESTATUS', file, data);
  expect(cut.code).toBe(130);
  expect(cut.stderr).toMatch(/^Stopping at the end of the running epochs.*\n$/);
  expect((await vernier(data, 'list', '--json')).events()).toMatchObject([{ state: 'paused' }]);
  const rest = await vernier(data, 'run', file, '--json');
  expect(rest.events().at(-1)).toMatchObject({ event: 'done', state: 'finished', trials: 2 });
});

test.skipIf(!existsSync('/dev/full'))('output that does not fit on the disk is said, with exit code 1', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const short = { ...study, settings: { ...study.settings, 'training.epochs': 1 } };
  await vernier(data, 'run', writeJson(folder, 'study.json', short));
  const full = await shell('"$0" "$1" list --data-dir "$2" > /dev/full', data);
  expect(full).toEqual({ code: 1, stderr: 'vernier: The output cannot be written (ENOSPC).\n' });
});
