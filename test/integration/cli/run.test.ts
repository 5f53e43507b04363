// The main job, headless, with real workers and real training.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startVernier, temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const iris = {
  version: 1,
  name: 'Iris',
  data: { source: 'sample', name: 'iris' },
  settings: {
    'model.units': { type: 'int', low: 8, high: 64, scale: 'log' },
    'optimizer.learningRate': { type: 'float', low: 1e-4, high: 0.1, scale: 'log' },
    'training.batchSize': 16,
    'training.epochs': 4,
  },
  search: {
    sampler: { kind: 'random' },
    trials: 4,
    parallel: 2,
    seed: 1,
    enqueue: [{ 'model.units': 32, 'optimizer.learningRate': 0.01 }],
  },
};
/** Long enough to be killed in the middle: about 40 epochs of 60 ms. */
const digits = {
  version: 1,
  name: 'Digits',
  data: { source: 'sample', name: 'digits' },
  settings: {
    'model.family': 'mlp',
    'model.units': { type: 'int', low: 64, high: 128, scale: 'log' },
    'model.dropout': { type: 'float', low: 0, high: 0.5 },
    'optimizer.learningRate': { type: 'float', low: 1e-3, high: 1e-2, scale: 'log' },
    'training.epochs': 8,
  },
  search: { sampler: { kind: 'random' }, trials: 5, parallel: 1, seed: 7 },
};

type Event = Record<string, unknown>;
const epochsOf = (events: Event[]) => events.filter((one) => one.event === 'epoch');
const valuesOf = (events: Event[]) =>
  epochsOf(events)
    .map(({ event: _event, ...values }) => values)
    .sort((a, b) => Number(a.trial) - Number(b.trial) || Number(a.epoch) - Number(b.epoch));

