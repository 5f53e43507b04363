// The best configurations on fresh seeds, in a host that is killed in the middle: what they come to is what an unbroken run comes to.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readHere, type StoreReader } from '#main/store/read-here.ts';
import type { RankingAnswer } from '#shared/contract/ranking.ts';
import type { TrainingRun } from '#shared/study/training-run.ts';
import { startVernier, temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const digits = {
  version: 1,
  id: 'again',
  name: 'Digits once more',
  data: { source: 'sample', name: 'digits' },
  settings: {
    ...{ 'model.family': 'mlp', 'model.units': 64, 'training.epochs': 8 },
    'optimizer.learningRate': { type: 'float', low: 1e-4, high: 0.1, scale: 'log' },
  },
  search: { sampler: { kind: 'random' }, trials: 3, parallel: 1, seed: 4, stop: { target: 0.999 } },
  engine: { name: 'onnx', threads: 1 },
};

interface Listed {
  readonly trial: number;
  readonly state: string;
  readonly value: number | null;
  readonly runs?: readonly TrainingRun[];
  readonly metrics: Readonly<Record<string, number>>;
}

async function listed(data: string): Promise<Listed[]> {
  return JSON.parse((await vernier(data, 'trials', 'again', '--format', 'json')).stdout) as Listed[];
}

async function state(data: string): Promise<unknown> {
  const [shown] = (await vernier(data, 'show', 'again', '--json')).events() as [{ summary: Record<string, unknown> }];
  return { state: shown.summary.state, reason: shown.summary.reason };
}

/** Kills the host that trains again once `trial` is so far in `run`. */
async function killAt(data: string, args: readonly string[], trial: number, run: number, epoch: number): Promise<void> {
  const host = startVernier(data, args);
  const store: StoreReader = readHere(data);
  const far = () => {
    const row = store.listTrials('again').find(({ number }) => number === trial);
    return row !== undefined && row.runs.length >= run && row.lastEpoch >= epoch;
  };
  let ended = false;
  void host.done.then(() => {
    ended = true;
  });
  while (!far() && !ended) await sleep(5);
  store.close();
  expect(ended, 'the host came to its end before it could be killed').toBe(false);
  host.process.kill('SIGKILL');
  await host.done;
}

test('rerun --repeats 3 on several seeds, killed twice and gone on with, is the same as unbroken', async () => {
  const folder = temporaryFolder();
  const file = writeJson(folder, 'study.json', digits);
  const [calm, killed] = [join(folder, 'calm'), join(folder, 'killed')];
  for (const data of [calm, killed]) expect((await vernier(data, 'run', file)).code).toBe(0);
  const before = await state(calm);
  const rerun = ['rerun', 'again', '--top', '2', '--repeats', '3'];

  const unbroken = await vernier(calm, ...rerun, '--json');
  expect(unbroken.code, unbroken.stderr).toBe(0);
  const wanted = await listed(calm);
  const [, , , ...again] = wanted;
  expect(again).toHaveLength(2);
  const seeds = again.flatMap(({ runs = [] }) => runs.map(({ seed }) => seed));
  expect(new Set(seeds).size).toBe(6);
  for (const { state: end, runs = [], value } of again) {
    expect([end, runs.map((run) => run.state)]).toEqual(['complete', ['complete', 'complete', 'complete']]);
    expect(value).toBeCloseTo(runs.reduce((sum, run) => sum + (run.value ?? Number.NaN), 0) / 3, 12);
    // Several seeds of one configuration: near each other, and not the same.
    expect(new Set(runs.map((run) => run.value)).size).toBeGreaterThan(1);
  }
  expect(await state(calm)).toEqual(before);

  // In the second run of the first trial that is trained again, then in the first run of the second.
  await killAt(killed, rerun, 4, 2, 3);
  await killAt(killed, ['run', file], 5, 1, 2);
  const goneOn = await vernier(killed, 'run', file, '--json');
  expect(goneOn.code, goneOn.stderr).toBe(0);
  expect(await listed(killed)).toEqual(wanted);
  expect(await state(killed)).toEqual(before);

  const rank = async (data: string) =>
    (await vernier(data, 'rank', 'again', '--json')).events()[0] as unknown as RankingAnswer;
  const ranking = await rank(killed);
  expect(ranking).toEqual(await rank(calm));
  expect(ranking.rows.filter(({ fresh }) => fresh).map(({ runs }) => runs)).toEqual([3, 3]);
}, 240_000);

test.each([
  ['has reached its target', { ...digits, search: { ...digits.search, stop: { target: 0.05 } } }],
  [
    'has two stages, the first of which it was of',
    {
      ...digits,
      search: { ...digits.search, trials: undefined, stop: undefined },
      stages: [
        { name: 'coarse', trials: 2 },
        { name: 'fine', trials: 2, settings: { 'training.epochs': 2 } },
      ],
    },
  ],
])(
  'a trial that is trained again when its host is killed goes on with the next run of a study that %s',
  async (_, study) => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const file = writeJson(folder, 'study.json', study);
    expect((await vernier(data, 'run', file)).code).toBe(0);
    const [before, trials] = [await state(data), await listed(data)];
    await killAt(data, ['rerun', 'again', '--trials', '1', '--repeats', '2'], trials.length + 1, 2, 2);
    const goneOn = await vernier(data, 'run', file, '--json');
    expect(goneOn.code, goneOn.stderr).toBe(0);
    const after = await listed(data);
    expect(after.slice(0, -1)).toEqual(trials);
    const again = after.at(-1);
    expect(again?.runs?.map((run) => [run.state, run.lastEpoch])).toEqual([
      ['complete', 8],
      ['complete', 8],
    ]);
    expect(again?.state).toBe('complete');
    expect(await state(data)).toEqual(before);
  },
  240_000,
);

test('asked for again after the kill, what waits is trained and the new seeds are others', async () => {
  const folder = temporaryFolder();
  const file = writeJson(folder, 'study.json', digits);
  const data = join(folder, 'data');
  expect((await vernier(data, 'run', file)).code).toBe(0);
  await killAt(data, ['rerun', 'again', '--top', '1', '--repeats', '2'], 4, 1, 3);
  const again = await vernier(data, 'rerun', 'again', '--top', '1', '--repeats', '2', '--json');
  expect(again.code, again.stderr).toBe(0);
  const [, , , ...both] = await listed(data);
  expect(both.map(({ state: end }) => end)).toEqual(['complete', 'complete']);
  const seeds = both.flatMap(({ runs = [] }) => runs.map(({ seed }) => seed));
  expect(new Set(seeds).size).toBe(4);
}, 120_000);
