// Studies of several stages: their order, what waits, what goes on after an interruption, and what the sampler is told.
import { afterEach, describe, expect, it } from 'vitest';
import { acceptStage } from '#main/host/stages/accept.ts';
import { preparedStage } from '#main/host/stages/prepared-stage.ts';
import { studyOfStage } from '#main/host/stages/stage-study.ts';
import type { PreparedStudy } from '#main/scheduler/index.ts';
import { completePoint, createSampler } from '#main/search/index.ts';
import type { History, Sampler } from '#main/search/search.ts';
import { AppError } from '#shared/errors.ts';
import { buildSpace, objectiveOf, resolveSettings } from '#shared/study/build-space.ts';
import { only, parsed } from '../shared/study/study.fixture.ts';
import { createHarness, deferred, type Harness, prepared, studyId, until } from './harness.ts';
import { createScriptedRunner, type Script } from './scripted-runner.ts';

const open: Harness[] = [];
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

const rate = 'optimizer.learningRate';
const coarse = { name: 'coarse', trials: 10, settings: { 'training.epochs': 2 } };
const fine = { name: 'fine', trials: 4, narrow: { from: 'coarse', keepBest: 4 }, settings: { 'training.epochs': 3 } };
const asking = { ...fine, narrow: { ...fine.narrow, accept: 'ask' } };

/** Best at a learning rate of 0.01. */
const peaked: Script['curve'] = ({ settings }, epoch) => ({
  'train.loss': 1,
  'validation.accuracy': 0.9 - 0.1 * Math.abs(Math.log10(Number(settings[rate])) + 2) + epoch / 1000,
});

interface Options {
  readonly stages: readonly object[];
  readonly script?: Partial<Script>;
  readonly search?: object;
  /** Awaited before a stage is prepared. */
  readonly preparing?: (stage: string) => Promise<void>;
  readonly sampler?: Sampler;
}

async function setUp({ stages, script, search, preparing, sampler }: Options) {
  const settings = { [rate]: { type: 'float', low: 1e-5, high: 10, scale: 'log' } };
  const raw = only(settings, { stages, search: { seed: 5, sampler: { kind: 'random' }, ...search } });
  const file = parsed(raw);
  const runner = createScriptedRunner({ curve: peaked, ...script });
  async function prepare(row: Parameters<typeof studyOfStage>[1], name: string | null): Promise<PreparedStudy> {
    const { file: own, rows, stage } = studyOfStage(file, row, name);
    const now = stage?.row.name ?? '';
    await preparing?.(now);
    const space = buildSpace(own, null);
    return prepared({
      ...{ space, stage: preparedStage(file, rows, now), objective: objectiveOf(own, 'classification') },
      ...{ sampler: sampler ?? createSampler(own.search.sampler), trials: own.search.trials, seed: own.search.seed },
      ...{ enqueue: own.search.enqueue, stop: own.search.stop },
      complete: (point, random) => completePoint(point, space, random),
      resolve: (params) => ({ [rate]: 1, ...resolveSettings(own, params, null) }),
    });
  }
  const harness = await createHarness({ runner, prepare });
  open.push(harness);
  await harness.store.updateStudy(studyId, { file: raw as Record<string, unknown> });
  const trials = async () => harness.store.listTrials(studyId);
  const states = () =>
    harness.told.flatMap((one) => (one.kind === 'stages' ? [one.stages.map(({ state }) => state).join(' ')] : []));
  const range = async () => (await harness.study()).stages?.[1]?.ranges?.[rate] as { low: number; high: number };
  return { ...harness, harness, runner, trials, states, range };
}

/** Trial 3 fails at first; when it goes on it waits for `gate` before its first epoch. */
function failingOnce() {
  const gate = deferred();
  let hasFailed = false;
  const script: Partial<Script> = {
    endAfter({ trial }) {
      if (trial !== 3 || hasFailed) return null;
      hasFailed = true;
      return { kind: 'failed', message: 'no luck' };
    },
    gate: ({ trial }) => (trial === 3 && hasFailed ? gate.promise : Promise.resolve()),
  };
  return { script, gate };
}

