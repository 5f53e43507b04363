import { afterEach, describe, expect, it } from 'vitest';
import { interruptedReason } from '#main/scheduler/index.ts';
import { createPruner } from '#main/search/index.ts';
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

const curve: Script['curve'] = (job, epoch) => ({
  'train.loss': 1,
  'validation.accuracy': 0.1 * epoch + 0.001 * job.trial,
});
const six = { resolve: (params: object) => ({ ...params, 'training.epochs': 6 }) };

/** A study of three trials of six epochs whose first trial waits before its third epoch until `gate` is resolved. */
async function held(options: Partial<HarnessOptions> = {}, script: Partial<Script> = {}) {
  const gate = deferred();
  const runner = createScriptedRunner({
    curve,
    gate: (job, epoch) => (job.trial === 1 && epoch === 3 ? gate.promise : Promise.resolve()),
    ...script,
  });
  const harness = await createHarness({ runner, study: { trials: 3, ...six }, ...options });
  open.push(harness);
  const { scheduler, store } = harness;
  await scheduler.start(studyId);
  await until(() => scheduler.progress(studyId)?.lanes[0]?.epoch === 2);
  const states = async () => (await store.listTrials(studyId)).map((row) => row.state);
  return { ...harness, harness, runner, gate, states };
}

describe('pause and resume of a study', () => {
  it('lets the running trial end its epoch, and goes on under its number from its checkpoint', async () => {
    const { scheduler, gate, study, store, runner, told, states } = await held();
    await scheduler.pause(studyId);
    gate.resolve();
    await scheduler.idle(studyId);
    expect(await study()).toMatchObject({ state: 'paused', reason: null });
    expect((await store.listTrials(studyId))[0]).toMatchObject({
      state: 'paused',
      lastEpoch: 3,
      checkpoint: { epoch: 3 },
    });
    await scheduler.start(studyId);
    await scheduler.idle(studyId);
    expect(runner.started.map((job) => job.trial)).toEqual([1, 1, 2, 3]);
    expect(runner.started[1]?.resumeFrom).toMatch(/trial-1\.checkpoint\.3$/);
    expect(await states()).toEqual(['complete', 'complete', 'complete']);
    expect(toldEpochs(told, 1)).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await store.listTrials(studyId))[0]?.attempts).toBe(1);
  });

  it('is started again at once after the pause when start comes while it is pausing', async () => {
    const { scheduler, gate, states } = await held();
    await scheduler.pause(studyId);
    const started = scheduler.start(studyId);
    gate.resolve();
    await started;
    await scheduler.idle(studyId);
    expect(await states()).toEqual(['complete', 'complete', 'complete']);
  });

  it('a trial in its last epoch when the pause comes is complete, not paused', async () => {
    const { scheduler, gate, states, study } = await held({
      study: { trials: 3, resolve: (p) => ({ ...p, 'training.epochs': 3 }) },
    });
    await scheduler.pause(studyId);
    gate.resolve();
    await scheduler.idle(studyId);
    expect(await states()).toEqual(['complete']);
    expect((await study()).state).toBe('paused');
  });
});

describe('stop of a study', () => {
  it('ends running trials at their epoch, waiting ones at once, and draws no more', async () => {
    const { scheduler, gate, store, study, runner } = await held();
    await scheduler.enqueue(studyId, { 'optimizer.learningRate': 0.5 });
    await scheduler.stop(studyId, false);
    gate.resolve();
    await scheduler.idle(studyId);
    const trials = await store.listTrials(studyId);
    expect(trials.map(({ state, reason, lastEpoch }) => [state, reason, lastEpoch])).toEqual([
      ['stopped', 'user', 3],
      ['stopped', 'user', 0],
    ]);
    expect(await study()).toMatchObject({ state: 'finished', reason: 'Stopped by hand after 0 of 3 trials.' });
    await scheduler.start(studyId);
    await scheduler.idle(studyId);
    expect(runner.started).toHaveLength(1);
    await scheduler.start(studyId, { trials: 4 });
    await scheduler.idle(studyId);
    expect(runner.started.map((job) => job.trial)).toEqual([1, 3, 4]);
  });

  it('kills at once when asked to', async () => {
    const { scheduler, store } = await held();
    await scheduler.stop(studyId, true);
    await scheduler.idle(studyId);
    expect((await store.listTrials(studyId))[0]).toMatchObject({ state: 'stopped', reason: 'user', lastEpoch: 2 });
  });

  it('ends a paused study too', async () => {
    const { scheduler, gate, states, study } = await held();
    await scheduler.pause(studyId);
    gate.resolve();
    await scheduler.idle(studyId);
    await scheduler.stop(studyId, false);
    expect(await states()).toEqual(['stopped']);
    expect(await study()).toMatchObject({ state: 'finished', reason: expect.stringMatching(/^Stopped by hand/) });
  });
});

