// The real thread: what it suggests is what the sampler suggests here, from a history that it is told piece by piece.
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { createSampler, regretBound, samplerNames } from '#main/search/index.ts';
import type { History, ObservedTrial } from '#main/search/search.ts';
import { createSearchThread, type SearchThread } from '#main/search-thread/client.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { type SamplerSpec, samplerSchema } from '#shared/study/search-schema.ts';
import type { Space } from '#shared/study/space.ts';

const threads: SearchThread[] = [];
afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.close()));
});
function open(entry?: string): SearchThread {
  const thread = createSearchThread(entry);
  threads.push(thread);
  return thread;
}

const space: Space = {
  dimensions: [
    { name: 'lr', type: 'float', low: 1e-5, high: 1, scale: 'log' },
    { name: 'units', type: 'int', low: 8, high: 64, scale: 'linear' },
    { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam'] },
    { name: 'momentum', type: 'float', low: 0, high: 0.99, scale: 'linear', when: { optimizer: ['sgd'] } },
  ],
  constraints: ['units > 10'],
  fixed: {},
};

/** The lists of a history are live in the scheduler: trials change where they stand. */
type Live = {
  -readonly [K in keyof ObservedTrial]: ObservedTrial[K] extends readonly number[] ? number[] : ObservedTrial[K];
};

it.each(samplerNames)('%s suggests in the thread what it suggests here', async (kind) => {
  const sampler = samplerSchema.parse({ kind });
  const [here, there] = [createSampler(sampler), open().open({ space, sampler })];
  const trials: Live[] = [];
  const history: History = { direction: 'maximize', trials };
  for (let number = 1; number <= 25; number++) {
    const seed = deriveSeed(3, number);
    const suggestion = await there.suggest(history, seed);
    expect(suggestion).toEqual(here.suggest(space, structuredClone(history), randomStream(seed)));
    if (suggestion.kind === 'exhausted') break;
    trials.push({ number, state: 'running', params: suggestion.params, value: null, steps: [], values: [] });
    // The one before ends while this one runs: some well, some with NaN.
    const before = trials.at(-2);
    if (before === undefined) continue;
    before.steps.push(1);
    before.values.push(number % 4 === 0 ? Number.NaN : -Math.abs(Number(before.params.units) - 30));
    Object.assign(before, number % 4 === 0 ? { state: 'diverged' } : { state: 'complete', value: before.values[0] });
  }
});

it.each(['auto', 'anneal'] as const)('%s knows in the thread, too, which trials are of another study', async (kind) => {
  const sampler = samplerSchema.parse({ kind });
  const point = (i: number) => ({ lr: 10 ** -(1 + i / 4), units: 11 + i, optimizer: 'adam' });
  const trials = Array.from({ length: 12 }, (_, i): ObservedTrial => {
    const from = { study: 'first sweep', trial: i + 3 };
    return { number: i - 11, from, state: 'complete', params: point(i), value: i / 10, steps: [], values: [] };
  });
  const history: History = { direction: 'maximize', trials };
  const suggestion = await open().open({ space, sampler }).suggest(history, 5);
  expect(suggestion).toEqual(createSampler(sampler).suggest(space, history, randomStream(5)));
  expect(suggestion).toMatchObject({ why: expect.stringMatching(/trial \d+ of "first sweep"/) });
});

const random: SamplerSpec = { kind: 'random' };
const nothing: History = { direction: 'minimize', trials: [] };

it('studies in one thread do not hear of each other, and a closed one is forgotten', async () => {
  const thread = open();
  const binary: Space = {
    dimensions: [{ name: 'a', type: 'int', low: 0, high: 1, scale: 'linear' }],
    constraints: [],
    fixed: {},
  };
  const [one, two] = [thread.open({ space: binary, sampler: random }), thread.open({ space: binary, sampler: random })];
  const tried = (...values: number[]): History => ({
    direction: 'minimize',
    trials: values.map((a, i) => ({
      ...{ number: i + 1, state: 'complete', params: { a }, value: a, steps: [1], values: [a] },
    })),
  });
  expect(await one.suggest(tried(0), 1)).toMatchObject({ params: { a: 1 } });
  expect(await one.suggest(tried(0, 1), 1)).toMatchObject({ kind: 'exhausted' });
  expect(await two.suggest(tried(1), 1)).toMatchObject({ params: { a: 0 } });
  one.close();
  await expect(one.suggest(tried(0, 1), 1)).rejects.toThrow('not open');
  expect(await two.suggest(tried(1), 2)).toMatchObject({ params: { a: 0 } });
});

it('an error of the sampler comes as it is, and the thread goes on', async () => {
  const thread = open();
  const impossible: Space = { ...space, constraints: ['units > 100'] };
  const study = thread.open({ space: impossible, sampler: random });
  await expect(study.suggest(nothing, 1)).rejects.toMatchObject({
    code: 'invalid',
    details: { constraints: ['units > 100'] },
  });
  expect(await thread.open({ space, sampler: random }).suggest(nothing, 1)).toMatchObject({ kind: 'params' });
});

it('a thread that ends is an error of the questions it had, and the next question starts another', async () => {
  const study = open(fileURLToPath(new URL('./crashing.mjs', import.meta.url))).open({ space, sampler: random });
  for (let attempt = 0; attempt < 2; attempt++) {
    await expect(study.suggest(nothing, attempt)).rejects.toThrow('The search ended unexpectedly: exit code 3.');
  }
});

it('the thread tells the regret bound of the history that it was told, and goes on suggesting', async () => {
  const there = open().open({ space, sampler: samplerSchema.parse({ kind: 'tpe' }) });
  const random = randomStream(5);
  const trials: Live[] = Array.from({ length: 24 }, (_, i) => {
    const { params } = createSampler({ kind: 'random' }).suggest(
      space,
      { direction: 'maximize', trials: [] },
      random,
    ) as {
      params: ObservedTrial['params'];
    };
    const value = -((Math.log10(Number(params.lr)) + 3) ** 2);
    return { number: i + 1, state: 'complete', params, value, steps: [1], values: [value] };
  });
  const history: History = { direction: 'maximize', trials };
  const few = { direction: 'maximize', trials: trials.slice(0, 10) } as const;
  expect(await there.regretBound(few, 20, 7)).toBeNull();
  const found = await there.regretBound(history, 20, 7);
  expect(found).toEqual(regretBound(space, history, { minTrials: 20, random: randomStream(7) }));
  expect(found?.bound).toBeGreaterThan(0);
  expect((await there.suggest(history, 9)).kind).toBe('params');
});
