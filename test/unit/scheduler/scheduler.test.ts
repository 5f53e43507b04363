import { afterEach, describe, expect, it } from 'vitest';
import type { TrialJob } from '#main/runners/runner.ts';
import { createPruner, createSampler } from '#main/search/index.ts';
import {
  createHarness,
  deferred,
  type Harness,
  type HarnessOptions,
  studyId,
  toldEpochs,
  toldStates,
  until,
} from './harness.ts';
import { createScriptedRunner, type Script } from './scripted-runner.ts';

const open: Harness[] = [];
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

/** Rises with the epoch, higher for a larger trial number. */
const rising: Script['curve'] = (job, epoch) => ({
  'train.loss': 1 / epoch,
  'validation.accuracy': 0.1 * epoch + 0.001 * job.trial,
});

async function setUp(script: Partial<Script>, options: Partial<HarnessOptions> = {}) {
  const runner = createScriptedRunner({ curve: rising, ...script });
  const harness = await createHarness({ runner, ...options });
  open.push(harness);
  return { ...harness, runner, harness };
}

describe('a study from start to end', () => {
  it('trains the asked trials, stores every epoch and names the best', async () => {
    const { finish, store, study, told } = await setUp({});
    await finish();
    const trials = await store.listTrials(studyId);
    expect(trials.map(({ number, state, lastEpoch, attempts }) => [number, state, lastEpoch, attempts])).toEqual([
      [1, 'complete', 3, 1],
      [2, 'complete', 3, 1],
      [3, 'complete', 3, 1],
      [4, 'complete', 3, 1],
    ]);
    expect(trials[3]).toMatchObject({ value: 0.30000000000000004 + 0.004, bestEpoch: 3, reason: null });
    // The page shows on which lane a trial has run.
    expect(trials.every(({ worker }) => worker !== null && worker >= 1)).toBe(true);
    expect(await study()).toMatchObject({ state: 'finished', reason: null, engine: { name: 'scripted' } });
    const last = told.findLast((one) => one.kind === 'study');
    expect(last?.kind === 'study' && last.summary).toMatchObject({
      state: 'finished',
      best: { trial: 4, epoch: 3 },
      counts: { complete: 4, running: 0 },
    });
  });

  it('tells running before the first epoch and all epochs, once and in order, before the end', async () => {
    const { finish, told } = await setUp({}, { study: { trials: 6, parallel: 3 } });
    await finish();
    for (let trial = 1; trial <= 6; trial++) {
      const at = (holds: (one: (typeof told)[number]) => boolean) => told.findIndex(holds);
      const running = at((one) => one.kind === 'trial' && one.trial.number === trial && one.trial.state === 'running');
      const first = at((one) => one.kind === 'metrics' && one.columns.some((column) => column.trial === trial));
      const last = told.findLastIndex((one) => one.kind === 'metrics' && one.columns.some((c) => c.trial === trial));
      const ended = at((one) => one.kind === 'trial' && one.trial.number === trial && one.trial.state === 'complete');
      expect(running).toBeGreaterThanOrEqual(0);
      expect(running).toBeLessThan(first);
      expect(last).toBeLessThan(ended);
      expect(toldEpochs(told, trial)).toEqual([1, 2, 3]);
    }
  });

  it('keeps the time of the last change, so that lists show the study that ended last first', async () => {
    let at = Date.now();
    const { finish, study, told } = await setUp({}, { now: () => (at += 1000) });
    const { createdAt } = await study();
    await finish();
    const last = told.findLast((one) => one.kind === 'study');
    const { changedAt } = await study();
    expect(changedAt).toBeGreaterThan(createdAt + 4000);
    expect(last?.kind === 'study' && last.summary.changedAt).toBe(changedAt);
  });

  it('runs as many at once as asked, and no more', async () => {
    const { finish, runner } = await setUp({}, { study: { trials: 20, parallel: 5 } });
    await finish();
    expect(runner.mostAtOnce).toBe(5);
  });

  it('takes one trial per free core when nobody says how many', async () => {
    const { finish, runner } = await setUp({}, { study: { trials: 6, parallel: null } });
    await finish();
    expect(runner.mostAtOnce).toBe(2);
  });

  it('runs 1000 short trials on 16 lanes without losing one', async () => {
    const { finish, store } = await setUp({}, { study: { trials: 1000, parallel: 16 } });
    await finish();
    const trials = await store.listTrials(studyId);
    expect(trials.map((row) => row.number)).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1));
    expect(trials.every((row) => row.state === 'complete' && row.lastEpoch === 3)).toBe(true);
    const [curves] = [await store.readMetrics(studyId, { keys: ['validation.accuracy'] })];
    expect(curves).toHaveLength(1000);
    expect(curves.every((curve) => curve.steps.join() === '1,2,3')).toBe(true);
  }, 60_000);

  it('draws the same params for the same trial numbers however many lanes there are', async () => {
    const paramsOf = async (parallel: number) => {
      const { finish, store } = await setUp({}, { study: { trials: 12, parallel } });
      await finish();
      return (await store.listTrials(studyId)).map(({ params, seed }) => ({ params, seed }));
    };
    const alone = await paramsOf(1);
    expect(await paramsOf(4)).toEqual(alone);
    expect(new Set(alone.map(({ seed }) => seed)).size).toBe(12);
  });
});

