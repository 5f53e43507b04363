import { expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { zip } from '#main/export/zip.ts';
import { AppError } from '#shared/errors.ts';

test('a program that knows ZIP reads the same files, in any language', async () => {
  const files = [
    { path: 'trial-0001/train/events', content: new TextEncoder().encode('first') },
    { path: '试验/空.txt', content: new Uint8Array() },
    { path: 'many', content: new Uint8Array(70_000).fill(7) },
  ];
  const archive = await fromBufferPromise(Buffer.from(zip(files, new Date(2026, 10, 27, 21, 14, 30))));
  const found = [];
  for await (const entry of archive.eachEntry()) {
    expect(entry.getLastModDate()).toEqual(new Date(2026, 10, 27, 21, 14, 30));
    const stream = await archive.openReadStreamPromise(entry);
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    found.push({ path: entry.fileName, content: new Uint8Array(Buffer.concat(parts)) });
  }
  expect(found).toEqual(files);
});

test('more files than the format counts are refused', () => {
  const files = Array.from({ length: 65_536 }, (_, i) => ({ path: String(i), content: new Uint8Array() }));
  expect(() => zip(files, new Date())).toThrow(AppError);
});
