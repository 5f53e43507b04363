// A study of two stages through the command line, with real workers: coarse on part of the rows, then fine on all of them.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPlaces } from '#main/host/places.ts';
import { openSession } from '#main/session/session.ts';
import { startVernier, temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

type Event = Record<string, unknown>;
interface Trial {
  readonly trial: number;
  readonly stage: string;
  readonly state: string;
  readonly params: Record<string, number>;
  readonly value: number | null;
}
type Ranges = Record<string, { low: number; high: number }>;

const rate = 'optimizer.learningRate';
const staged = (accept: 'auto' | 'ask') => ({
  version: 1,
  name: 'Coarse to fine',
  data: { source: 'sample', name: 'digits' },
  settings: {
    'model.family': 'mlp',
    'model.units': 24,
    [rate]: { type: 'float', low: 1e-5, high: 10, scale: 'log' },
  },
  search: { sampler: { kind: 'random' }, parallel: 1, seed: 4 },
  engine: { threads: 1 },
  stages: [
    { name: 'coarse', trials: 8, settings: { 'training.epochs': 1 }, subset: { fraction: 0.3 } },
    {
      ...{ name: 'fine', trials: 3, sampler: { kind: 'tpe' }, settings: { 'training.epochs': 3 } },
      narrow: { from: 'coarse', keepBest: 3, margin: 0.2, accept },
    },
  ],
});

const stageEvents = (events: Event[]) =>
  events.filter((one) => one.event === 'stage').map(({ stage, state }) => `${stage} ${state}`);
const trialsOf = async (data: string, file: string) =>
  JSON.parse((await vernier(data, 'trials', file, '--format', 'json')).stdout) as Trial[];
const rangesOf = (events: Event[], state: string) =>
  events.find((one) => one.event === 'stage' && one.stage === 'fine' && one.state === state)?.ranges as Ranges;

/** The span of the best, and a fifth of it on both sides. */
function narrowed(trials: readonly Trial[]): { low: number; high: number } {
  const coarse = trials.filter(({ stage, value }) => stage === 'coarse' && value !== null);
  const best = coarse.sort((a, b) => Number(b.value) - Number(a.value)).slice(0, 3);
  const logs = best.map(({ params }) => Math.log(params[rate] ?? 0));
  const [from, to] = [Math.min(...logs), Math.max(...logs)];
  const margin = 0.2 * (to - from);
  return { low: Math.exp(from - margin), high: Math.exp(to + margin) };
}

test('a coarse stage narrows the ranges of a fine one, which has the last word on the best', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', staged('auto'));
  const outcome = await vernier(data, 'run', file, '--json');
  expect(outcome.stderr).toBe('');
  expect(outcome.code).toBe(0);
  const events = outcome.events();
  expect(stageEvents(events)).toEqual([
    'coarse running',
    'coarse complete',
    'fine proposed',
    'fine running',
    'fine complete',
  ]);
  expect(events.at(-1)).toMatchObject({ event: 'done', state: 'finished', trials: 11 });
  const at = (holds: (one: Event) => boolean) => events.findIndex(holds);
  expect(at((one) => one.state === 'running' && one.stage === 'fine')).toBeLessThan(at((one) => one.trial === 9));

  const trials = await trialsOf(data, file);
  expect(trials.map(({ stage }) => stage)).toEqual([...Array(8).fill('coarse'), ...Array(3).fill('fine')]);
  const { [rate]: range } = rangesOf(events, 'running');
  const expected = narrowed(trials);
  expect((range?.low ?? 0) / expected.low).toBeCloseTo(1, 6);
  expect((range?.high ?? 0) / expected.high).toBeCloseTo(1, 6);
  for (const { stage, params } of trials) {
    if (stage !== 'fine') continue;
    expect(params[rate]).toBeGreaterThanOrEqual(range?.low ?? 0);
    expect(params[rate]).toBeLessThanOrEqual(range?.high ?? 0);
  }
  for (const { trial, stage } of trials) {
    const epochs = events.filter((one) => one.event === 'epoch' && one.trial === trial).length;
    expect(epochs).toBeLessThanOrEqual(stage === 'coarse' ? 1 : 3);
  }

  const best = JSON.parse((await vernier(data, 'best', file)).stdout);
  expect(best).toMatchObject({ stage: 'fine', settings: { 'training.epochs': 3 }, searchSpace: { [rate]: range } });
  expect(best.data.subset).toBeUndefined();
  const top = JSON.parse((await vernier(data, 'best', file, '--stage', 'coarse', '--top', '2')).stdout);
  expect(top).toMatchObject([{ stage: 'coarse', data: { subset: { fraction: 0.3 } } }, { stage: 'coarse' }]);
  const wrong = await vernier(data, 'best', file, '--stage', 'corse');
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toBe('vernier: This study has no stage "corse"; did you mean "coarse"?\n');

  const again = await vernier(data, 'run', file, '--json');
  expect(again.events().map(({ event }) => event)).toEqual(['study', 'done']);
  const more = await vernier(data, 'run', file, '--trials', '20');
  expect(more.code).toBe(2);
  expect(more.stderr).toContain('A study with stages takes the number of trials from each of them');

  // The best of the coarse stage trains again as it did, on the same part of the rows.
  const config = writeJson(folder, 'best.json', top[0]);
  const repeated = (await vernier(join(folder, 'other'), 'run', config, '--json')).events().at(-1);
  expect(repeated).toMatchObject({ state: 'finished', best: { value: top[0].metrics.best['validation.accuracy'] } });
});