describe('order', () => {
  it('tries the starting points first, then the sampler', async () => {
    const points = [{ 'optimizer.learningRate': 0.5 }, { 'optimizer.learningRate': 0.25 }];
    const { finish, store } = await setUp({}, { study: { trials: 3, enqueue: points } });
    await finish();
    const trials = await store.listTrials(studyId);
    expect(trials.map((row) => row.source)).toEqual(['enqueued', 'enqueued', 'sampler']);
    expect(trials.slice(0, 2).map((row) => row.params)).toEqual(points);
  });

  it('tries the recipes before the starting points, and their trials say which they are', async () => {
    const point = { 'optimizer.learningRate': 0.5 };
    const baselines = [
      { recipe: 'article', point: { 'optimizer.learningRate': 0.001 }, why: 'Baseline: rules of thumb.' },
    ];
    const { finish, store } = await setUp({}, { study: { trials: 3, baselines, enqueue: [point] } });
    await finish();
    const trials = await store.listTrials(studyId);
    expect(trials.map(({ source, recipe, why }) => [source, recipe, why])).toEqual([
      ['enqueued', 'article', 'Baseline: rules of thumb.'],
      ['enqueued', null, null],
      ['sampler', null, null],
    ]);
    expect(trials.slice(0, 2).map((row) => row.params)).toEqual([baselines[0]?.point, point]);
  });

  it('tries a configuration put in by hand next, and counts it', async () => {
    const gate = deferred();
    const { scheduler, store } = await setUp({ gate: (job) => (job.trial === 1 ? gate.promise : Promise.resolve()) });
    await scheduler.start(studyId);
    expect(await scheduler.enqueue(studyId, { 'optimizer.learningRate': 0.125 })).toBe(2);
    gate.resolve();
    await scheduler.idle(studyId);
    const trials = await store.listTrials(studyId);
    expect(trials).toHaveLength(4);
    expect(trials[1]).toMatchObject({ source: 'user', state: 'complete', params: { 'optimizer.learningRate': 0.125 } });
  });

  it('keeps a configuration for the start when the study does not run', async () => {
    const { scheduler, finish, store, runner } = await setUp({});
    expect(await scheduler.enqueue(studyId, { 'optimizer.learningRate': 0.125 })).toBe(1);
    expect((await store.listTrials(studyId))[0]?.state).toBe('queued');
    await finish();
    expect(runner.started[0]?.settings['optimizer.learningRate']).toBe(0.125);
    expect(await store.listTrials(studyId)).toHaveLength(4);
  });
});