describe('stages in their order', () => {
  it('each trains its own trials, and the ranges of the next are narrowed', async () => {
    const { finish, trials, states, study, range, told } = await setUp({ stages: [coarse, fine] });
    await finish();
    const rows = await trials();
    expect(rows.map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      ...Array(10).fill('coarse complete'),
      ...Array(4).fill('fine complete'),
    ]);
    expect(rows.map(({ epochs }) => epochs)).toEqual([...Array(10).fill(2), ...Array(4).fill(3)]);
    expect(states()).toEqual(['running waiting', 'complete proposed', 'complete running', 'complete complete']);
    const { low, high } = await range();
    const best = rows.slice(0, 10).sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
    const logs = best.slice(0, 4).map(({ params }) => Math.log10(Number(params[rate])));
    const width = Math.max(...logs) - Math.min(...logs);
    expect(Math.log10(low)).toBeCloseTo(Math.min(...logs) - 0.15 * width, 6);
    expect(Math.log10(high)).toBeCloseTo(Math.max(...logs) + 0.15 * width, 6);
    for (const { params } of rows.slice(10)) {
      expect(params[rate]).toBeGreaterThanOrEqual(low);
      expect(params[rate]).toBeLessThanOrEqual(high);
    }
    // The best configuration is trained again first, on the larger budget.
    expect(rows[10]).toMatchObject({ source: 'enqueued', params: best[0]?.params });
    expect(await study()).toMatchObject({ state: 'finished', reason: null });
    const last = told.findLast((one) => one.kind === 'study');
    expect(last?.kind === 'study' && last.summary).toMatchObject({
      trials: 14,
      counts: { complete: 14 },
      stage: { name: 'fine', number: 2, count: 2, waits: false },
    });
  });

  it('the best is that of the last stage with a complete trial, even when an earlier one had better values', async () => {
    const worse: Script['curve'] = (job, epoch) => {
      const metrics = peaked(job, epoch);
      return job.trial > 10
        ? { ...metrics, 'validation.accuracy': Number(metrics['validation.accuracy']) - 0.5 }
        : metrics;
    };
    const gate = deferred();
    const script: Partial<Script> = {
      curve: worse,
      gate: async (job) => (job.trial === 11 ? gate.promise : undefined),
    };
    const { scheduler, runner } = await setUp({ stages: [coarse, fine], script });
    await scheduler.start(studyId);
    await until(() => runner.started.length === 11);
    expect(scheduler.summary(studyId)?.best?.trial).toBeLessThanOrEqual(10);
    gate.resolve();
    await until(() => runner.started.length >= 12);
    await until(() => (scheduler.summary(studyId)?.best?.trial ?? 99) > 10);
    await scheduler.idle(studyId);
  });

  it('a stage that narrows none searches the whole range, and the one before may end early', async () => {
    const search = { stop: { noImprovement: 3 } };
    const { finish, trials, study } = await setUp({ stages: [coarse, { name: 'again', trials: 2 }], search });
    await finish();
    const rows = await trials();
    expect(rows.filter(({ stage }) => stage === 'coarse').length).toBeLessThan(10);
    expect(rows.filter(({ stage }) => stage === 'again')).toHaveLength(2);
    const [first, second] = (await study()).stages ?? [];
    expect(first?.reason).toMatch(/^The last 3 trials brought no improvement on validation\.accuracy 0\.9/);
    expect(second?.ranges?.[rate]).toMatchObject({ low: 1e-5, high: 10 });
  });

  it('a study that is stopped, or has reached its target, has no next stage', async () => {
    const { finish, trials, study } = await setUp({ stages: [coarse, fine], search: { stop: { target: 0.2 } } });
    await finish();
    expect((await trials()).every(({ stage }) => stage === 'coarse')).toBe(true);
    expect((await study()).state).toBe('finished');
    expect((await study()).reason).toContain('reached the target');
  });

  it('without any value there is nothing to narrow, and a new start trains nothing', async () => {
    const curve: Script['curve'] = () => ({ 'train.loss': Number.NaN, 'validation.accuracy': Number.NaN });
    const { finish, trials, study } = await setUp({ stages: [coarse, fine], script: { curve } });
    await finish();
    expect(await study()).toMatchObject({
      state: 'finished',
      reason: 'No trial of stage "coarse" has a value, so that stage "fine" has nothing to narrow.',
    });
    await finish();
    expect(await trials()).toHaveLength(10);
    expect((await study()).state).toBe('finished');
  });

  it('a stage that cannot be prepared ends the study with the sentence', async () => {
    const preparing = async (stage: string) => {
      if (stage === 'fine') throw new AppError('invalid', 'The subset leaves no row.');
    };
    const { finish, study, told } = await setUp({ stages: [coarse, fine], preparing });
    await finish();
    expect(await study()).toMatchObject({ state: 'failed', reason: 'The subset leaves no row.' });
    const last = told.findLast((one) => one.kind === 'study');
    expect(last?.kind === 'study' && last.summary).toMatchObject({ state: 'failed', counts: { complete: 10 } });
  });
});

