import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const study = (change: Record<string, unknown> = {}) => ({
  version: 1,
  name: 'Checked',
  data: { source: 'sample', name: 'iris' },
  settings: {
    'model.family': 'mlp',
    'model.layers': { type: 'int', low: 1, high: 3 },
    'model.units': { type: 'int', low: 16, high: 512, scale: 'log' },
    'model.unitsShape': 'constant',
    'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam'] },
    'training.batchSize': 32,
    'training.epochs': 1,
  },
  constraints: ['model.layers * model.units <= 1024'],
  search: { trials: 1 },
  ...change,
});

test('check shows the model of the default configuration and the largest one of the space', async () => {
  const folder = temporaryFolder();
  const file = writeJson(folder, 'study.json', study());
  const { code, events } = await vernier(folder, 'check', file, '--json');
  expect(code).toBe(0);
  const list = events();
  const checks = list.filter((one) => one.event === 'check');
  expect(checks.map(({ id }) => id)).toEqual([
    ...['missing', 'columns', 'input-scale', 'class-balance', 'duplicates', 'label-noise', 'step0-loss'],
    ...['learning-rate-range', 'overfit-one-batch', 'shuffled-labels', 'gradient-flow', 'memory-and-time'],
  ]);
  expect(list.at(-1)).toMatchObject({ event: 'done', fail: 0 });
  const models = list.filter((one) => one.event === 'model');
  expect(models).toMatchObject([
    { point: 'default', batchSize: 32, optimizer: 'adam', refusal: null },
    {
      point: 'largest',
      // Two layers of 512: one of the two must stay below its end.
      params: { 'model.layers': 2, 'model.units': 512, 'optimizer.name': 'adam' },
      parameters: 4 * 512 + 512 + 512 * 512 + 512 + 512 * 3 + 3,
      memory: { optimizer: 8 * (4 * 512 + 512 + 512 * 512 + 512 + 512 * 3 + 3) },
    },
  ]);
  const text = await vernier(folder, 'check', file);
  expect(text.stdout).toMatch(/^model of the default configuration, input 4$/m);
  expect(text.stdout).toMatch(/266,755 parameters, \d+\.\d MFLOP a step of 32 rows/);
});

test('a largest configuration that cannot fit is said with the number before anything trains', async () => {
  const folder = temporaryFolder();
  const settings = {
    'model.family': 'mlp',
    'model.units': { type: 'int', low: 16, high: 1_000_000 },
    'model.layers': 2,
  };
  const file = writeJson(folder, 'study.json', study({ settings, constraints: [] }));
  const { stdout } = await vernier(folder, 'check', file);
  expect(stdout).toMatch(
    /A trial of this size needs [\d.]+ GB of memory, this machine has [\d.]+ GB: lower model\.units/,
  );
});

/** Long texts: of 1 200 words each, which a recurrent network would have to unroll. */
const longTexts = `text,mood\n${Array.from({ length: 12 }, (_, row) => {
  const words = Array.from({ length: 1200 }, (_, word) => `w${(row * 7 + word) % 40}`);
  return `"${words.join(' ')}",${row % 2 === 0 ? 'good' : 'bad'}`;
}).join('\n')}\n`;
const texts = { source: 'text', path: 'texts.csv', text: 'text', label: 'mood' };

test.each([
  ['a convolutional network on a table', {}, { 'model.family': 'cnn' }, /images or sequences.*a table: choose "mlp"/],
  [
    'word vectors on images',
    { data: { source: 'sample', name: 'digits' } },
    { 'model.family': 'text' },
    /model\.family "text" needs texts, and this data set is a set of images: choose "cnn"/,
  ],
  [
    'one of two families that are searched',
    {},
    { 'model.family': { type: 'categorical', choices: ['mlp', 'rnn'] } },
    /settings\.model\.family\.choices\[1\]: model\.family "rnn" needs sequences/,
  ],
  [
    'a recurrent network on sequences longer than it can read',
    { data: texts },
    { 'model.encoder': 'recurrent', 'model.bidirectional': true, 'model.sequenceLength': 800 },
    /at most 1000 steps over its layers and directions, 500 in each, and these sequences have 800: set model\.sequenceLength to 500 or less/,
  ],
] as [string, Record<string, unknown>, Record<string, unknown>, RegExp][])(
  'check and run refuse %s with the same sentence, and no trial is queued',
  async (_name, change, settings, sentence) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'texts.csv'), longTexts);
    const file = writeJson(folder, 'study.json', study({ ...change, settings, constraints: [] }));
    const checked = await vernier(join(folder, 'data'), 'check', file);
    expect(checked.stderr).toMatch(sentence);
    const run = await vernier(join(folder, 'data'), 'run', file, '--json');
    expect([checked.code, run.code]).toEqual([2, 2]);
    expect(run.stderr).toContain(checked.stderr.trim());
    expect(run.events().map(({ event }) => event)).toEqual(['study']);
    // Nor is the study left behind.
    expect(await vernier(join(folder, 'data'), 'list', '--json')).toMatchObject({ code: 0, stdout: '' });
  },
);

