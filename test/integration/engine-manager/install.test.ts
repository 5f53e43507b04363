// What the engine manager does with wheels: good ones, and all that can be wrong with one.
import { existsSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import {
  type InstallRequest,
  installEngine,
  type Machine,
  type Progress,
  removeEngine,
  type TryOut,
  type Watch,
} from '#main/engine-manager/index.ts';
import { temporaryFolder } from '../../support/vernier.ts';
import { libraryNames, writeWheel } from '../../support/wheels.ts';

const linux: Machine = { platform: 'linux', arch: 'x64', environment: {}, freeBytes: async () => 1e12 };
const watching = (progress: (progress: Progress) => void = () => undefined): Watch => ({
  signal: new AbortController().signal,
  progress,
});
const request = (from: string): InstallRequest => ({ name: 'tensorflow', cuda: false, from });
/** These wheels hold text: what libraries do when they are loaded is tested with real ones. */
const works: TryOut = async () => undefined;
/** All but the lock's own file. */
const visible = (enginesDir: string) => readdirSync(enginesDir).filter((name) => !name.startsWith('.lock-'));
const installed = (enginesDir: string) =>
  libraryNames.map((name) => readFileSync(join(enginesDir, 'tensorflow', name), 'utf8'));

it('unpacks the two libraries to where the engine looks, tells how far it is, and leaves nothing else', async () => {
  const folder = temporaryFolder();
  const engines = join(folder, 'engines');
  const seen: Progress[] = [];
  const wheel = writeWheel(folder, {
    files: { [libraryNames[0]]: 'one', [libraryNames[1]]: 'two!', 'tensorflow/python/big.py': 'not needed' },
  });
  const result = await installEngine(
    request(wheel),
    engines,
    linux,
    watching((progress) => seen.push(progress)),
    works,
  );
  expect(result).toMatchObject({ version: '2.21.0', bytes: 7 });
  expect(installed(engines)).toEqual(['one', 'two!']);
  expect(visible(engines)).toEqual(['tensorflow']);
  expect(readdirSync(join(engines, 'tensorflow', 'tensorflow'))).toHaveLength(2);
  expect(seen.at(-1)).toMatchObject({ phase: 'unpack', bytes: 7, totalBytes: 7 });
});

describe('what is wrong is a sentence, and the old install stays', () => {
  const wheels: [string, (folder: string) => string, RegExp][] = [
    [
      'another platform',
      (at) => writeWheel(at, { name: 'tensorflow-2.21.0-cp311-cp311-win_amd64.whl' }),
      /built for win_amd64/,
    ],
    [
      'another package',
      (at) => writeWheel(at, { name: 'numpy-2.0.0-cp311-cp311-manylinux_2_27_x86_64.whl' }),
      /wheel of numpy/,
    ],
    [
      'too old',
      (at) => writeWheel(at, { name: 'tensorflow-2.3.0-cp38-cp38-manylinux2010_x86_64.whl' }),
      /is TensorFlow 2\.3\.0/,
    ],
    ['no name of a wheel', (at) => writeWheel(at, { name: 'tf.whl' }), /not named like a Python wheel/],
    [
      'no libraries',
      (at) => writeWheel(at, { files: { 'tensorflow/__init__.py': '' } }),
      /does not hold TensorFlow's two libraries/,
    ],
    ['a wrong checksum', (at) => writeWheel(at, { wrongChecksum: true }), /checksum/],
    [
      'cut short',
      (at) => {
        const wheel = writeWheel(at);
        truncateSync(wheel, 3000);
        return wheel;
      },
      /damaged|zip/,
    ],
    [
      'not there',
      (at) => join(at, 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl'),
      /no file|not|ENOENT/,
    ],
  ];
  it.each(wheels)('%s', async (_name, make, sentence) => {
    const folder = temporaryFolder();
    const engines = join(folder, 'engines');
    await installEngine(request(writeWheel(folder)), engines, linux, watching(), works);
    const before = installed(engines);
    const other = temporaryFolder();
    await expect(installEngine(request(make(other)), engines, linux, watching(), works)).rejects.toThrow(sentence);
    expect(installed(engines)).toEqual(before);
    expect(visible(engines)).toEqual(['tensorflow']);
  });

  it('no space', async () => {
    const folder = temporaryFolder();
    const full: Machine = { ...linux, freeBytes: async () => 1000 };
    const engines = join(folder, 'engines');
    const failed = installEngine(request(writeWheel(folder)), engines, full, watching(), works);
    await expect(failed).rejects.toMatchObject({
      code: 'limit',
      message: expect.stringMatching(/MB free and 1 MB are needed/),
    });
    expect(visible(engines)).toEqual([]);
  });

  it('cancelled in the middle', async () => {
    const folder = temporaryFolder();
    const engines = join(folder, 'engines');
    await installEngine(request(writeWheel(folder)), engines, linux, watching(), works);
    const before = installed(engines);
    const stop = new AbortController();
    const newer = writeWheel(temporaryFolder(), { files: { [libraryNames[0]]: 'x', [libraryNames[1]]: 'y' } });
    const watch: Watch = { signal: stop.signal, progress: () => stop.abort() };
    await expect(installEngine(request(newer), engines, linux, watch, works)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(installed(engines)).toEqual(before);
    expect(visible(engines)).toEqual(['tensorflow']);
  });

  it('a machine whose programs cannot call the library', async () => {
    const windows: Machine = { ...linux, platform: 'win32' };
    const failed = installEngine(request('x.whl'), temporaryFolder(), windows, watching(), works);
    await expect(failed).rejects.toThrow('cannot be called on win32; use the engine onnx');
  });
});

test('a removed engine is gone, and can be removed once', async () => {
  const folder = temporaryFolder();
  await installEngine(request(writeWheel(folder)), folder, linux, watching(), works);
  await removeEngine('tensorflow', folder);
  expect(existsSync(join(folder, 'tensorflow'))).toBe(false);
  await expect(removeEngine('tensorflow', folder)).rejects.toThrow('is not installed');
});
