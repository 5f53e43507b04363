// The sample studies that the program brings are right as they are, and learn.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleStudies } from '#shared/contract/app.ts';
import { temporaryFolder, vernier } from '../../support/vernier.ts';

const folder = new URL('../../../resources/studies/', import.meta.url).pathname;

test('each that the page offers is there', () => {
  expect(readdirSync(folder).sort()).toEqual(sampleStudies.map((name) => `${name}.json`).sort());
});

test.each([
  ['vowels', 4, 0.8],
  ['sentences', 3, 0.6],
])('%s: its starting point is far better than chance after a few epochs', async (name, epochs, atLeast) => {
  const here = temporaryFolder();
  const study = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const short = { ...study, settings: { ...study.settings, 'training.epochs': epochs } };
  const file = join(here, 'study.json');
  writeFileSync(file, JSON.stringify({ ...short, search: { ...short.search, trials: 1 } }));
  const run = await vernier(join(here, 'data'), 'run', file, '--json');
  expect(run.code, run.stderr).toBe(0);
  const best = run.events().at(-1)?.best as { value: number } | undefined;
  expect(best?.value).toBeGreaterThan(atLeast);
});
