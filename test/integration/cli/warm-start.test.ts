// Studies that begin with the trials of earlier ones, through the command line and with real workers.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '#main/store/open-store.ts';
import { startVernier, temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

type Event = Record<string, unknown>;
interface Trial {
  readonly trial: number;
  readonly state: string;
  readonly params: Record<string, number>;
  readonly value: number | null;
}

const rate = 'optimizer.learningRate';
const range = (low: number, high: number) => ({ type: 'float', low, high, scale: 'log' });
function study(name: string, rates: object, { search = {}, settings = {}, ...change }: Record<string, object> = {}) {
  return {
    ...{ version: 1, name, data: { source: 'sample', name: 'iris' } },
    settings: { 'model.family': 'mlp', 'model.units': 16, [rate]: rates, 'training.epochs': 3, ...settings },
    search: { sampler: { kind: 'tpe' }, trials: 5, parallel: 1, seed: 5, ...search },
    engine: { threads: 1 },
    ...change,
  };
}
const first = study('first sweep', range(1e-4, 1), { search: { sampler: { kind: 'random' }, trials: 12 } });
const second = study('second sweep', range(1e-3, 10));

async function trialsOf(data: string, name: string): Promise<Trial[]> {
  return JSON.parse((await vernier(data, 'trials', name, '--format', 'json')).stdout) as Trial[];
}
const paramsOf = (trials: readonly Trial[]) => trials.map(({ params }) => params);

/** A data directory in which the first study has been run. */
async function afterFirst(): Promise<{ folder: string; data: string; fits: number; best: Trial | undefined }> {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const ran = await vernier(data, 'run', writeJson(folder, 'first.json', first), '--json');
  expect(ran.code, ran.stderr).toBe(0);
  const fitting = (await trialsOf(data, 'first sweep')).filter(({ params }) => (params[rate] ?? 0) >= 1e-3);
  const [best] = fitting.toSorted((a, b) => Number(b.value) - Number(a.value));
  return { folder, data, fits: fitting.length, best };
}

async function purge(data: string, name: string): Promise<void> {
  const store = await openStore(data);
  await store.purgeStudy((await store.findStudy(name))?.id ?? '');
  await store.close();
}

test('a second study trains the best of the first one first, tells what fits, and counts none of it as its own', async () => {
  const { folder, data, fits, best } = await afterFirst();
  const file = writeJson(folder, 'second.json', second);
  const checked = await vernier(
    data,
    'check',
    writeJson(folder, 'checked.json', { ...second, search: { ...second.search, warmStart: 'first.json' } }),
  );
  const sentence = new RegExp(
    `Warm start from "first sweep": ${fits} of 12 trials fit \\(${fits} with the same budget and data\\); ` +
      `${12 - fits} do not: ${rate} outside 0.001–10 \\(${12 - fits}\\)\\. Its best one is trained first\\.`,
  );
  expect(checked.stdout).toMatch(sentence);
  const ran = await vernier(data, 'run', file, '--warm-start', join(folder, 'first.json'));
  expect(ran.code).toBe(0);
  expect(ran.stderr).toMatch(sentence);
  const shown = await vernier(data, 'show', 'second sweep');
  expect(shown.stdout).toMatch(sentence);
  expect(shown.stdout).toMatch(/trials +5 complete; 5 asked/);
  const trials = await trialsOf(data, 'second sweep');
  expect(trials).toHaveLength(5);
  expect(trials[0]?.params).toEqual(best?.params);
  // The same configuration on the same data: what differs is the seed.
  const again = await vernier(data, 'run', file, '--json');
  expect(again.code, 'resumed without naming the option again').toBe(0);
  expect(again.events().find((one: Event) => one.event === 'warmStart')).toMatchObject({ same: fits, taken: 12 });
});

test('a study that was killed goes on with its copy when the first one is gone, and asks for the same trials', async () => {
  const [calm, killed] = [await afterFirst(), await afterFirst()];
  const slow = study('second sweep', range(1e-3, 10), { settings: { 'training.epochs': 60 } });
  const search = { ...slow.search, warmStart: [{ study: 'first sweep', startingPoints: 2 }] };
  const write = (folder: string) => writeJson(folder, 'second.json', { ...slow, search });
  expect((await vernier(calm.data, 'run', write(calm.folder), '--json')).code).toBe(0);

  const file = write(killed.folder);
  const interrupted = startVernier(killed.data, ['run', file, '--json']);
  await interrupted.line((line) => line.includes('"trial":4') && line.includes('"running"'));
  interrupted.process.kill('SIGKILL');
  await interrupted.done;
  await purge(killed.data, 'first sweep');
  const resumed = await vernier(killed.data, 'run', file, '--json');
  expect(resumed.stderr).toBe('');
  expect(resumed.code).toBe(0);

  const expected = await trialsOf(calm.data, 'second sweep');
  const found = await trialsOf(killed.data, 'second sweep');
  expect(expected).toHaveLength(5);
  expect(paramsOf(found)).toEqual(paramsOf(expected));
  const counts = resumed.events().find((one) => one.event === 'warmStart');
  // Other epochs: none is as its own.
  expect(counts).toMatchObject({ same: 0, ranked: calm.fits, startingPoints: 2 });
  // A cold study asks for others.
  const cold = await vernier(
    killed.data,
    'run',
    writeJson(killed.folder, 'cold.json', { ...slow, name: 'cold' }),
    '--json',
  );
  expect(cold.code).toBe(0);
  expect(paramsOf(await trialsOf(killed.data, 'cold'))).not.toEqual(paramsOf(expected));
});

test('a study of two stages begins its first one with what the other study knows, and tells the later one', async () => {
  const { folder, data, fits } = await afterFirst();
  const stages = [
    { name: 'coarse', trials: 3, settings: { 'training.epochs': 1 } },
    { name: 'fine', trials: 3, narrow: { from: 'coarse', keepBest: 2 }, settings: { 'training.epochs': 3 } },
  ];
  const { trials: _, ...search } = second.search;
  const file = { ...second, search: { ...search, warmStart: 'first sweep' }, stages };
  const ran = await vernier(data, 'run', writeJson(folder, 'staged.json', file));
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stderr).toContain(`${fits} of 12 trials fit (${fits} by their ranking)`);
  const store = await openStore(data);
  const id = (await store.findStudy('second sweep'))?.id ?? '';
  const log = (await store.readLog(id)).map(({ message }) => message);
  await store.close();
  expect(log.filter((message) => message.startsWith('Warm start from'))).toHaveLength(1);
  expect(log.find((message) => message.startsWith('Stage "fine" begins'))).toMatch(
    /Of the warm start it knows \d+ trials/,
  );
});

