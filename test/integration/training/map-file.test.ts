import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { fileMapOf } from '#main/training/map-file.ts';
import { mapsFiles } from '#main/training/maps-files.ts';

const program = fileURLToPath(new URL('./map-once.ts', import.meta.url));

it.runIf(process.platform === 'linux')('a mapped file takes no memory of the process that reads it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vernier-map-'));
  try {
    const file = join(folder, 'data');
    const megabytes = 200;
    writeFileSync(file, Buffer.alloc(megabytes * 2 ** 20, 3));
    const { sum, grownKb } = JSON.parse(execFileSync(process.execPath, [program, file], { encoding: 'utf8' }));
    expect(sum).toBe((3 * megabytes * 2 ** 20) / 4096);
    expect(grownKb).toBeLessThan(20 * 1024);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('where files cannot be mapped they are read', () => {
  expect(fileMapOf('aix')).toBeNull();
  expect(mapsFiles('aix')).toBe(false);
  expect(mapsFiles('win32')).toBe(true);
});
