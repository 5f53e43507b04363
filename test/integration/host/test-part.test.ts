// The locked test part: measured with the trial's own weights by the loop's own evaluation, and every opening counted.
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { metricsAt } from '#main/export/metrics-at-epoch.ts';
import { dataOfStudy } from '#main/host/export-data.ts';
import { evaluateTest, runTestProgram } from '#main/host/test-part/index.ts';
import { openStore, openStoreReadOnly } from '#main/store/open-store.ts';
import { availableEngines } from '../../conformance/available-engines.ts';
import { openHost } from '../../support/host.ts';
import { temporaryFolder, writeJson } from '../../support/vernier.ts';

const iris = {
  ...{ version: 1, name: 'Iris', data: { source: 'sample', name: 'iris', test: { fraction: 0.2 } } },
  settings: { 'optimizer.learningRate': 0.02, 'training.epochs': 4, 'model.units': { type: 'int', low: 4, high: 40 } },
  ...{ search: { trials: 5, parallel: 1, seed: 1 }, engine: { name: 'onnx', threads: 1 } },
};

/** Runs a study to its end. */
async function finished(study: object, path: string | null = null) {
  const { places, client, close } = await openHost();
  const { id } = await client.call('studies.open', { file: study, path });
  const ended = new Promise<void>((resolve, reject) => {
    client.subscribe('studies.changed', '', ({ state, reason }) => {
      if (state === 'finished') resolve();
      else if (state === 'failed' || state === 'paused') reject(new Error(reason ?? state));
    });
  });
  await client.call('studies.start', { id });
  await ended;
  const evaluate = (trial?: number, retrain = false) =>
    client.call('test.evaluate', { studyId: id, ...(trial && { trial }), by: 'studio', retrain });
  return { id, places, client, close, evaluate };
}

const labels = ['red', 'round', 'sweet'];
const multilabel = Array.from({ length: 120 }, (_, i) => {
  const [a, b] = [Math.sin(i), Math.cos(3 * i)];
  const own = [a > 0, b > 0.2, a + b > 0].flatMap((yes, k) => (yes ? [labels[k]] : []));
  return `${a},${b},${own.join(';')}`;
});

const kinds = {
  'a table': { data: { source: 'sample', name: 'penguins' }, settings: {} },
  images: { data: { source: 'sample', name: 'digits' }, settings: { 'model.family': 'cnn', 'model.filters': 4 } },
  sequences: {
    data: { source: 'sample', name: 'vowels' },
    settings: { 'model.family': 'rnn', 'model.cell': 'lstm', 'model.recurrentUnits': 8 },
  },
  texts: { data: { source: 'sample', name: 'sentences' }, settings: {} },
  regression: { data: { source: 'sample', name: 'noisy-sine', rows: 700 }, settings: {} },
  'several labels': { data: { source: 'csv', path: 'fruit.csv', label: 'kinds', task: 'multilabel' }, settings: {} },
};

/** What the program measures of the best trial, and what the store has of its best epoch. */
async function measured(study: Record<string, unknown>, path: string | null = null) {
  const { id, places, close } = await finished(study, path);
  await close();
  const store = await openStoreReadOnly(places.dataDir);
  onTestFinished(() => store.close());
  const [row, [trial]] = [await store.getStudy(id), await store.listTrials(id)];
  if (!row || !trial?.weights) throw new Error('the study did not run');
  const stored = metricsAt(await store.readMetrics(id), trial.number, trial.bestEpoch);
  const validation = Object.fromEntries(Object.entries(stored).filter(([key]) => key.startsWith('validation.')));
  const data = await dataOfStudy(row, places, null);
  const request = { by: 'studio', now: Date.now } as const;
  const asked = { study: row, trial, places, request };
  return { found: await runTestProgram(asked, data.path, trial.weights, validation), validation, data };
}

const one = (data: object, settings: object, engine = 'onnx') => ({
  ...{ version: 1, name: 'One', data: { ...data, test: { fraction: 0.25 } } },
  settings: { 'optimizer.learningRate': 0.01, 'training.epochs': 3, ...settings },
  ...{ search: { trials: 1, parallel: 1 }, engine: { name: engine, threads: 1 } },
});

test.for(Object.entries(kinds))(
  'weights on %s have on the validation part exactly what is stored',
  async ([, kind]) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'fruit.csv'), `x,y,kinds\n${multilabel.join('\n')}\n`);
    const { found, validation, data } = await measured(one(kind.data, kind.settings), join(folder, 'study.json'));
    expect(Object.keys(validation).length).toBeGreaterThan(3);
    expect(found.validation).toStrictEqual(validation);
    expect(found.rows).toBe(data.header.testRows);
    const names = Object.keys(validation).map((key) => key.replace('validation.', 'test.'));
    expect(Object.keys(found.metrics).sort()).toEqual(names.sort());
    for (const [name, { value, interval }] of Object.entries(found.metrics)) {
      expect(interval, name).not.toBeNull();
      expect(interval?.low, name).toBeLessThanOrEqual(Number(value));
      expect(interval?.high, name).toBeGreaterThanOrEqual(Number(value));
    }
  },
);

