// Two programs on one data directory.
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openPlaces } from '#main/host/places.ts';
import { openSession } from '#main/session/session.ts';
import { startVernier, temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const study = {
  version: 1,
  name: 'Shared',
  data: { source: 'sample', name: 'iris' },
  settings: {
    'optimizer.learningRate': { type: 'float', low: 1e-4, high: 0.1, scale: 'log' },
    'training.batchSize': 8,
    'training.epochs': 20,
  },
  search: { trials: 4, parallel: 1, seed: 3 },
};
const isUrl = (line: string) => line.startsWith('http://127.0.0.1:');

test('run beside an open studio hands its study to it and streams its events', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const studio = startVernier(data, ['studio', '--browser', '--no-open']);
  await studio.line(isUrl);
  const outcome = await vernier(data, 'run', writeJson(folder, 'study.json', study), '--json');
  expect(outcome.code).toBe(0);
  const events = outcome.events();
  expect(events.filter((one) => one.event === 'epoch')).toHaveLength(80);
  expect(events.at(-1)).toMatchObject({ event: 'done', state: 'finished', trials: 4 });
  // Reading commands read meanwhile.
  expect((await vernier(data, 'list', '--json')).events()).toMatchObject([{ name: 'Shared', state: 'finished' }]);
  studio.process.kill('SIGINT');
  expect((await studio.done).code).toBe(0);
});

test('a second studio gives the address of the first one and ends', async () => {
  const data = join(temporaryFolder(), 'data');
  const first = startVernier(data, ['studio', '--browser', '--no-open']);
  const url = await first.line(isUrl);
  const second = await vernier(data, 'studio', '--browser', '--no-open');
  expect(second.code).toBe(0);
  const other = second.stdout.trim();
  expect(new URL(other).origin).toBe(new URL(url).origin);
  expect(other).not.toBe(url);
  const page = await fetch(other, { redirect: 'manual' });
  expect([200, 302, 303]).toContain(page.status);
});

test('a studio that was killed leaves a stale lock, which the next program takes over', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const first = startVernier(data, ['studio', '--browser', '--no-open']);
  await first.line(isUrl);
  first.process.kill('SIGKILL');
  await first.done;
  const outcome = await vernier(data, 'run', writeJson(folder, 'study.json', study), '--trials', '1', '--json');
  expect(outcome.code).toBe(0);
});

test('the studio dies while run streams from it: one sentence, and the same command goes on alone', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const studio = startVernier(data, ['studio', '--browser', '--no-open']);
  await studio.line(isUrl);
  const file = writeJson(folder, 'study.json', { ...study, settings: { ...study.settings, 'training.epochs': 200 } });
  const run = startVernier(data, ['run', file, '--json']);
  await run.line((line) => line.includes('"epoch":3'));
  studio.process.kill('SIGKILL');
  const lost = await run.done;
  expect(lost.code).toBe(1);
  expect(lost.stderr).toMatch(/host of this study ended.*run the same command again/);
  const rest = await vernier(data, 'run', file, '--json');
  expect(rest.events().at(-1)).toMatchObject({ state: 'finished', trials: 4 });
}, 180_000);

test('the first of two runs ends after the study that it hosts for the second', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const short = { ...study, settings: { ...study.settings, 'training.epochs': 600 } };
  const first = startVernier(data, ['run', writeJson(folder, 'first.json', { ...short, name: 'First' }), '--json']);
  await first.line((line) => line.includes('"epoch":1,'));
  const long = { ...study, name: 'Second', settings: { ...study.settings, 'training.epochs': 900 } };
  const second = startVernier(data, ['run', writeJson(folder, 'second.json', long), '--json']);
  for (const outcome of await Promise.all([first.done, second.done])) {
    expect(outcome.code).toBe(0);
    expect(outcome.events().at(-1)).toMatchObject({ event: 'done', state: 'finished', trials: 4 });
  }
  expect((await first.done).stderr).toMatch(/also runs "Second" for another terminal/);
});

test('a run that met a program that was just ending goes on by itself', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const other = await openSession({ places: openPlaces(data, {}), shell: 'headless', onNotice: () => undefined });
  let closed = Promise.resolve();
  other.client.subscribe('studies.changed', '', () => {
    closed = other.close();
  });
  onTestFinished(() => closed);
  const outcome = await vernier(data, 'run', writeJson(folder, 'study.json', study), '--json', '--skip-checks');
  expect(outcome.stderr).toBe('');
  expect(outcome.events().filter(({ event }) => event === 'study')).toHaveLength(1);
  expect(outcome.events().at(-1)).toMatchObject({ event: 'done', state: 'finished', trials: 4 });
  expect((await vernier(data, 'list', '--json')).events()).toHaveLength(1);
});

test('a studio that is opened again goes on by itself with what its end interrupted, killed or closed', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', { ...study, settings: { ...study.settings, 'training.epochs': 150 } });
  const first = startVernier(data, ['studio', '--browser', '--no-open']);
  await first.line(isUrl);
  const run = startVernier(data, ['run', file, '--json']);
  await run.line((line) => line.includes('"epoch":5'));
  first.process.kill('SIGKILL');
  await Promise.all([first.done, run.done]);
  const second = startVernier(data, ['studio', '--browser', '--no-open']);
  await second.line(isUrl);
  await new Promise((resolve) => setTimeout(resolve, 600));
  second.process.kill('SIGTERM');
  expect((await second.done).code).toBe(0);
  startVernier(data, ['studio', '--browser', '--no-open']);
  const state = async () => (await vernier(data, 'list', '--json')).events()[0]?.state;
  while ((await state()) !== 'finished') await new Promise((resolve) => setTimeout(resolve, 300));
  const trials = JSON.parse((await vernier(data, 'trials', file, '--format', 'json')).stdout) as {
    state: string;
    epoch: number;
  }[];
  expect(trials.map((trial) => trial.state)).toEqual(Array(4).fill('complete'));
}, 180_000);
