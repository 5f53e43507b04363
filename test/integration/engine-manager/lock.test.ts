// Two programs, one engine: one of them changes it, the other is told; and what a killed one leaves is taken over.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { clearAllLeftovers, installEngine, type Machine, removeEngine } from '#main/engine-manager/index.ts';
import { temporaryFolder } from '../../support/vernier.ts';
import { writeWheel } from '../../support/wheels.ts';

const linux: Machine = { platform: 'linux', arch: 'x64', environment: {}, freeBytes: async () => 1e12 };
const watch = { signal: new AbortController().signal, progress: () => undefined };

async function otherProgram(enginesDir: string) {
  const entry = new URL('./hold-lock.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [entry, enginesDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return {
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

test('while another program changes an engine, installing and removing it are busy; once that is killed they work', async () => {
  const folder = temporaryFolder();
  const engines = join(folder, 'engines');
  const wheel = writeWheel(folder);
  const install = () =>
    installEngine({ name: 'tensorflow', cuda: false, from: wheel }, engines, linux, watch, async () => undefined);
  await install();
  const other = await otherProgram(engines);
  const busy = {
    code: 'busy',
    message: expect.stringMatching(/^The engine tensorflow is being installed or removed in /),
  };
  await expect(install()).rejects.toMatchObject(busy);
  await expect(removeEngine('tensorflow', engines)).rejects.toMatchObject(busy);
  await clearAllLeftovers(engines);
  const half = () => readdirSync(engines).filter((name) => name.startsWith('.new-'));
  expect(half()).toHaveLength(1);
  expect(existsSync(join(engines, 'tensorflow'))).toBe(true);

  await other.kill();
  expect(half()).toHaveLength(1);
  await install();
  expect(half()).toEqual([]);
  await removeEngine('tensorflow', engines);
});

test('another engine can be changed meanwhile', async () => {
  const engines = temporaryFolder();
  await otherProgram(engines);
  await expect(removeEngine('tfjs-node-gpu', engines)).rejects.toMatchObject({ code: 'not_found' });
});

test('two calls of one program exclude each other too', async () => {
  const folder = temporaryFolder();
  const request = { name: 'tensorflow', cuda: false, from: writeWheel(folder) } as const;
  let second: unknown;
  await installEngine(request, folder, linux, watch, async () => {
    second = await removeEngine('tensorflow', folder).catch((error: unknown) => error);
  });
  expect(second).toMatchObject({ code: 'busy' });
});

test('at the start of a program, what killed ones left goes, and an engine that was moved aside comes back', async () => {
  const engines = temporaryFolder();
  for (const name of ['.new-tensorflow-123', '.removed-tfjs-node-gpu-7', '.old-tensorflow', 'other']) {
    mkdirSync(join(engines, name));
    writeFileSync(join(engines, name, 'file'), name);
  }
  await clearAllLeftovers(engines);
  expect(readdirSync(engines).filter((name) => !name.startsWith('.lock-'))).toEqual(['other', 'tensorflow']);
});
