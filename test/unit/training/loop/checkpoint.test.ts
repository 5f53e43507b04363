import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Checkpoint, loadCheckpoint, saveCheckpoint } from '#main/training/loop/checkpoint.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vernier-checkpoint-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const checkpoint: Checkpoint = {
  identity: { signature: 's', fingerprint: 'f', seed: 3, batchSize: 32 },
  progress: { epoch: 4, best: 0.1 + 0.2, bestEpoch: 3, plateauEpochs: 1, drops: 2 },
  tensors: new Map([
    ['kernel', { shape: [2, 2], data: Float32Array.of(1, Number.NaN, -0, Number.NEGATIVE_INFINITY) }],
    ['scale', { shape: [], data: Float32Array.of(1e-40) }],
  ]),
};

it('comes back bit by bit, into missing folders too, and leaves nothing beside it', async () => {
  const path = join(folder, 'new', 'deep', 'a.ckpt');
  await saveCheckpoint(path, checkpoint);
  await saveCheckpoint(path, checkpoint);
  expect(await loadCheckpoint(path, checkpoint.identity)).toEqual(checkpoint);
  expect(readdirSync(join(folder, 'new', 'deep'))).toEqual(['a.ckpt']);
});

it('says what is wrong with a damaged file', async () => {
  const path = join(folder, 'b.ckpt');
  await saveCheckpoint(path, checkpoint);
  const whole = readFileSync(path);
  const load = (bytes: Uint8Array) => {
    writeFileSync(path, bytes);
    return loadCheckpoint(path, checkpoint.identity);
  };
  await expect(load(whole.subarray(0, whole.length - 1))).rejects.toThrow('is damaged');
  const flipped = Buffer.from(whole);
  flipped[whole.length - 3] = (flipped[whole.length - 3] ?? 0) ^ 1;
  await expect(load(flipped)).rejects.toThrow('is damaged');
  await expect(load(Buffer.from('hello'))).rejects.toThrow('is not a checkpoint');
  await expect(load(new Uint8Array())).rejects.toMatchObject({ code: 'invalid' });
  const newer = Buffer.from(whole);
  newer.writeUInt32LE(3, 8);
  await expect(load(newer)).rejects.toThrow('another version');
  await expect(loadCheckpoint(join(folder, 'none.ckpt'), checkpoint.identity)).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('belongs to one trial only', async () => {
  const path = join(folder, 'c.ckpt');
  await saveCheckpoint(path, checkpoint);
  for (const [key, value] of Object.entries({ signature: 'x', fingerprint: 'x', seed: 4, batchSize: 64 })) {
    await expect(loadCheckpoint(path, { ...checkpoint.identity, [key]: value })).rejects.toThrow(`its ${key} differs`);
  }
});

it('a folder that cannot be written is one sentence', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(saveCheckpoint(join(folder, 'file', 'd.ckpt'), checkpoint)).rejects.toMatchObject({
    code: 'unavailable',
  });
});