describe('ranges that are to be accepted', () => {
  it('hold the study until they are, whatever starts it again', async () => {
    const { finish, scheduler, trials, study } = await setUp({ stages: [coarse, asking] });
    await finish();
    const waiting = await study();
    expect(waiting.state).toBe('paused');
    expect(waiting.reason).toBe(
      'Stage "fine" waits: stage "coarse" has ended and proposes 1 narrower range; accept them in the studio, or run the study with --auto-stages.',
    );
    await finish();
    expect(await trials()).toHaveLength(10);
    await expect(scheduler.enqueue(studyId, {})).rejects.toThrow('Stage "fine" waits');
    await scheduler.acceptStage(studyId, async (row) => acceptStage(row, 'fine', {}));
    await scheduler.idle(studyId);
    expect(await study()).toMatchObject({ state: 'finished' });
    expect((await trials()).filter(({ stage }) => stage === 'fine')).toHaveLength(4);
    await expect(scheduler.acceptStage(studyId, async (row) => acceptStage(row, 'fine', {}))).rejects.toThrow(
      'Stage "fine" does not wait to be accepted; it is complete.',
    );
  });

  it('let a study go on that was stopped while it waited', async () => {
    const { finish, scheduler, study } = await setUp({ stages: [coarse, asking] });
    await finish();
    await scheduler.stop(studyId, false);
    expect(await study()).toMatchObject({ state: 'finished', reason: 'Stopped by hand after 10 trials.' });
    await scheduler.acceptStage(studyId, async (row) => acceptStage(row, 'fine', {}));
    await scheduler.idle(studyId);
    expect(await study()).toMatchObject({ state: 'finished', reason: null });
  });

  it('may be others than the proposed ones', async () => {
    const { finish, scheduler, trials } = await setUp({ stages: [coarse, asking] });
    await finish();
    const own = { [rate]: { type: 'float', low: 1, high: 2, scale: 'log' } } as const;
    await scheduler.acceptStage(studyId, async (row) => acceptStage(row, 'fine', own));
    await scheduler.idle(studyId);
    for (const { stage, params } of await trials()) {
      if (stage !== 'fine') continue;
      expect(params[rate]).toBeGreaterThanOrEqual(1);
      expect(params[rate]).toBeLessThanOrEqual(2);
    }
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'unknown',
      { 'model.unit': 3 },
      'ranges.model.unit: Stage "coarse" does not search "model.unit"; known: "optimizer.learningRate".',
    ],
    ['illegal', { [rate]: -1 }, 'settings.optimizer.learningRate: '],
  ])('that are %s are refused, and the stage still waits', async (_what, ranges, sentence) => {
    const { finish, scheduler, study } = await setUp({ stages: [coarse, asking] });
    await finish();
    const before = await study();
    await expect(
      scheduler.acceptStage(studyId, async (row) => acceptStage(row, 'fine', ranges as Record<string, number>)),
    ).rejects.toThrow(sentence);
    expect(await study()).toEqual(before);
  });
});

