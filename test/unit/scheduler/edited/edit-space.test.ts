// A study whose space is changed: what the sampler is told afterwards, and what becomes of what it had drawn.
import { afterEach, expect, it } from 'vitest';
import type { PreparedStudy, SpaceEdit } from '#main/scheduler/index.ts';
import { completePoint, createSampler } from '#main/search/index.ts';
import type { History, Suggestion } from '#main/search/search.ts';
import type { StudyRow } from '#main/store/store.ts';
import type { Dimension } from '#shared/study/space.ts';
import { createHarness, type Harness, prepared, studyId, until } from '../harness.ts';
import { row as trialRow } from '../rows.ts';
import { createScriptedRunner, type Script } from '../scripted-runner.ts';

const open: Harness[] = [];
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

const rate = 'optimizer.learningRate';
const rates: Dimension = { name: rate, type: 'float', low: 1e-4, high: 1, scale: 'log' };
const dropout: Dimension = { name: 'model.dropout', type: 'float', low: 0, high: 0.5, scale: 'linear' };

interface Version {
  readonly number: number;
  readonly from: number;
  readonly redrawn?: readonly number[];
  readonly dimensions: readonly Dimension[];
}

interface Question {
  readonly history: History;
  answer(params: Record<string, number>): void;
}

/** A study that follows the versions in its row; its sampler is asked here when `thinks`. */
async function setUp(change: Partial<PreparedStudy>, { thinks = false, script = {} as Partial<Script> } = {}) {
  const questions: Question[] = [];
  const search: PreparedStudy['search'] = {
    suggest: (history) =>
      new Promise<Suggestion>((resolve) => {
        const answer = (params: Record<string, number>) => resolve({ kind: 'params', params, why: 'thought' });
        questions.push({ history: structuredClone(history), answer });
      }),
    close: () => undefined,
  };
  const harness = await createHarness({
    runner: createScriptedRunner({ curve: (_job, epoch) => ({ 'validation.accuracy': epoch / 10 }), ...script }),
    prepare: async ({ overrides }) => {
      const version = (overrides.spaces as Version[] | undefined)?.at(-1);
      const base = prepared({ ...change, ...(thinks && { search }) });
      if (version === undefined) return base;
      const space = { dimensions: version.dimensions, constraints: [], fixed: {} };
      return {
        ...base,
        space,
        edited: { from: version.from, pointsTried: 0 },
        complete: (point, random) => completePoint(point, space, random),
        // A setting that is not searched has its default, as of a study file.
        resolve: (params) => ({ 'model.dropout': 0.1, ...params, 'training.epochs': 3 }),
      };
    },
  });
  open.push(harness);
  const to = (dimensions: readonly Dimension[], isOutdated: SpaceEdit['isOutdated'] = () => false) =>
    harness.scheduler.editSpace(studyId, async (row: StudyRow) => {
      const before = (row.overrides.spaces as Version[] | undefined) ?? [];
      const change: SpaceEdit['change'] = (from, redrawn) => {
        const version = { number: before.length + 2, from, redrawn, dimensions };
        return { overrides: { ...row.overrides, spaces: [...before, version] } };
      };
      return { stage: null, change, isOutdated, message: 'changed' };
    });
  const asked = async (count: number): Promise<Question> => {
    await until(() => questions.length === count);
    return questions.at(-1) as Question;
  };
  return { ...harness, to, asked, versions: async () => (await harness.study()).overrides.spaces as Version[] };
}

const resolve: PreparedStudy['resolve'] = (params) => ({ 'model.dropout': 0.1, ...params, 'training.epochs': 3 });