describe('a warm start is refused with one sentence, and nothing is stored,', () => {
  const warm = (warmStart: unknown, change: Record<string, object> = {}) => {
    const file = study('second sweep', range(1e-3, 10), change);
    return { ...file, search: { ...file.search, warmStart } };
  };
  const rmse = { objective: { metric: 'validation.loss', direction: 'minimize' } };

  test('one that names no study of use', async () => {
    const { folder, data } = await afterFirst();
    const refused: [unknown, RegExp][] = [
      [warm('frist sweep'), /There is no study "frist sweep"; did you mean "first sweep"\?/],
      [warm('refused.json'), /"refused.json" is this study itself/],
      [warm(['first sweep', { study: 'first.json' }]), /warmStart\[1\]\.study: Study "first sweep" is named twice/],
      [
        warm('first sweep', rmse),
        /"first sweep" maximizes validation\.accuracy, and this one minimizes validation\.loss/,
      ],
      [warm({ study: 'first sweep', trails: 3 }), /warmStart\[0\]\.trails.*did you mean "trials"/],
      [warm(3), /search\.warmStart\[0\]" must be an object/],
    ];
    for (const [file, sentence] of refused) {
      const outcome = await vernier(data, 'run', writeJson(folder, 'refused.json', file), '--json');
      expect(outcome.stderr).toMatch(sentence);
      expect(outcome.stderr.trim().split('\n')).toHaveLength(1);
      expect(outcome.code).toBe(2);
      expect((await vernier(data, 'list', '--json')).events()).toHaveLength(1);
    }
  });

  test('from the study itself, by its file, its name or its id, before its first start and after: check says it, too', async () => {
    const { folder, data } = await afterFirst();
    const file = (warmStart: string) => writeJson(folder, 'itself.json', { ...warm(warmStart), id: 'me' });
    const refused = async (command: string, warmStart: string) => {
      const outcome = await vernier(data, command, file(warmStart), '--json');
      expect(outcome.stderr).toContain(`"${warmStart}" is this study itself; name an earlier one.`);
      expect([outcome.stderr.trim().split('\n').length, outcome.code]).toEqual([1, 2]);
    };
    for (const name of ['itself.json', 'second sweep', 'me']) {
      await refused('check', name);
      await refused('run', name);
    }
    expect((await vernier(data, 'run', file('first.json'))).code).toBe(0);
    for (const name of ['itself.json', 'second sweep', 'me']) await refused('check', name);
  });

  test('from one without results', async () => {
    const { folder, data } = await afterFirst();
    const store = await openStore(data);
    const row = await store.findStudy('first sweep');
    if (row === null) throw new Error('The first study is gone.');
    await store.insertStudy({ ...row, id: 'empty', name: 'empty', path: null, state: 'draft' });
    await store.close();
    const outcome = await vernier(data, 'run', writeJson(folder, 'refused.json', warm('empty')), '--json');
    expect(outcome.stderr).toMatch(/No trial of study "empty" has ended yet/);
    expect(outcome.code).toBe(2);
    expect((await vernier(data, 'list', '--json')).events()).toHaveLength(2);
  });

  test('when it changes after the study has begun', async () => {
    const { folder, data } = await afterFirst();
    const file = writeJson(folder, 'second.json', second);
    expect((await vernier(data, 'run', file, '--json')).code).toBe(0);
    const outcome = await vernier(data, 'run', file, '--warm-start', 'first sweep', '--json');
    expect(outcome.stderr).toMatch(/warm start or seed changed/);
    expect(outcome.code).toBe(2);
  });
});
