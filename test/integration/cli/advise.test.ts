// `vernier advise --curves` as its own process, on what other programs write.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const course = (value: (epoch: number) => number) => Array.from({ length: 20 }, (_, i) => value(i + 1));
const run = (id: string, change: object = {}) => ({
  id,
  task: 'classification',
  classes: 10,
  rows: 1000,
  facts: { validationRows: 1000, rowsAvailable: 8000, labelEntropy: Math.log(10) },
  settings: { 'model.units': 256, 'optimizer.name': 'adam', 'optimizer.learningRate': 0.001 },
  curve: {
    'train.loss': course((epoch) => 2.3 * Math.exp(-epoch / 2)),
    'validation.loss': course((epoch) => 1 + Math.exp(-epoch / 2) + 0.05 * epoch),
    'train.accuracy': course((epoch) => 1 - Math.exp(-epoch / 2)),
    'validation.accuracy': course((epoch) => 0.7 - 0.5 * Math.exp(-epoch / 2)),
  },
  ...change,
});

test('a line per run, in their order, with the fields that other programs rely on', async () => {
  const folder = temporaryFolder();
  const bad = run('nan', { curve: { 'train.loss': [2, 'NaN'], 'validation.loss': [2, 'NaN'] } });
  const file = writeJson(folder, 'curves.json', { version: 1, runs: [run('first'), bad] });
  const outcome = await vernier(join(folder, 'data'), 'advise', '--curves', file);
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toBe('');
  const [first, second] = outcome.events();
  expect(first).toMatchObject({
    id: 'first',
    verdict: 'overfitting',
    moves: [{ setting: 'subset.fraction', direction: 'up', to: 0.25 }],
  });
  expect(first?.since).toBeLessThan(6);
  expect(first?.confidence).toBeGreaterThan(0.8);
  expect(second).toMatchObject({ id: 'nan', verdict: 'diverged', since: 2, confidence: 1 });
});

test('for people: a table, or sentences with the evidence and where a rule of thumb comes from', async () => {
  const folder = temporaryFolder();
  const file = writeJson(folder, 'curves.json', { version: 1, runs: [run('first')] });
  const shown = await vernier(join(folder, 'data'), 'advise', '--curves', file, '--format', 'table');
  expect(shown.stdout).toMatch(
    /^run +verdict +since +confidence +moves\nfirst +overfitting +\d+ +0\.\d\d +Raise share of the data used to 0\.25\n$/,
  );
  const told = await vernier(join(folder, 'data'), 'advise', '--curves', file, '--format', 'text');
  expect(told.stdout).toMatch(/first: Overfitting since epoch \d/);
  expect(told.stdout).toMatch(/Train score 1\.000, validation score 0\.700: a gap of 0\.300 \(limit 0\.050\)/);
  expect(told.stdout).toMatch(
    /1\. Raise share of the data used to 0\.25: 1000 of 8000 training rows are used.*\(Hestness/,
  );
});

test('a TensorBoard folder with a folder per part, and a single event file', async () => {
  const folder = temporaryFolder();
  const fixtures = new URL('../../fixtures/tensorboard/', import.meta.url).pathname;
  const keras = await vernier(join(folder, 'data'), 'advise', '--curves', join(fixtures, 'keras'));
  expect(keras.events()).toMatchObject([{ id: 'keras', verdict: 'still-improving' }]);
  const simple = await vernier(
    join(folder, 'data'),
    'advise',
    '--curves',
    join(fixtures, 'simple', 'events.out.tfevents.1'),
  );
  expect(simple.events()).toHaveLength(1);
});

test('a CSV log of Keras', async () => {
  const folder = temporaryFolder();
  const { curve } = run('csv');
  const rows = course((epoch) => epoch).map((epoch) =>
    [epoch - 1, ...Object.values(curve).map((values) => values[epoch - 1])].join(','),
  );
  const file = join(folder, 'training.csv');
  writeFileSync(file, ['epoch,loss,val_loss,accuracy,val_accuracy', ...rows].join('\n'));
  const outcome = await vernier(join(folder, 'data'), 'advise', '--curves', file);
  expect(outcome.events()).toMatchObject([{ id: 'training', verdict: 'overfitting' }]);
});

test.each([
  ['no file', [], /Say what to advise on: .*"vernier advise --curves FILE"/],
  ['a file that is not there', ['--curves', 'nowhere.json'], /nowhere\.json cannot be read \(ENOENT\)/],
  ['a wrong format', ['--curves', 'x', '--format', 'xml'], /Choose one of: jsonl, table, text/],
])('%s is wrong usage, in one sentence', async (_, args, sentence) => {
  const outcome = await vernier(join(temporaryFolder(), 'data'), 'advise', ...args);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toMatch(sentence);
  expect(outcome.stderr).not.toMatch(/^\s+at /m);
});

test('a broken run in the file is refused as a whole, naming run and field', async () => {
  const folder = temporaryFolder();
  const file = writeJson(folder, 'curves.json', { version: 1, runs: [run('good'), run('bad', { rows: 'many' })] });
  const outcome = await vernier(join(folder, 'data'), 'advise', '--curves', file);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toMatch(/run "bad": "rows".*not "many"/);
});

test('a damaged event file is told by its record', async () => {
  const folder = temporaryFolder();
  const bytes = readFileSync(new URL('../../fixtures/tensorboard/simple/events.out.tfevents.1', import.meta.url));
  bytes[200] = (bytes[200] ?? 0) ^ 1;
  const file = join(folder, 'events.out.tfevents.1');
  writeFileSync(file, bytes);
  const outcome = await vernier(join(folder, 'data'), 'advise', '--curves', file);
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toMatch(/is damaged: record \d+ does not match its checksum; copy the file again/);
});
