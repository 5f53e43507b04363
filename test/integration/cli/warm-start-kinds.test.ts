// A warm start of studies that train something else than one number of a built-in model: a program of the user's own, and two objectives.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WarmStartSource } from '#shared/contract/warm-start.ts';
import { type Outcome, temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

interface Listed {
  readonly trial: number;
  readonly params: Readonly<Record<string, number>>;
  readonly value: number;
  readonly metrics: Readonly<Record<string, number>>;
}

async function trialsOf(data: string, name: string): Promise<Listed[]> {
  return JSON.parse((await vernier(data, 'trials', name, '--format', 'json')).stdout) as Listed[];
}

function told(outcome: Outcome): Partial<WarmStartSource> {
  expect(outcome.code, outcome.stderr).toBe(0);
  return outcome.events().find(({ event }) => event === 'warmStart') ?? {};
}

async function run(data: string, folder: string, file: { readonly name: string }): Promise<Outcome> {
  return vernier(data, 'run', writeJson(folder, `${file.name}.json`, file), '--json');
}

test('a program of the user’s own: trials of the same command line are known as own ones, those of another by their ranking', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  writeFileSync(
    join(folder, 'hill.mjs'),
    `const [x, rows] = process.argv.slice(2).map(Number);
     for (const epoch of [1, 2]) console.log(JSON.stringify({ epoch, score: -((x - 6.5) ** 2) - rows / 100 - 1 / epoch }));`,
  );
  const study = (name: string, [low, high]: readonly [number, number], rows: string, search: object) => ({
    ...{ version: 1, name, runner: { kind: 'command', argv: [process.execPath, 'hill.mjs', '{x}', rows] } },
    settings: { x: { type: 'float', low, high } },
    objective: { metric: 'score', direction: 'maximize' },
    search: { sampler: { kind: 'gp', nStartupTrials: 4 }, trials: 4, parallel: 1, seed: 7, ...search },
  });
  const wide = study('wide', [0, 10], '0', { sampler: { kind: 'sobol' }, trials: 12 });
  expect((await run(data, folder, wide)).code).toBe(0);
  const earlier = await trialsOf(data, 'wide');
  const fitting = earlier.filter(({ params }) => Number(params.x) >= 4 && Number(params.x) <= 9);
  const outside = [{ kind: 'outside', setting: 'x', detail: '4–9', trials: 12 - fitting.length }];

  const narrow = (name: string, rows: string, search: object) => study(name, [4, 9], rows, search);
  const warm = await run(data, folder, narrow('narrow', '0', { warmStart: 'wide.json' }));
  expect(told(warm)).toMatchObject({ same: fitting.length, ranked: 0, unfit: outside, startingPoints: 1 });
  const [best] = fitting.toSorted((a, b) => b.value - a.value);
  const own = await trialsOf(data, 'narrow');
  expect(own[0]?.params).toEqual(best?.params);
  expect(own[0]?.value).toBe(best?.value);
  // Its sampler knows the hill: what follows lies about its top, where a cold start still looks round.
  const distance = ({ params }: Listed) => Math.abs(Number(params.x) - 6.5);
  const start = Math.min(...fitting.map(distance));
  expect(Math.max(...own.slice(1).map(distance))).toBeLessThan(start);
  expect((await run(data, folder, narrow('cold', '0', {}))).code).toBe(0);
  const cold = await trialsOf(data, 'cold');
  expect(Math.max(...own.slice(1).map(distance))).toBeLessThan(Math.min(...cold.map(distance)));

  // Another command line measures something else: the level of its scores says nothing, their order does.
  const other = await run(data, folder, narrow('other rows', '50', { warmStart: 'wide' }));
  expect(told(other)).toMatchObject({ same: 0, ranked: fitting.length, unfit: outside, startingPoints: 1 });
  expect((await trialsOf(data, 'other rows'))[0]?.params).toEqual(best?.params);
}, 240_000);

test('two objectives: trials of the same two are known as own ones, of the other order or of one the study is refused, of a longer training they do not fit', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const two = [{ metric: 'validation.accuracy' }, { metric: 'validation.loss' }];
  const study = (
    name: string,
    low: number,
    change: { objective?: unknown; epochs?: number; search?: object } = {},
  ) => ({
    ...{ version: 1, name, data: { source: 'sample', name: 'iris' }, objective: change.objective ?? two },
    settings: {
      ...{ 'model.family': 'mlp', 'model.units': 16, 'training.epochs': change.epochs ?? 3 },
      'optimizer.learningRate': { type: 'float', low, high: 1, scale: 'log' },
    },
    search: { sampler: { kind: 'tpe', nStartupTrials: 4 }, trials: 3, parallel: 1, seed: 5, ...change.search },
    engine: { name: 'reference', threads: 1 },
  });
  const first = study('first', 1e-5, { search: { sampler: { kind: 'sobol' }, trials: 10 } });
  expect((await run(data, folder, first)).code).toBe(0);
  const fitting = (await trialsOf(data, 'first')).filter(
    ({ params }) => Number(params['optimizer.learningRate']) >= 1e-3,
  );
  const from = { warmStart: 'first' };

  const warm = await run(data, folder, study('second', 1e-3, { search: from }));
  expect(told(warm)).toMatchObject({ same: fitting.length, ranked: 0, startingPoints: 1 });
  expect((await run(data, folder, study('cold', 1e-3))).code).toBe(0);
  const [own, cold] = [await trialsOf(data, 'second'), await trialsOf(data, 'cold')];
  // The first objective says which is its best; both of that trial's values come out again.
  const most = Math.max(...fitting.map(({ value }) => value));
  const again = fitting.find(
    ({ params }) => params['optimizer.learningRate'] === own[0]?.params['optimizer.learningRate'],
  );
  expect(again?.value).toBe(most);
  expect(own.map(({ params }) => params)).not.toEqual(cold.map(({ params }) => params));

  const longer = await run(data, folder, study('longer', 1e-3, { epochs: 5, search: from }));
  const several = { kind: 'several', setting: null, detail: null, trials: fitting.length };
  expect(told(longer)).toMatchObject({ same: 0, ranked: 0, unfit: expect.arrayContaining([several]) });

  for (const objective of [two.toReversed(), [...two, { metric: 'validation.macroF1' }]]) {
    const refused = await run(data, folder, study('refused', 1e-3, { objective, search: from }));
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(
      /Study "first" maximizes validation\.accuracy and minimizes validation\.loss, and this/,
    );
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
  }
  // Of two objectives the first counts for a study of one.
  const single = await run(data, folder, study('single', 1e-3, { objective: two[0], search: from }));
  expect(told(single)).toMatchObject({ same: fitting.length });
}, 240_000);
