import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadWeights, saveWeights } from '#main/training/loop/weights-file.ts';
import type { StateSpec } from '#main/training/program/program.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vernier-weights-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const identity = { fingerprint: 'f', seed: 3, epoch: 4 };
const state: StateSpec[] = [
  { name: 'kernel', shape: [2, 2], kind: 'weight' },
  { name: 'mean', shape: [2], kind: 'buffer' },
  { name: 'adam/m/kernel', shape: [2, 2], kind: 'slot' },
];
const tensors = new Map([
  ['kernel', { shape: [2, 2], data: Float32Array.of(1, Number.NaN, -0, Number.NEGATIVE_INFINITY) }],
  ['mean', { shape: [2], data: Float32Array.of(1e-40, 5) }],
]);

it('come back bit by bit, and nothing lies beside them', async () => {
  const path = join(folder, 'deep', 'w.4');
  await saveWeights(path, identity, tensors);
  await saveWeights(path, identity, tensors);
  expect(await loadWeights(path, identity, state)).toEqual(tensors);
  expect(readdirSync(join(folder, 'deep'))).toEqual(['w.4']);
});

it('are refused when they are damaged, of another trial or epoch, or of another model', async () => {
  const path = join(folder, 'w');
  await saveWeights(path, identity, tensors);
  for (const [key, value] of Object.entries({ fingerprint: 'x', seed: 4, epoch: 5 })) {
    await expect(loadWeights(path, { ...identity, [key]: value }, state)).rejects.toThrow(`its ${key} differs`);
  }
  const other: StateSpec[] = [{ name: 'kernel', shape: [2, 3], kind: 'weight' }];
  await expect(loadWeights(path, identity, other)).rejects.toThrow('does not hold kernel; train the trial again');
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, bytes.length - 1));
  await expect(loadWeights(path, identity, state)).rejects.toThrow('The weights file');
  await expect(loadWeights(join(folder, 'none'), identity, state)).rejects.toMatchObject({ code: 'not_found' });
});