test('the same study runs once its sequences are read as far as the network can', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'texts.csv'), longTexts);
  const settings = { 'model.encoder': 'recurrent', 'model.sequenceLength': 20, 'training.epochs': 1 };
  const file = writeJson(folder, 'study.json', study({ data: texts, settings, constraints: [] }));
  const run = await vernier(join(folder, 'data'), 'run', file, '--json');
  expect(run.code, run.stderr).toBe(0);
  expect(run.events().at(-1)).toMatchObject({ event: 'done', trials: 1, best: { trial: 1 } });
});

test('a model larger than memory fails its trial with the number, and the study ends as such a study does', async () => {
  const folder = temporaryFolder();
  const settings = { 'model.family': 'mlp', 'model.units': 1_000_000, 'model.layers': 2, 'training.epochs': 1 };
  const file = writeJson(folder, 'study.json', study({ settings, constraints: [] }));
  const run = await vernier(join(folder, 'data'), 'run', file, '--json');
  expect(run.code, run.stderr).toBe(0);
  const last = run.events().filter(({ event }) => event === 'trial');
  expect(last.at(-1)).toMatchObject({
    state: 'failed',
    reason: expect.stringMatching(
      /^A trial of this size needs [\d.]+ GB of memory, this machine has [\d.]+ GB: lower model\./,
    ),
  });
  expect(last.filter(({ state }) => state === 'running')).toHaveLength(1);
  expect(run.events().at(-1)).toMatchObject({ event: 'done', state: 'finished', trials: 1, best: null });
  const best = await vernier(join(folder, 'data'), 'best', 'Checked');
  expect([best.code, best.stdout]).toEqual([1, '']);
});

/** Two measured columns; the part column says where a row belongs. Only validation rows have the class "c". */
function unseenLabel(): string {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const held = i % 4 === 0;
    const label = held && i % 8 === 0 ? 'c' : i % 2 === 0 ? 'a' : 'b';
    return `${(i * 7) % 10},${label === 'a' ? 1 : label === 'b' ? 5 : 9},${held ? 'hold' : 'train'},${label}`;
  });
  return `x,z,part,y\n${rows.join('\n')}\n`;
}

test('a label never seen in training is said by check and by run, counts as an error, and nothing breaks', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'table.csv'), unseenLabel());
  const data = {
    ...{ source: 'csv', path: 'table.csv', label: 'y', exclude: ['part'] },
    validation: { column: 'part', value: 'hold' },
  };
  const settings = { 'training.epochs': 3, 'optimizer.learningRate': 0.01 };
  const file = writeJson(folder, 'study.json', study({ data, settings, constraints: [] }));
  const sentence =
    'The training part has no row of "c": no model can learn what it never sees, so those rows count as wrong.';
  const checked = await vernier(join(folder, 'data'), 'check', file, '--json');
  expect(checked.stderr).toContain(sentence);
  expect(checked.code).toBe(0);
  const run = await vernier(join(folder, 'data'), 'run', file, '--json');
  expect(run.stderr).toContain(sentence);
  expect(run.code, run.stderr).toBe(0);
  const epochs = run.events().filter(({ event }) => event === 'epoch');
  expect(epochs).toHaveLength(3);
  for (const epoch of epochs) {
    expect(epoch['validation.recall[c]']).toBe(0);
    expect(epoch['validation.loss']).toBeGreaterThan(0);
  }
  expect(run.events().at(-1)).toMatchObject({ event: 'done', state: 'finished' });
});

test('run tells what the data are like before its first trial and goes on whatever it finds; not again, and not with --skip-checks', async () => {
  const folder = temporaryFolder();
  const rows = Array.from(
    { length: 300 },
    (_, i) => `${(i * 7) % 11},${i % 2 === 0 ? 4 : 9},${i % 2 === 0 ? 'a' : 'b'}`,
  );
  writeFileSync(join(folder, 'rows.csv'), `x,paid,y\n${rows.join('\n')}\n`);
  const data = { source: 'csv', path: 'rows.csv', label: 'y' };
  const file = writeJson(folder, 'study.json', study({ data, settings: { 'training.epochs': 1 }, constraints: [] }));
  const checksOf = (outcome: Awaited<ReturnType<typeof vernier>>) =>
    outcome.events().flatMap(({ event, id, status }) => (event === 'check' ? [[id, status]] : []));
  const run = await vernier(folder, 'run', file, '--json');
  expect(run.code, run.stderr).toBe(0);
  expect(checksOf(run).map(([id]) => id)).toEqual(
    expect.arrayContaining(['missing', 'columns', 'input-scale', 'class-balance', 'duplicates', 'label-noise']),
  );
  expect(checksOf(run)).toContainEqual(['columns', 'fail']);
  const order = run.events().map(({ event }) => event);
  expect(order.lastIndexOf('check')).toBeLessThan(order.indexOf('trial'));
  expect(order.at(-1)).toBe('done');

  const again = await vernier(folder, 'run', file, '--json');
  expect(checksOf(again)).toEqual([]);
  const skipped = await vernier(folder, 'run', file, '--json', '--new', '--skip-checks');
  expect(checksOf(skipped)).toEqual([]);
  const text = await vernier(folder, 'run', file, '--new');
  expect(text.stderr).toMatch(
    /^vernier: The check "columns" failed: "paid" alone tells the label of 100 % of \d+ rows/m,
  );
  const checked = await vernier(folder, 'check', file);
  expect(checked.code).toBe(1);
  expect(checked.stdout).toMatch(/^fail {4}columns .*\n {28}→ Leave out of the inputs: paid$/m);
});
