// The host keeps what its running studies train on, and lets go of it once they end.
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCacheKeeper } from '#main/host/cache-keeper.ts';
import { folder } from '../data/folder.ts';

test('the data of a study that runs stay; once it ended they may go for those of another one', async () => {
  const { cacheDir, cached } = folder();
  mkdirSync(cacheDir);
  const old = new Date(Date.now() - 3600_000);
  const make = (name: string) => {
    const path = join(cacheDir, name);
    writeFileSync(path, new Uint8Array(600));
    utimesSync(path, old, old);
    return path;
  };
  const running = new Set(['first', 'second']);
  const keeper = createCacheKeeper({
    folder: cacheDir,
    isRunning: (id) => running.has(id),
    now: Date.now,
    limits: { mostBytes: 1000, longestUnusedMs: Number.POSITIVE_INFINITY },
  });
  keeper.used('first', [make('first.vds')]);
  keeper.used('second', [make('second.vds')]);
  await keeper.idle();
  expect(cached().sort()).toEqual(['first.vds', 'second.vds']);
  running.delete('first');
  running.add('third');
  keeper.used('third', [make('third.vds')]);
  await keeper.idle();
  expect(cached().sort()).toEqual(['second.vds', 'third.vds']);
});