const others = (await availableEngines()).map(({ name }) => name).filter((name) => name !== 'onnx');

test.for(others)('weights of the engine %s have on the validation part exactly what is stored', async (engine) => {
  const { found, validation } = await measured(one({ source: 'sample', name: 'iris' }, {}, engine));
  expect(found.validation).toStrictEqual(validation);
});

test('an opening is counted once for the same weights, and again for others', async () => {
  const { id, client, evaluate, places, close } = await finished(iris);
  expect(await client.call('test.openings', { studyId: id })).toEqual({
    ...{ opened: [], openings: 0, configurations: 0, obstacle: null },
  });
  const told: unknown[] = [];
  client.subscribe('test.opened', id, (event) => told.push(event));
  const [best] = await client.call('studies.best', { id });
  expect(best).not.toHaveProperty('test');

  const first = await evaluate();
  expect(first).toMatchObject({ again: false, openings: 1, configurations: 1 });
  expect(first.opening).toMatchObject({ trial: best?.trial, rows: 30, by: 'studio', epoch: best?.epoch });
  const { value, interval } = first.opening.metrics['test.accuracy'] ?? {};
  expect(Math.round(Number(value) * 30)).toBeCloseTo(Number(value) * 30, 9);
  expect(interval?.method).toBe('wilson');
  expect(first.opening.metrics['test.loss']?.interval?.method).toBe('bootstrap');

  const second = await evaluate();
  expect(second).toEqual({ ...first, again: true });
  expect(told).toEqual([{ studyId: id, opening: first.opening }]);

  const trials = await client.call('trials.list', { studyId: id });
  const ranked = trials.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0) || a.number - b.number);
  const other = ranked[1]?.number ?? 0;
  expect(await evaluate(other)).toMatchObject({ again: false, openings: 2, configurations: 2 });
  const [after] = await client.call('studies.best', { id });
  expect(after).toMatchObject({ test: { openings: 2, rows: 30, metrics: { 'test.accuracy': value } } });

  await close();
  const again = await openHost(places.dataDir);
  const kept = await again.client.call('test.openings', { studyId: id });
  expect(kept.opened.map(({ trial }) => trial)).toEqual([best?.trial, other]);
});

test('weights that are not kept are named, and training again gives what the trial had', async () => {
  const { client, id, evaluate } = await finished(iris);
  const trials = await client.call('trials.list', { studyId: id });
  const worst = trials.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0) || b.number - a.number)[0]?.number ?? 0;
  await expect(evaluate(worst)).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining(`"vernier test ${id} --trial ${worst} --retrain" trains it again`),
  });
  expect(await client.call('test.openings', { studyId: id })).toMatchObject({ openings: 0 });
  const answer = await evaluate(worst, true);
  expect(answer.opening).toMatchObject({ trial: worst, rows: 30 });
});

test('a damaged weights file and other weights are refused, and nothing is counted', async () => {
  const { client, id, evaluate, places } = await finished(iris);
  const store = await openStoreReadOnly(places.dataDir);
  onTestFinished(() => store.close());
  const kept = (await store.listTrials(id)).filter(({ weights }) => weights !== null);
  const [first, second, third] = kept;
  writeFileSync(first?.weights?.path ?? '', 'nothing');
  await expect(evaluate(first?.number)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/is not a weights file; train the trial again \(--retrain\)\.$/),
  });
  copyFileSync(third?.weights?.path ?? '', second?.weights?.path ?? '');
  await expect(evaluate(second?.number)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('belongs to another trial'),
  });
  rmSync(third?.weights?.path ?? '');
  await expect(evaluate(third?.number)).rejects.toMatchObject({ code: 'not_found' });
  expect(await client.call('test.openings', { studyId: id })).toMatchObject({ openings: 0 });
});

test('data that changed or are gone are named, an empty cache is filled again', async () => {
  const folder = temporaryFolder();
  const rows = Array.from({ length: 90 }, (_, i) => `${i % 7},${(i * i) % 11},${i % 2 ? 'odd' : 'even'}`);
  const table = join(folder, 'rows.csv');
  const write = (lines: readonly string[]) => writeFileSync(table, `a,b,kind\n${lines.join('\n')}\n`);
  write(rows);
  const path = writeJson(folder, 'study.json', {});
  const study = one({ source: 'csv', path: 'rows.csv', label: 'kind' }, {});
  const { client, id, evaluate, places } = await finished(study, path);

  write([...rows, '1,1,odd']);
  await expect(evaluate()).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('changed since it ran'),
  });
  rmSync(table);
  await expect(evaluate()).rejects.toMatchObject({ message: expect.stringContaining('cannot be read any more') });
  expect(await client.call('test.openings', { studyId: id })).toMatchObject({ openings: 0 });

  write(rows);
  rmSync(places.cacheDir, { recursive: true });
  expect(await evaluate()).toMatchObject({ again: false, openings: 1, opening: { rows: 23 } });
  // What was opened is told again without the data.
  rmSync(table);
  expect(await evaluate()).toMatchObject({ again: true, openings: 1 });
});

