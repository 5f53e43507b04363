import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTensorflowEngine } from '#main/training/engines/tensorflow/engine.ts';
import { locateTensorflow } from '#main/training/engines/tensorflow/locate.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vernier-locate-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A folder with files of the libraries' names that are none. */
function fakeLibraries(...path: string[]): string {
  const folder = join(root, ...path);
  mkdirSync(folder, { recursive: true });
  for (const name of ['libtensorflow_framework.so.2', 'libtensorflow_cc.so.2'])
    writeFileSync(join(folder, name), 'no library');
  return folder;
}

/** A Python that answers with a folder and notes each question. */
function fakePython(answer: string): { bin: string; questions: string } {
  const bin = join(root, 'venv', 'bin');
  mkdirSync(bin, { recursive: true });
  const questions = join(root, 'questions');
  writeFileSync(join(bin, 'python'), `#!/bin/sh\necho asked >> "${questions}"\necho "${answer}"\n`);
  chmodSync(join(bin, 'python'), 0o755);
  return { bin, questions };
}

const locate = (environment: NodeJS.ProcessEnv, platform: NodeJS.Platform = 'linux') =>
  locateTensorflow({ platform, environment: { PATH: '/nowhere', ...environment }, enginesDir: join(root, 'engines') });

describe('where a TensorFlow is looked for', () => {
  it('VERNIER_TENSORFLOW wins, and a wrong one is a sentence, not a search for another', async () => {
    const installed = fakeLibraries('engines', 'tensorflow', 'tensorflow');
    const named = fakeLibraries('named');
    expect(await locate({ VERNIER_TENSORFLOW: named })).toMatchObject({ folder: named });
    expect(await locate({ VERNIER_TENSORFLOW: join(root, 'empty') })).toEqual({
      reason: `VERNIER_TENSORFLOW names ${join(root, 'empty')}, which does not hold TensorFlow's libraries.`,
    });
    expect(await locate({})).toMatchObject({ folder: installed });
  });

  it.runIf(process.platform !== 'win32')(
    "the user's Python is asked once, and again when the answer is gone",
    async () => {
      const folder = fakeLibraries('site-packages', 'tensorflow');
      mkdirSync(join(root, 'engines'));
      const { questions } = fakePython(folder);
      const environment = { VIRTUAL_ENV: join(root, 'venv'), PATH: '/bin' };
      for (let i = 0; i < 3; i++) expect(await locate(environment)).toMatchObject({ folder });
      const { readFileSync } = await import('node:fs');
      const asked = () => readFileSync(questions, 'utf8').trim().split('\n').length;
      expect(asked()).toBe(1);
      rmSync(folder, { recursive: true });
      expect(await locate(environment)).toHaveProperty('reason');
      expect(asked()).toBe(2);
    },
  );

  it('nowhere: the sentence says how to bring it; a system without such a library says so', async () => {
    expect(await locate({})).toEqual({
      reason: 'TensorFlow is not installed; bring it with "vernier engines install tensorflow".',
    });
    expect(await locate({}, 'win32')).toEqual({
      reason: "TensorFlow's library cannot be called on win32; use the engine onnx.",
    });
  });
});

it.runIf(process.platform === 'linux')(
  'a library that does not load makes the engine unavailable with a sentence',
  async () => {
    const folder = fakeLibraries('broken');
    const engine = createTensorflowEngine({
      ...{ platform: 'linux', enginesDir: null },
      environment: { VERNIER_TENSORFLOW: folder },
    });
    expect(await engine.unavailable()).toMatch(`The TensorFlow in ${folder} does not load here: `);
    await expect(engine.version()).rejects.toMatchObject({ code: 'unavailable' });
  },
);
