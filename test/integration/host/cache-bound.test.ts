// A study that starts clears out what no study asked for in a long time, and nothing else.
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

test('data that were not used for two months are gone after a run; its own data are found again however old', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const cache = join(data, 'cache');
  const study = writeJson(folder, 'study.json', {
    version: 1,
    name: 'Small',
    data: { source: 'sample', name: 'iris' },
    settings: {
      'training.epochs': 1,
      'optimizer.learningRate': { type: 'float', low: 0.001, high: 0.1, scale: 'log' },
    },
    search: { sampler: { kind: 'random' }, trials: 1, seed: 1 },
  });
  mkdirSync(cache, { recursive: true });
  const monthsAgo = new Date(Date.now() - 60 * 24 * 3600_000);
  const age = (name: string) => utimesSync(join(cache, name), monthsAgo, monthsAgo);
  writeFileSync(join(cache, 'unused.vds'), 'of an earlier version');
  age('unused.vds');
  expect((await vernier(data, 'run', study, '--json')).code).toBe(0);
  const encoded = () => readdirSync(cache).filter((name) => name.endsWith('.vds'));
  const [own = '', ...others] = encoded();
  expect(others).toEqual([]);
  expect(own).toMatch(/^[0-9a-f]{32}\.vds$/);
  age(own);
  expect((await vernier(data, 'run', study, '--trials', '2', '--json')).events().at(-1)).toMatchObject({
    state: 'finished',
    trials: 2,
  });
  expect(encoded()).toEqual([own]);
});