test('a trial is measured on the classes of its own stage', async () => {
  const { client, id, evaluate } = await finished({
    ...iris,
    settings: { 'training.epochs': 2, 'model.units': { type: 'int', low: 4, high: 40 } },
    search: { parallel: 1, seed: 1 },
    stages: [
      { name: 'two', trials: 2, subset: { classes: 2 } },
      { name: 'all', trials: 2 },
    ],
  });
  const trials = await client.call('trials.list', { studyId: id });
  const of = (stage: string) => trials.find((trial) => trial.stage === stage)?.number;
  const two = await evaluate(of('two'), true);
  expect(two.opening.rows).toBe(20);
  expect(Object.keys(two.opening.metrics).filter((name) => name.includes('recall'))).toHaveLength(2);
  const all = await evaluate();
  expect(trials.find(({ number }) => number === all.opening.trial)?.stage).toBe('all');
  expect(all.opening.rows).toBe(30);
});

test('a study without a test part, or of a program of its own, is told what to do', async () => {
  const { client, id, evaluate } = await finished({ ...iris, data: { source: 'sample', name: 'iris' } });
  await expect(evaluate()).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('"test": {"fraction": 0.1}'),
  });
  expect(await client.call('test.openings', { studyId: id })).toMatchObject({ obstacle: 'no-test-part' });

  const argv = [process.execPath, '-e', 'console.log(JSON.stringify({epoch:1,"validation.accuracy":0.5}))'];
  const own = await finished({
    ...{ version: 1, name: 'Own', runner: { kind: 'command', argv } },
    objective: { metric: 'validation.accuracy', direction: 'maximize' },
    ...{ settings: { rate: { type: 'float', low: 0, high: 1 } }, search: { trials: 1 } },
  });
  await expect(own.evaluate()).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('runs a program of its own'),
  });
  expect(await own.client.call('test.openings', { studyId: own.id })).toMatchObject({ obstacle: 'command' });
});

test('one that is cancelled counts nothing', async () => {
  const { client, id } = await finished(iris);
  const abort = new AbortController();
  const asked = client.call('test.evaluate', { studyId: id, by: 'studio' }, { signal: abort.signal });
  setTimeout(() => abort.abort(), 150);
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  expect(await client.call('test.openings', { studyId: id })).toMatchObject({ openings: 0 });
  expect(await client.call('test.evaluate', { studyId: id, by: 'studio' })).toMatchObject({ again: false });
});

test('an opening that finds no room on the disk is not shown', async () => {
  const { id, places, close } = await finished(iris);
  await close();
  // No page more than there are.
  const store = await openStore(places.dataDir, { maxPages: 1 });
  onTestFinished(() => store.close());
  const study = await store.getStudy(id);
  if (!study) throw new Error('the study is gone');
  const other = {
    studyId: id,
    trial: 1,
    at: 1,
    by: 'studio',
    rows: 1,
    fingerprint: 'other',
    configuration: 'c',
  } as const;
  const fill = async () => {
    for (let epoch = 1; epoch < 1000; epoch++) await store.openTest({ ...other, epoch, metrics: {} });
  };
  await expect(fill()).rejects.toMatchObject({ code: 'limit' });
  const before = await store.listTestOpenings(id);
  await expect(evaluateTest(store, study, places, { by: 'studio', now: Date.now })).rejects.toMatchObject({
    code: 'limit',
    message: 'The disk is full: this was not saved. Free some space and go on.',
  });
  expect(await store.listTestOpenings(id)).toEqual(before);
});

test('what is measured are the test rows: with their labels the wrong way round the model is wrong on all of them', async () => {
  const folder = temporaryFolder();
  const rows = Array.from({ length: 120 }, (_, i) => {
    const [isLeft, part] = [i % 2 === 0, i % 4 < 2 ? 'search' : 'test'];
    return `${isLeft ? -1 - (i % 5) : 1 + (i % 5)},${isLeft === (part === 'search') ? 'left' : 'right'},${part}`;
  });
  writeFileSync(join(folder, 'rows.csv'), `x,side,part\n${rows.join('\n')}\n`);
  const data = { source: 'csv', path: 'rows.csv', label: 'side', features: ['x'] };
  const { client, id, evaluate } = await finished(
    {
      ...{ version: 1, name: 'Sides', data: { ...data, test: { column: 'part', value: 'test' } } },
      settings: { 'optimizer.learningRate': 0.1, 'training.epochs': 10 },
      ...{ search: { trials: 1 }, engine: { name: 'onnx', threads: 1 } },
    },
    writeJson(folder, 'study.json', {}),
  );
  const [best] = await client.call('studies.best', { id });
  expect(best).toMatchObject({ metrics: { best: { 'validation.accuracy': 1 } } });
  const { opening, validation } = await evaluate();
  expect(validation['validation.accuracy']).toBe(1);
  expect(opening).toMatchObject({ rows: 60, metrics: { 'test.accuracy': { value: 0, interval: { low: 0 } } } });
});