describe('vernier run', () => {
  test('trains every trial to its end, the starting point first, and says so event by event', async () => {
    const folder = temporaryFolder();
    const file = writeJson(folder, 'study.json', iris);
    const outcome = await vernier(join(folder, 'data'), 'run', file, '--json');
    expect(outcome.stderr).toBe('');
    expect(outcome.code).toBe(0);
    const events = outcome.events();
    expect(events[0]).toMatchObject({ event: 'study', name: 'Iris' });
    expect(events.find((one) => one.event === 'trial')).toMatchObject({
      trial: 1,
      params: { 'model.units': 32, 'optimizer.learningRate': 0.01 },
    });
    expect(events.at(-1)).toMatchObject({
      event: 'done',
      state: 'finished',
      trials: 4,
      best: { value: expect.any(Number) },
    });
    for (let trial = 1; trial <= 4; trial++) {
      const own = events.filter((one) => one.trial === trial);
      expect(own.filter((one) => one.event === 'epoch').map((one) => one.epoch)).toEqual([1, 2, 3, 4]);
      expect(own.filter((one) => one.event === 'trial').map((one) => one.state)).toEqual([
        'queued',
        'running',
        'complete',
      ]);
      // A trial's end comes after all of its epochs.
      expect(own.slice(-2)).toMatchObject([{ event: 'trial', state: 'complete' }, { event: 'verdict' }]);
    }
  });

  test('a starting point that leaves settings out is completed, and what its optimiser does not use is dropped', async () => {
    const folder = temporaryFolder();
    const file = writeJson(folder, 'study.json', {
      ...iris,
      settings: {
        ...iris.settings,
        'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam'] },
        'optimizer.momentum': { type: 'float', low: 0, high: 0.9 },
        'training.epochs': 1,
      },
      search: { trials: 1, enqueue: [{ 'optimizer.name': 'adam', 'optimizer.momentum': 0.5 }] },
    });
    const outcome = await vernier(join(folder, 'data'), 'run', file, '--json');
    const params = outcome.events().find((one) => one.event === 'trial')?.params as Event;
    expect(Object.keys(params).sort()).toEqual(['model.units', 'optimizer.learningRate', 'optimizer.name']);
    expect(params['optimizer.name']).toBe('adam');
  });

  test('--engine, --threads and --seed win over the file and stay with the study', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const file = writeJson(folder, 'study.json', { ...iris, search: { ...iris.search, trials: 1 } });
    const outcome = await vernier(
      data,
      'run',
      file,
      '--engine',
      'reference',
      '--threads',
      '2',
      '--seed',
      '5',
      '--json',
    );
    expect(outcome.code).toBe(0);
    const best = JSON.parse((await vernier(data, 'best', file)).stdout) as Event;
    expect(best).toMatchObject({ engine: { name: 'reference', threads: 2 } });
    const wrong = await vernier(data, 'run', file, '--engine', 'onxx');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/no engine "onxx".*onnx/);
  });

  test('a finished study run again trains nothing; a larger --trials extends it under new numbers', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const file = writeJson(folder, 'study.json', iris);
    await vernier(data, 'run', file, '--json');
    const again = await vernier(data, 'run', file, '--json');
    expect(again.events().map((one) => one.event)).toEqual(['study', 'done']);
    const more = await vernier(data, 'run', file, '--trials', '6', '--json');
    expect(new Set(epochsOf(more.events()).map((one) => one.trial))).toEqual(new Set([5, 6]));
    expect(more.events().at(-1)).toMatchObject({ trials: 6 });
  });

  test('a changed space is a conflict, unless --new', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    await vernier(data, 'run', writeJson(folder, 'study.json', iris), '--json');
    const changed = { ...iris, settings: { ...iris.settings, 'training.epochs': 3 } };
    const file = writeJson(folder, 'study.json', changed);
    const refused = await vernier(data, 'run', file, '--json');
    expect(refused.code).toBe(2);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toMatch(/another space.*--new/s);
    expect((await vernier(data, 'run', file, '--new', '--json')).code).toBe(0);
    expect((await vernier(data, 'list', '--json')).events()).toHaveLength(2);
  });

  test('data that cannot be read leave no study behind; with the path mended the same command runs', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const wrong = { ...iris, data: { source: 'csv', path: 'flower.csv', label: 'kind' } };
    for (const flags of [[], ['--skip-checks']]) {
      const refused = await vernier(data, 'run', writeJson(folder, 'study.json', wrong), '--json', ...flags);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toMatch(/There is no file .*flower\.csv/);
      expect((await vernier(data, 'list', '--json')).events()).toEqual([]);
    }
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${(i * 3) % 11},${i % 3 === 0 ? 'a' : 'b'}`);
    writeFileSync(join(folder, 'flowers.csv'), `x1,x2,kind\n${rows.join('\n')}\n`);
    const mended = { ...wrong, data: { ...wrong.data, path: 'flowers.csv' } };
    const outcome = await vernier(data, 'run', writeJson(folder, 'study.json', mended), '--json');
    expect(outcome.events().at(-1)).toMatchObject({ event: 'done', state: 'finished', trials: 4 });
  });

  test('the best configuration trains again to bit-equal metrics', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const file = writeJson(folder, 'study.json', iris);
    const first = await vernier(data, 'run', file, '--json');
    const best = join(folder, 'best.json');
    expect((await vernier(data, 'best', file, '-o', best)).code).toBe(0);
    const config = JSON.parse(readFileSync(best, 'utf8')) as { trial: number; metrics: { best: Event; last: Event } };
    expect(config).toMatchObject({
      version: 1,
      kind: 'vernier-best',
      study: { name: 'Iris' },
      engine: { name: 'onnx', threads: 1 },
    });
    const second = await vernier(join(folder, 'elsewhere'), 'run', best, '--json');
    const rows = (events: Event[], trial: number) =>
      valuesOf(events)
        .filter((row) => row.trial === trial)
        .map(({ trial: _trial, ...row }) => row);
    expect(rows(second.events(), 1)).toEqual(rows(first.events(), config.trial));
    const again = await vernier(join(folder, 'elsewhere'), 'best', best);
    expect(JSON.parse(again.stdout)).toMatchObject({ metrics: config.metrics });
  });

  test('killed with SIGKILL in the middle and run again, it loses and repeats nothing', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const file = writeJson(folder, 'study.json', digits);
    const whole = await vernier(join(folder, 'whole'), 'run', file, '--json');
    const first = startVernier(data, ['run', file, '--json']);
    await first.line((line) => line.includes('"epoch":3') && line.includes('"trial":3'));
    first.process.kill('SIGKILL');
    const before = await first.done;
    // Nobody runs it now.
    expect((await vernier(data, 'list', '--json')).events()).toMatchObject([{ state: 'paused' }]);
    expect((await vernier(data, 'show', file)).stdout).toMatch(/\nstate +paused: The program ended/);
    const rest = await vernier(data, 'run', file, '--json');
    expect(rest.code).toBe(0);
    expect(rest.events().at(-1)).toMatchObject({ event: 'done', state: 'finished', trials: 5 });

    const stored = JSON.parse((await vernier(data, 'trials', file, '--format', 'json')).stdout) as Event[];
    const expected = JSON.parse(
      (await vernier(join(folder, 'whole'), 'trials', file, '--format', 'json')).stdout,
    ) as Event[];
    expect(stored).toEqual(expected);
    // Told epochs are the same numbers as in the run that was never killed, and those of ended trials were not told twice.
    const told = [...valuesOf(before.events()), ...valuesOf(rest.events())];
    const truth = new Map(valuesOf(whole.events()).map((row) => [`${row.trial}/${row.epoch}`, row]));
    for (const row of told) expect(row).toEqual(truth.get(`${row.trial}/${row.epoch}`));
    const twice = told.filter(
      (row, index) => told.findIndex((one) => one.trial === row.trial && one.epoch === row.epoch) !== index,
    );
    expect(new Set(twice.map((row) => row.trial)).size).toBeLessThanOrEqual(1);
  });

  test('Ctrl-C stops at the end of the epoch with 130, and the same command goes on', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const file = writeJson(folder, 'study.json', digits);
    const first = startVernier(data, ['run', file, '--json']);
    await first.line((line) => line.includes('"epoch":2') && line.includes('"trial":2'));
    first.process.kill('SIGINT');
    expect((await first.done).code).toBe(130);
    const shown = (await vernier(data, 'show', file, '--json')).events()[0] as { summary: { state: string } };
    expect(shown.summary.state).toBe('paused');
    const rest = await vernier(data, 'run', file, '--json');
    expect(rest.events().at(-1)).toMatchObject({ state: 'finished', trials: 5 });
    const all = JSON.parse((await vernier(data, 'trials', file, '--format', 'json')).stdout) as Event[];
    expect(all.map((trial) => trial.state)).toEqual(Array(5).fill('complete'));
  });

  test.skipIf(process.platform === 'win32')(
    'a kill that reaches it twice, as that of a process group does by way of the launcher, saves what runs',
    async () => {
      const folder = temporaryFolder();
      const data = join(folder, 'data');
      const running = startVernier(data, ['run', writeJson(folder, 'study.json', digits), '--json', '--skip-checks']);
      await running.line((line) => line.includes('"epoch":2'));
      running.process.kill('SIGTERM');
      running.process.kill('SIGTERM');
      await new Promise((resolve) => setTimeout(resolve, 20));
      running.process.kill('SIGTERM');
      expect((await running.done).code).toBe(130);
      expect(existsSync(join(data, 'host.lock'))).toBe(false);
      expect((await vernier(data, 'list', '--json')).events()).toMatchObject([{ state: 'paused', reason: null }]);
    },
  );

  test('a huge learning rate ends as diverged, and the study still finishes without a best', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const file = writeJson(folder, 'study.json', {
      ...iris,
      name: 'Hot',
      settings: {
        'optimizer.name': 'sgd',
        'optimizer.learningRate': { type: 'float', low: 1e29, high: 1e30 },
        'training.epochs': 3,
      },
      search: { trials: 2, parallel: 1 },
    });
    const outcome = await vernier(data, 'run', file, '--json');
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toMatch(/learningRate/);
    const ended = outcome.events().filter((one) => one.state === 'diverged');
    expect(ended).toHaveLength(2);
    expect(ended[0]?.reason).toMatch(/epoch 1/);
    expect(outcome.events().at(-1)).toEqual({ event: 'done', state: 'finished', trials: 2, best: null });
    const best = await vernier(data, 'best', file);
    expect(best.code).toBe(1);
    expect(best.stderr).toMatch(/no best configuration: 2 of 2 trials diverged/);
  });

  test('data that changed since the study began are a conflict, and nothing is trained on them', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 5},${i % 2 ? 'yes' : 'no'}`);
    writeFileSync(join(folder, 'table.csv'), ['a,b,label', ...rows].join('\n'));
    const file = writeJson(folder, 'study.json', {
      version: 1,
      data: { source: 'csv', path: 'table.csv', label: 'label' },
      settings: { 'training.epochs': 1 },
      search: { sampler: { kind: 'random' }, trials: 1 },
    });
    expect((await vernier(data, 'run', file)).code).toBe(0);
    writeFileSync(join(folder, 'table.csv'), ['a,b,label', ...rows, '9,9,yes'].join('\n'));
    const again = await vernier(data, 'run', file, '--trials', '2', '--json');
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/^vernier: The data of study .* changed since it began; .*--new/m);
    expect(epochsOf(again.events())).toEqual([]);
  });

  test('a grid tries each combination once and ends early, saying so', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const file = writeJson(folder, 'grid.json', {
      ...iris,
      settings: {
        'model.units': { type: 'int', low: 8, high: 32, values: [8, 16, 32] },
        'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam'] },
        'optimizer.momentum': {
          type: 'float',
          low: 0,
          high: 0.9,
          values: [0, 0.9],
          when: { 'optimizer.name': ['sgd'] },
        },
        'training.epochs': 1,
      },
      constraints: ['model.units >= 16 or optimizer.name == "adam"'],
      search: { sampler: { kind: 'grid' }, trials: 50, parallel: 2 },
    });
    const outcome = await vernier(data, 'run', file, '--json');
    const tried = outcome
      .events()
      .filter((one) => one.state === 'complete')
      .map((one) => JSON.stringify(one.params));
    // adam: 3 widths; sgd: 2 widths × 2 momenta.
    expect(tried).toHaveLength(7);
    expect(new Set(tried).size).toBe(7);
    const shown = (await vernier(data, 'show', file, '--json')).events()[0] as { summary: { reason: string } };
    expect(shown.summary.reason).toMatch(/exhausted|7/);
  });
});

test('more trials than a space without ranges has: the study that ran already ends at once, again and again', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'fixed.json', {
    ...iris,
    settings: { 'training.epochs': 1 },
    search: { sampler: { kind: 'random' }, trials: 1, seed: 1 },
  });
  await vernier(data, 'run', file, '--json');
  for (const trials of ['2', '3']) {
    const outcome = await vernier(data, 'run', file, '--trials', trials, '--json');
    expect(outcome.code).toBe(0);
    expect(outcome.events().at(-1)).toMatchObject({ event: 'done', state: 'finished', trials: 1 });
  }
});
