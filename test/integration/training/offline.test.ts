// The promise that nothing leaves this computer, kept by the libraries too: none may collect anything about its use.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entryPath } from '#main/entries.ts';
import { temporaryFolder } from '../../support/vernier.ts';

test('the engine onnx leaves no record of its use in the home or the temporary directory', () => {
  const folder = temporaryFolder();
  const [home, temporary] = [join(folder, 'home'), join(folder, 'tmp')];
  for (const path of [home, temporary]) mkdirSync(path);
  const places = { HOME: home, USERPROFILE: home, LOCALAPPDATA: home, XDG_CACHE_HOME: join(home, '.cache') };
  const env = { ...process.env, ...places, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const run = spawnSync(process.execPath, [entryPath('first-step'), 'onnx'], { env, encoding: 'utf8' });
  expect(run.stdout, run.stderr).toBe('first step done\n');
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['home', 'tmp']);
});