it('what the sampler thinks of meanwhile is for nothing; it is asked again, of the trials inside alone', async () => {
  const { scheduler, store, asked, to, versions } = await setUp({ trials: 3, resolve }, { thinks: true });
  const starting = scheduler.start(studyId);
  (await asked(1)).answer({ [rate]: 0.5 });
  await starting;
  const late = await asked(2);
  await until(async () => (await store.getTrial(studyId, 1))?.state === 'complete');
  await to([{ ...rates, high: 0.1 }]);
  const next = await asked(3);
  late.answer({ [rate]: 0.9 });
  expect(next.history.trials).toEqual([]);
  next.answer({ [rate]: 0.01 });
  const last = await asked(4);
  expect(last.history.trials.map(({ number, params }) => [number, params])).toEqual([[2, { [rate]: 0.01 }]]);
  await to([rates, dropout]);
  // Widened back, with a setting freed: the first one counts again, with the value that it had.
  const freed = await asked(5);
  expect(freed.history.trials.map(({ number, params }) => [number, params])).toEqual([
    [1, { [rate]: 0.5, 'model.dropout': 0.1 }],
    [2, { [rate]: 0.01, 'model.dropout': 0.1 }],
  ]);
  freed.answer({ [rate]: 0.7, 'model.dropout': 0.3 });
  await scheduler.idle(studyId);
  const trials = await store.listTrials(studyId);
  expect(trials.map(({ state, params }) => [state, params[rate]])).toEqual([
    ['complete', 0.5],
    ['complete', 0.01],
    ['complete', 0.7],
  ]);
  expect((await versions()).map(({ number, from }) => [number, from])).toEqual([
    [2, 2],
    [3, 3],
  ]);
  expect((await store.readLog(studyId)).map(({ message }) => message)).toEqual(['changed', 'changed']);
});

it('what the sampler had drawn and nobody has begun gets values of the new space under its own number', async () => {
  const { scheduler, store, to, versions, finish } = await setUp({
    trials: 4,
    resolve,
    sampler: createSampler({ kind: 'random' }),
  });
  const waiting = (number: number, value: number) =>
    trialRow({
      ...{ studyId, number, state: 'queued', startedAt: null, worker: null, attempts: 0, lastEpoch: 0, epochs: 3 },
      ...{ params: { [rate]: value }, settings: resolve({ [rate]: value }) },
    });
  await store.insertTrial(waiting(1, 0.9));
  await store.insertTrial(waiting(2, 0.02));
  // Put in by hand: it stays as somebody wanted it.
  await store.insertTrial({ ...waiting(3, 0.8), source: 'user' });
  await to([{ ...rates, high: 0.1 }], ({ params }) => Number(params[rate]) > 0.1);
  expect(await versions()).toMatchObject([{ number: 2, from: 4, redrawn: [1] }]);
  await finish();
  await scheduler.idle(studyId);
  const trials = await store.listTrials(studyId);
  expect(trials.map(({ number, state }) => [number, state])).toEqual([1, 2, 3, 4].map((one) => [one, 'complete']));
  const [first, second, third, last] = trials;
  expect(first?.params[rate]).toBeLessThanOrEqual(0.1);
  expect(first?.settings[rate]).toBe(first?.params[rate]);
  expect(second?.params[rate]).toBe(0.02);
  expect(third?.params[rate]).toBe(0.8);
  expect(last?.params[rate]).toBeLessThanOrEqual(0.1);
});

it('trials before the change do not count as without improvement', async () => {
  const script = { curve: ({ trial }: { trial: number }) => ({ 'validation.accuracy': trial === 1 ? 0.9 : 0.1 }) };
  const stop = { minutes: null, target: null, noImprovement: 3 };
  const { store, finish, study, to } = await setUp({ trials: 20, resolve, stop }, { script });
  await finish();
  expect((await study()).reason).toContain('no improvement');
  expect(await store.listTrials(studyId)).toHaveLength(4);
  await to([{ ...rates, high: 0.1 }]);
  await finish();
  expect(await store.listTrials(studyId)).toHaveLength(7);
});

it('a study that is never changed is told of all its trials as they are', async () => {
  const { scheduler, asked } = await setUp({ trials: 2, resolve }, { thinks: true });
  const starting = scheduler.start(studyId);
  (await asked(1)).answer({ [rate]: 0.5 });
  await starting;
  const second = await asked(2);
  expect(second.history.trials).toMatchObject([{ number: 1, params: { [rate]: 0.5 } }]);
  second.answer({ [rate]: 0.4 });
  await scheduler.idle(studyId);
});