describe('crashes', () => {
  const crash = (message: string) => ({ kind: 'crashed', message }) as const;

  it('tries a crashed trial once more from its checkpoint, and no epoch is stored or told twice', async () => {
    const { finish, store, told, runner } = await setUp(
      {
        saves: (epoch) => epoch === 2,
        endAfter: (job, epoch, run) =>
          job.trial === 1 && run === 1 && epoch === 4 ? crash('The worker ended.') : null,
      },
      { study: { trials: 2, resolve: (params) => ({ ...params, 'training.epochs': 6 }) } },
    );
    await finish();
    expect(runner.started.map((job) => job.trial)).toEqual([1, 1, 2]);
    expect(runner.started[1]?.resumeFrom).toMatch(/\.2$/);
    const [first] = await store.listTrials(studyId);
    expect(first).toMatchObject({ state: 'complete', attempts: 2, lastEpoch: 6 });
    expect(toldEpochs(told, 1)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(toldStates(told, 1)).toEqual(['queued', 'running', 'queued', 'running', 'complete']);
    const [curve] = await store.readMetrics(studyId, { trials: [1], keys: ['validation.accuracy'] });
    expect(curve?.values).toEqual(Float64Array.from([1, 2, 3, 4, 5, 6], (epoch) => 0.1 * epoch + 0.001));
    const log = await store.readLog(studyId, 1);
    expect(log.map((row) => row.message)).toContain('The worker ended. Trial 1 is tried again from epoch 3.');
  });

  it('fails a trial that crashes twice, and the study goes on', async () => {
    const { finish, store, study } = await setUp({
      endAfter: (job, epoch) => (job.trial === 2 && epoch === 2 ? crash('It died (signal SIGSEGV).') : null),
    });
    await finish();
    const trials = await store.listTrials(studyId);
    expect(trials.map((row) => row.state)).toEqual(['complete', 'failed', 'complete', 'complete']);
    expect(trials[1]).toMatchObject({ attempts: 2, reason: 'Crashed twice. It died (signal SIGSEGV).' });
    expect((await study()).state).toBe('finished');
  });

  it('does not retry a trial that failed by its own fault', async () => {
    const { finish, store, runner } = await setUp({
      endAfter: (job) => (job.trial === 1 ? { kind: 'failed', message: 'The model is too large.' } : null),
    });
    await finish();
    expect((await store.listTrials(studyId))[0]).toMatchObject({ state: 'failed', reason: 'The model is too large.' });
    expect(runner.started.filter((job) => job.trial === 1)).toHaveLength(1);
  });

  it('treats a worker that cannot be started as a crash', async () => {
    const load = async () => ({ version: '0', reason: null });
    const runner = { kind: 'broken', load, start: () => fail(), close: async () => undefined };
    const fail = (): never => {
      throw new Error('spawn EAGAIN');
    };
    const harness = await createHarness({ runner, study: { trials: 1 } });
    open.push(harness);
    await harness.finish();
    expect((await harness.store.listTrials(studyId))[0]).toMatchObject({
      state: 'failed',
      reason: 'Crashed twice. The worker could not be started: spawn EAGAIN.',
    });
  });

  it('finishes a study in which every trial failed, and says so', async () => {
    const { finish, study, told } = await setUp({ endAfter: () => ({ kind: 'failed', message: 'No.' }) });
    await finish();
    expect(await study()).toMatchObject({
      state: 'finished',
      reason: 'None of the 4 trials has a value; their reasons say why.',
    });
    const last = told.findLast((one) => one.kind === 'study');
    expect(last?.kind === 'study' && last.summary.best).toBeNull();
  });
});

describe('values', () => {
  it('picks the best finite epoch, the earliest on ties, and lets NaN be', async () => {
    const values = [0.5, 0.8, Number.NaN, 0.8];
    const { finish, store } = await setUp(
      { curve: (_job, epoch) => ({ 'validation.accuracy': values[epoch - 1] ?? 0 }) },
      { study: { trials: 1, resolve: (params) => ({ ...params, 'training.epochs': 4 }) } },
    );
    await finish();
    expect((await store.listTrials(studyId))[0]).toMatchObject({ value: 0.8, bestEpoch: 2 });
    const [curve] = await store.readMetrics(studyId);
    expect([...(curve?.values ?? [])]).toEqual(values);
  });

  it('ends a trial as diverged when its loss is not finite, whatever the runner says', async () => {
    const { finish, store } = await setUp(
      { curve: (_job, epoch) => ({ 'train.loss': epoch === 2 ? Number.NaN : 1, 'validation.accuracy': 0.5 }) },
      { study: { trials: 1 } },
    );
    await finish();
    expect((await store.listTrials(studyId))[0]).toMatchObject({
      state: 'diverged',
      lastEpoch: 2,
      reason: 'Diverged in epoch 2: train.loss is NaN.',
    });
  });

  it('prunes by the median, writes why, and counts what that saved', async () => {
    const { finish, store, progress } = await setUp(
      { curve: (job, epoch) => ({ 'validation.accuracy': (job.trial === 4 ? 0.01 : 0.1) * epoch }) },
      {
        study: {
          pruner: createPruner({ kind: 'median', nStartupTrials: 2 }),
          resolve: (params) => ({ ...params, 'training.epochs': 10 }),
        },
      },
    );
    await finish();
    const trials = await store.listTrials(studyId);
    expect(trials[3]).toMatchObject({ state: 'stopped', reason: 'pruned', lastEpoch: 1 });
    expect((await store.readLog(studyId, 4)).map((row) => row.message).join()).toMatch(/^Pruned after epoch 1: /);
    expect(progress.at(-1)?.savedShare).toBeCloseTo(9 / 40, 10);
  });
});

describe('ends', () => {
  it('ends early when the grid is exhausted, and says so', async () => {
    const { finish, study, store } = await setUp(
      {},
      {
        study: {
          trials: 40,
          sampler: createSampler({ kind: 'grid' }),
          space: {
            dimensions: [{ name: 'x', type: 'categorical', choices: ['a', 'b', 'c'] }],
            constraints: [],
            fixed: {},
          },
        },
      },
    );
    await finish();
    expect(await store.listTrials(studyId)).toHaveLength(3);
    const { state, reason } = await study();
    expect(state).toBe('finished');
    expect(reason).toMatch(/^Ended after 3 of 40 trials: .*grid.*\.$/);
  });

  it('stops all trials when one reaches the target', async () => {
    const hold = deferred();
    const { finish, store, study } = await setUp(
      { gate: (job, epoch) => (job.trial === 2 && epoch === 2 ? hold.promise : Promise.resolve()) },
      { study: { trials: 5, parallel: 2, stop: { minutes: null, target: 0.2, noImprovement: null } } },
    );
    setTimeout(hold.resolve, 50);
    await finish();
    const trials = await store.listTrials(studyId);
    expect(trials.map(({ state, reason }) => [state, reason])).toEqual([
      ['stopped', 'target'],
      ['stopped', 'target'],
    ]);
    expect((await study()).reason).toBe('Trial 1 reached the target: validation.accuracy 0.201, asked for 0.2.');
  });

  it('stops running trials when the time is up', async () => {
    let clock = 0;
    const { finish, store, study } = await setUp(
      {
        gate: async (job, epoch) => {
          if (job.trial === 2 && epoch === 2) {
            clock += 61_000;
            await new Promise((resolve) => setTimeout(resolve, 400));
          }
        },
      },
      { now: () => clock, study: { stop: { minutes: 1, target: null, noImprovement: null } } },
    );
    await finish();
    expect((await store.listTrials(studyId)).map(({ state, reason }) => [state, reason])).toEqual([
      ['complete', null],
      ['stopped', 'time'],
    ]);
    expect(await study()).toMatchObject({ reason: 'The time of 1 min is up after 1 of 4 trials.', elapsedMs: 61_000 });
  });

  it('ends after enough trials without improvement', async () => {
    const { finish, store, study } = await setUp(
      { curve: (job, epoch) => ({ 'validation.accuracy': 0.1 * epoch - 0.01 * job.trial }) },
      { study: { trials: 50, stop: { minutes: null, target: null, noImprovement: 3 } } },
    );
    await finish();
    expect(await store.listTrials(studyId)).toHaveLength(4);
    expect((await study()).reason).toMatch(
      /^The last 3 trials brought no improvement on validation\.accuracy 0\.\d+ of trial 1\.$/,
    );
  });

  it('fails the study with the sentence when nothing can be suggested', async () => {
    const { finish, study } = await setUp(
      {},
      {
        study: {
          space: {
            dimensions: [{ name: 'x', type: 'int', low: 1, high: 9, scale: 'linear' }],
            constraints: ['x > 10'],
            fixed: {},
          },
        },
      },
    );
    await finish();
    const { state, reason } = await study();
    expect(state).toBe('failed');
    expect(reason).toContain('x > 10');
  });

  it('trains nothing when a finished study is started again, and only the rest when more trials are asked for', async () => {
    const { finish, runner, store } = await setUp({});
    await finish();
    await finish();
    expect(runner.started).toHaveLength(4);
    await finish({ trials: 6 });
    expect(runner.started.map((job: TrialJob) => job.trial)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await store.listTrials(studyId)).toHaveLength(6);
  });
});

describe('limits on what is believed of progress', () => {
  it('gives no estimate before the first epoch and a range after it', async () => {
    const gate = deferred();
    const { scheduler, progress } = await setUp({
      gate: async (job, epoch) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (job.trial === 2 && epoch === 3) await gate.promise;
      },
    });
    await scheduler.start(studyId);
    expect(scheduler.progress(studyId)?.eta).toBeNull();
    await until(
      () => scheduler.progress(studyId)?.lanes[0]?.epoch === 2 && scheduler.progress(studyId)?.epochsDone === 5,
    );
    const now = scheduler.progress(studyId);
    expect(now?.eta?.low).toBeLessThan(now?.eta?.high ?? 0);
    expect(now).toMatchObject({ remaining: 2, epochsDone: 5, lanes: [{ worker: 1, trial: 2, epoch: 2, epochs: 3 }] });
    gate.resolve();
    await scheduler.idle(studyId);
    expect(progress.at(-1)).toMatchObject({ remaining: 0, epochsDone: 12, lanes: [{ phase: 'idle', trial: null }] });
    expect(scheduler.progress(studyId)).toBeNull();
  });
});