describe('after an interruption', () => {
  it('in the middle of a stage that stage goes on with its ranges', async () => {
    const never = deferred();
    const gate: Script['gate'] = async (job, epoch) => (job.trial === 12 && epoch === 2 ? never.promise : undefined);
    const { harness, scheduler, runner, range } = await setUp({ stages: [coarse, fine], script: { gate } });
    await scheduler.start(studyId);
    await until(() => runner.started.length === 12);
    const before = await range();
    await scheduler.close();
    const next = harness.again(createScriptedRunner({ curve: peaked }));
    await next.scheduler.recover();
    expect((await next.study()).state).toBe('paused');
    await next.finish();
    expect(await range()).toEqual(before);
    const rows = await next.store.listTrials(studyId);
    expect(rows.map(({ stage }) => stage)).toEqual([...Array(10).fill('coarse'), ...Array(4).fill('fine')]);
    expect(rows.every(({ state }) => state === 'complete')).toBe(true);
    await next.scheduler.close();
  });

  it('between two stages the next one begins', async () => {
    const held = deferred();
    let holding = true;
    const preparing = async (stage: string) => {
      if (stage === 'fine' && holding) await held.promise;
    };
    const { harness, scheduler, study, states } = await setUp({ stages: [coarse, fine], preparing });
    await scheduler.start(studyId);
    await until(() => states().includes('complete proposed'));
    const closing = scheduler.close();
    held.resolve();
    await closing;
    expect((await study()).state).toBe('running');
    holding = false;
    const next = harness.again(createScriptedRunner({ curve: peaked }));
    expect(await next.scheduler.recover()).toEqual([studyId]);
    await next.finish();
    expect(await next.study()).toMatchObject({ state: 'finished' });
    expect(await next.store.listTrials(studyId)).toHaveLength(14);
    await next.scheduler.close();
  });

  it('while it waits it still waits', async () => {
    const { harness, scheduler, finish } = await setUp({ stages: [coarse, asking] });
    await finish();
    await scheduler.close();
    const next = harness.again(createScriptedRunner({ curve: peaked }));
    expect(await next.scheduler.recover()).toEqual([]);
    await next.finish();
    expect(await next.study()).toMatchObject({ state: 'paused' });
    await next.scheduler.acceptStage(studyId, async (row) => acceptStage(row, 'fine', {}));
    await next.scheduler.idle(studyId);
    expect(await next.study()).toMatchObject({ state: 'finished' });
    await next.scheduler.close();
  });

  it('a trial of an earlier stage goes on by hand, and the study is what it was', async () => {
    const endAfter: Script['endAfter'] = ({ trial }, _epoch, run) =>
      trial === 3 && run === 1 ? { kind: 'failed', message: 'no luck' } : null;
    const { finish, scheduler, store, study } = await setUp({ stages: [coarse, fine], script: { endAfter } });
    await finish();
    const before = await study();
    await scheduler.resumeTrial(studyId, 3);
    await scheduler.idle(studyId);
    expect((await store.listTrials(studyId))[2]).toMatchObject({ stage: 'coarse', state: 'complete', lastEpoch: 2 });
    expect((await study()).stages).toEqual(before.stages);
    expect((await study()).state).toBe('finished');
  });

  it('paused there by hand, it goes on when the study is started, which has nothing else to do', async () => {
    const { script, gate } = failingOnce();
    const { finish, scheduler, store, study } = await setUp({ stages: [coarse, fine], script });
    await finish();
    const { state, reason, stages } = await study();
    await scheduler.resumeTrial(studyId, 3);
    await until(() => scheduler.progress(studyId)?.lanes[0]?.phase === 'training');
    await scheduler.pauseTrial(studyId, 3);
    gate.resolve();
    await scheduler.idle(studyId);
    expect(await study()).toMatchObject({ state: 'paused', reason: expect.stringContaining('Trial 3 is paused') });
    await finish();
    expect((await store.listTrials(studyId))[2]).toMatchObject({ state: 'complete', lastEpoch: 2 });
    expect(await store.listTrials(studyId)).toHaveLength(14);
    expect(await study()).toMatchObject({ state, reason, stages, afterwards: null });
  });

  it('interrupted there, it goes on at the next start, and the stage that waits still waits', async () => {
    const { script, gate } = failingOnce();
    const { harness, finish, scheduler, study } = await setUp({ stages: [coarse, asking], script });
    await finish();
    const before = await study();
    await scheduler.resumeTrial(studyId, 3);
    await until(() => scheduler.progress(studyId)?.lanes[0]?.phase === 'training');
    const closed = scheduler.close();
    gate.resolve();
    await closed;
    const next = harness.again(createScriptedRunner({ curve: peaked }));
    expect((await next.store.listTrials(studyId))[2]).toMatchObject({ state: 'queued' });
    await next.finish();
    expect((await next.store.listTrials(studyId))[2]).toMatchObject({
      stage: 'coarse',
      state: 'complete',
      lastEpoch: 2,
    });
    expect(await next.store.listTrials(studyId)).toHaveLength(10);
    const { state, reason, stages } = before;
    expect(await next.study()).toMatchObject({ state, reason, stages, afterwards: null });
    expect(next.told.findLast(({ kind }) => kind === 'study')).toMatchObject({ summary: { state, reason } });
    await next.scheduler.close();
  });
});