test('"accept": "ask" ends the run with 0 and a sentence; accepted in the studio, with a range changed, it goes on', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', staged('ask'));
  const first = await vernier(data, 'run', file, '--json');
  expect(first.code).toBe(0);
  expect(first.stderr).toMatch(
    /^vernier: Stage "fine" waits: stage "coarse" has ended and proposes .*--auto-stages\.\n$/,
  );
  expect(stageEvents(first.events())).toEqual(['coarse running', 'coarse complete', 'fine proposed']);
  expect(first.events().at(-1)).toMatchObject({ event: 'done', state: 'paused', trials: 8 });
  const shown = (await vernier(data, 'show', file, '--json')).events()[0] as Event;
  expect(shown).toMatchObject({
    summary: { state: 'paused', stage: { name: 'fine', number: 2, count: 2, waits: true } },
    stages: [
      { name: 'coarse', state: 'complete' },
      { name: 'fine', state: 'proposed' },
    ],
  });

  const session = await openSession({ places: openPlaces(data, {}), shell: 'headless', onNotice: () => undefined });
  try {
    const { client } = session;
    const [{ id: studyId = '' } = {}] = await client.call('studies.list', {});
    const [, waiting] = await client.call('stages.list', { studyId });
    const [proposed] = waiting?.proposal?.settings ?? [];
    expect(proposed?.setting).toBe(rate);
    expect(proposed?.evidence).toContain('best of 8 trials');
    const wider = await client.call('stages.propose', { studyId, stage: 'fine', margin: 0.5 });
    expect(wider.margin).toBe(0.5);
    const bad = { studyId, stage: 'fine', ranges: { 'model.unit': 3 } };
    await expect(client.call('stages.accept', bad)).rejects.toThrow('does not search "model.unit"');
    const ended = new Promise<void>((resolve) => {
      client.subscribe('studies.changed', '', ({ state }) => state === 'finished' && resolve());
    });
    const own = { type: 'float', low: 0.001, high: 0.01, scale: 'log' } as const;
    const running = await client.call('stages.accept', { studyId, stage: 'fine', ranges: { [rate]: own } });
    expect(running.stage).toMatchObject({ name: 'fine', waits: false });
    await ended;
    expect((await client.call('stages.list', { studyId }))[1]).toMatchObject({
      state: 'complete',
      ranges: { [rate]: own },
    });
  } finally {
    await session.close();
  }
  const fine = (await trialsOf(data, file)).filter(({ stage }) => stage === 'fine');
  expect(fine).toHaveLength(3);
  for (const { params } of fine) {
    expect(params[rate]).toBeGreaterThanOrEqual(0.001);
    expect(params[rate]).toBeLessThanOrEqual(0.01);
  }
});

test('killed in the middle of the second stage and run again, it goes on there, with the trials it would have had', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', staged('ask'));
  const whole = await vernier(join(folder, 'whole'), 'run', file, '--json', '--auto-stages');
  expect(stageEvents(whole.events()).at(-1)).toBe('fine complete');
  const first = startVernier(data, ['run', file, '--json', '--auto-stages']);
  await first.line((line) => line.includes('"epoch":2') && line.includes('"trial":10'));
  first.process.kill('SIGKILL');
  await first.done;
  // What was chosen at the first start stays with the study.
  const rest = await vernier(data, 'run', file, '--json');
  expect(rest.code).toBe(0);
  expect(rest.events().at(-1)).toMatchObject({ event: 'done', state: 'finished', trials: 11 });
  expect(await trialsOf(data, file)).toEqual(await trialsOf(join(folder, 'whole'), file));
});