describe('single trials', () => {
  it('stops one by hand while the others go on', async () => {
    const { scheduler, gate, store, told } = await held();
    expect((await scheduler.stopTrial(studyId, 1)).state).toBe('running');
    gate.resolve();
    await scheduler.idle(studyId);
    const trials = await store.listTrials(studyId);
    expect(trials.map(({ state, lastEpoch }) => [state, lastEpoch])).toEqual([
      ['stopped', 3],
      ['complete', 6],
      ['complete', 6],
    ]);
    expect(toldStates(told, 1)).toEqual(['queued', 'running', 'stopped']);
  });

  it('pauses one; the study waits for it and says so; resuming it ends the study', async () => {
    const { scheduler, gate, study, states, told } = await held();
    await scheduler.pauseTrial(studyId, 1);
    gate.resolve();
    await scheduler.idle(studyId);
    expect(await states()).toEqual(['paused', 'complete', 'complete']);
    expect(await study()).toMatchObject({
      state: 'paused',
      reason: 'Trial 1 is paused; resume or stop it to finish the study.',
    });
    await scheduler.start(studyId);
    await scheduler.idle(studyId);
    expect((await study()).state).toBe('finished');
    expect(toldEpochs(told, 1)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('lets a stopped trial of a finished study go on alone', async () => {
    const { scheduler, gate, states, study, runner } = await held();
    await scheduler.stop(studyId, false);
    gate.resolve();
    await scheduler.idle(studyId);
    const before = await study();
    await scheduler.resumeTrial(studyId, 1);
    await scheduler.idle(studyId);
    expect(await states()).toEqual(['complete']);
    expect(runner.started.map((job) => job.resumeFrom?.at(-1))).toEqual([undefined, '3']);
    expect(await study()).toMatchObject({ state: 'finished', reason: before.reason });
  });

  it('lets one trial of a paused study go on, and the study stays paused', async () => {
    const { scheduler, gate, states, study } = await held();
    await scheduler.pause(studyId);
    gate.resolve();
    await scheduler.idle(studyId);
    await scheduler.resumeTrial(studyId, 1);
    await scheduler.idle(studyId);
    expect(await states()).toEqual(['complete']);
    expect((await study()).state).toBe('paused');
  });

  it('does not prune again what was resumed by hand', async () => {
    const harness = await createHarness({
      runner: createScriptedRunner({
        curve: (job, epoch) => ({ 'validation.accuracy': (job.trial === 3 ? 0.01 : 0.1) * epoch }),
      }),
      study: { trials: 3, pruner: createPruner({ kind: 'median', nStartupTrials: 1 }), ...six },
    });
    open.push(harness);
    await harness.finish();
    const states = async () => (await harness.store.listTrials(studyId)).map((row) => row.state);
    expect(await states()).toEqual(['complete', 'complete', 'stopped']);
    await harness.scheduler.resumeTrial(studyId, 3);
    await harness.scheduler.idle(studyId);
    expect(await states()).toEqual(['complete', 'complete', 'complete']);
  });

  it('refuses with a sentence what the state does not allow', async () => {
    const { scheduler, gate } = await held();
    gate.resolve();
    await scheduler.idle(studyId);
    await expect(scheduler.stopTrial(studyId, 1)).rejects.toMatchObject({
      code: 'conflict',
      message: 'Trial 1 is complete already; there is nothing to stop.',
    });
    await expect(scheduler.pauseTrial(studyId, 1)).rejects.toMatchObject({ code: 'conflict' });
    await expect(scheduler.resumeTrial(studyId, 1)).rejects.toMatchObject({
      code: 'conflict',
      message: 'Trial 1 is complete: there is nothing left to train.',
    });
    await expect(scheduler.stopTrial(studyId, 99)).rejects.toMatchObject({ code: 'not_found' });
    await expect(scheduler.start('nobody')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('lanes while running', () => {
  it('starts more trials at once when parallel is raised, and keeps to it after a restart', async () => {
    const { scheduler, gate, runner, study } = await held({ study: { trials: 8, ...six } });
    await scheduler.setParallel(studyId, 4);
    expect(scheduler.progress(studyId)?.lanes.filter((lane) => lane.trial !== null)).toHaveLength(4);
    gate.resolve();
    await scheduler.idle(studyId);
    expect(runner.mostAtOnce).toBe(4);
    expect((await study()).overrides).toEqual({ parallel: 4 });
  });

  it('lets lanes above a lower parallel finish what they have', async () => {
    const { scheduler, gate, states } = await held({ study: { trials: 4, parallel: 2, ...six } });
    await scheduler.setParallel(studyId, 1);
    gate.resolve();
    await scheduler.idle(studyId);
    expect(await states()).toEqual(['complete', 'complete', 'complete', 'complete']);
  });
});

describe('the end of the program', () => {
  it('puts running trials back into the queue on close, and the next start goes on', async () => {
    const { harness, scheduler, gate, study, states } = await held();
    const closing = scheduler.close();
    gate.resolve();
    await closing;
    expect(await states()).toEqual(['queued']);
    expect(await study()).toMatchObject({ state: 'paused', reason: interruptedReason });
    await expect(scheduler.start(studyId)).rejects.toMatchObject({ code: 'unavailable' });
    const runner = createScriptedRunner({ curve });
    const next = harness.again(runner);
    await next.finish();
    expect(runner.started[0]).toMatchObject({ trial: 1, resumeFrom: expect.stringMatching(/\.3$/) });
    expect(await states()).toEqual(['complete', 'complete', 'complete']);
    expect(toldEpochs(next.told, 1)).toEqual([4, 5, 6]);
  });

  it('recovers what a killed host left: nothing stays running, nothing is lost or repeated', async () => {
    const { harness, store, states } = await held();
    await until(async () => (await store.listTrials(studyId))[0]?.lastEpoch === 2);
    // The host is gone: its scheduler is never heard of again. The checkpoint lags by one epoch.
    await store.updateTrial(studyId, 1, { checkpoint: { path: `${harness.folder}/c.1`, epoch: 1 }, lastEpoch: 0 });
    const runner = createScriptedRunner({ curve });
    const next = harness.again(runner);
    expect(await next.scheduler.recover()).toEqual([studyId]);
    expect(await states()).toEqual(['queued']);
    expect((await store.listTrials(studyId))[0]?.lastEpoch).toBe(2);
    expect(await next.study()).toMatchObject({ state: 'paused', reason: interruptedReason });
    await next.finish();
    expect(runner.started.map((job) => job.trial)).toEqual([1, 2, 3]);
    expect(toldEpochs(next.told, 1)).toEqual([3, 4, 5, 6]);
    const [whole] = await store.readMetrics(studyId, { trials: [1], keys: ['validation.accuracy'] });
    expect(whole?.steps).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
  });

  it('begins again when a checkpoint is ahead of the stored curve, rather than leaving a hole in it', async () => {
    const { harness, store } = await held();
    await until(async () => (await store.listTrials(studyId))[0]?.lastEpoch === 2);
    await store.updateTrial(studyId, 1, { checkpoint: { path: `${harness.folder}/c.5`, epoch: 5 } });
    const runner = createScriptedRunner({ curve });
    const next = harness.again(runner);
    await next.scheduler.recover();
    await next.finish();
    expect(runner.started[0]?.resumeFrom).toBeNull();
    const [whole] = await store.readMetrics(studyId, { trials: [1], keys: ['validation.accuracy'] });
    expect(whole?.steps).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
  });

  it('completes a trial whose epochs were all stored when the host died, without training', async () => {
    const { harness, store } = await held({ study: { trials: 1, resolve: (p) => ({ ...p, 'training.epochs': 6 }) } });
    await until(async () => (await store.listTrials(studyId))[0]?.lastEpoch === 2);
    const rest = Float64Array.of(3, 4, 5, 6);
    const key = 'validation.accuracy';
    await store.appendMetrics(studyId, [{ trial: 1, key, steps: rest, values: rest, wallMs: rest }]);
    const runner = createScriptedRunner({ curve });
    const next = harness.again(runner);
    await next.scheduler.recover();
    await next.finish();
    expect(runner.started).toHaveLength(0);
    expect((await store.listTrials(studyId))[0]).toMatchObject({ state: 'complete', value: 6, bestEpoch: 6 });
  });
});

describe('a store that cannot be written', () => {
  it('pauses the study with a sentence, and start says so again while there is no room', async () => {
    const names = Array.from({ length: 50 }, (_, i) => `validation.m${i}`);
    const harness = await createHarness({
      runner: createScriptedRunner({ curve: (_job, epoch) => Object.fromEntries(names.map((name) => [name, epoch])) }),
      store: { maxPages: 150 },
      study: { trials: 1, resolve: (params) => ({ ...params, 'training.epochs': 1_000_000 }) },
    });
    open.push(harness);
    const { scheduler, told } = harness;
    await scheduler.start(studyId);
    await scheduler.idle(studyId);
    const last = told.findLast((one) => one.kind === 'study');
    expect(last?.kind === 'study' && last.summary).toMatchObject({
      state: 'paused',
      reason: expect.stringMatching(/^The study is paused because the store cannot be written: /),
    });
    const errors = told.filter((one) => one.kind === 'log' && one.entry.level === 'error');
    expect(errors).toHaveLength(1);
    await expect(scheduler.start(studyId)).rejects.toMatchObject({ code: expect.stringMatching(/limit|internal/) });
  }, 20_000);
});