describe('what the sampler of a later stage knows', () => {
  async function asked(second: object) {
    const histories: History[] = [];
    const random = createSampler({ kind: 'random' });
    const sampler: Sampler = {
      kind: 'listening',
      suggest(space, history, stream) {
        histories.push(structuredClone({ ...history, trials: [...history.trials] }));
        return random.suggest(space, history, stream);
      },
    };
    const study = await setUp({ stages: [coarse, second], sampler });
    await study.finish();
    return { rows: await study.trials(), last: histories.at(-1) as History, ...(await study.range()) };
  }

  it('trials on the same budget that lie in its ranges are as its own', async () => {
    const { rows, last, low, high } = await asked({ ...fine, settings: coarse.settings });
    const inside = rows
      .slice(0, 10)
      .filter(({ params }) => Number(params[rate]) >= low && Number(params[rate]) <= high);
    expect(inside.length).toBeGreaterThanOrEqual(4);
    expect(last.trials.map(({ number }) => number)).toEqual([...inside.map(({ number }) => number), 11, 12, 13]);
    for (const { number, value } of last.trials.slice(0, inside.length)) expect(value).toBe(rows[number - 1]?.value);
  });

  it('values on another budget are moved by what the configuration trained on both gained', async () => {
    const { rows, last } = await asked(fine);
    const again = rows[10];
    const first = rows.slice(0, 10).find(({ params }) => params[rate] === again?.params[rate]);
    const gain = (again?.value ?? 0) - (first?.value ?? 0);
    expect(gain).toBeCloseTo(0.001, 9);
    const moved = last.trials.filter(({ number }) => number <= 10);
    expect(moved.length).toBeGreaterThanOrEqual(4);
    for (const { number, value } of moved) expect(value).toBeCloseTo((rows[number - 1]?.value ?? 0) + gain, 9);
  });
});
