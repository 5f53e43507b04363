// Complete trials that go on for more epochs, by the real scheduler on a real store; trials take no time.
import { afterEach, expect, it } from 'vitest';
import { continuedNow, extended } from '#main/scheduler/extension.ts';
import type { PreparedStudy } from '#main/scheduler/index.ts';
import { createHarness, deferred, type Harness, studyId, toldEpochs, toldStates, until } from './harness.ts';
import { row } from './rows.ts';
import { createScriptedRunner, type Script } from './scripted-runner.ts';

const open: Harness[] = [];
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

async function finished(study: Partial<PreparedStudy> = {}, script: Partial<Script> = {}) {
  const runner = createScriptedRunner({
    curve: ({ trial }, epoch) => ({ 'validation.accuracy': 0.1 * epoch + 0.001 * trial }),
    ...script,
  });
  const harness = await createHarness({ runner, study: { trials: 5, ...study } });
  open.push(harness);
  await harness.finish();
  return { ...harness, runner };
}

it('goes on from its checkpoint after its last epoch, and the study is afterwards what it was', async () => {
  const { scheduler, store, study, told, runner } = await finished();
  await scheduler.extendTrial(studyId, 5, 2);
  await scheduler.idle(studyId);
  expect(runner.started.at(-1)).toMatchObject({ trial: 5, settings: { 'training.epochs': 5 } });
  expect(runner.started.at(-1)?.resumeFrom).toMatch(/trial-5\.checkpoint\.3$/);
  expect((await store.listTrials(studyId))[4]).toMatchObject({
    ...{ state: 'complete', epochs: 5, lastEpoch: 5, bestEpoch: 5, value: 0.505 },
    settings: { 'training.epochs': 5 },
    continued: [{ epoch: 3, planned: 3 }],
  });
  expect(toldEpochs(told, 5)).toEqual([1, 2, 3, 4, 5]);
  expect(toldStates(told, 5)).toEqual(['queued', 'running', 'complete', 'queued', 'running', 'complete']);
  expect(await study()).toMatchObject({ state: 'finished', reason: null });
  // And once more, also after a restart.
  await scheduler.extendTrial(studyId, 5, 1);
  await scheduler.idle(studyId);
  expect(toldEpochs(told, 5)).toEqual([1, 2, 3, 4, 5, 6]);
});

it('without a checkpoint it trains its epochs once more, and only the new ones are told', async () => {
  const { scheduler, told, runner } = await finished();
  await scheduler.extendTrial(studyId, 1, 2);
  await scheduler.idle(studyId);
  expect(runner.started.at(-1)?.resumeFrom).toBeNull();
  expect(toldEpochs(told, 1)).toEqual([1, 2, 3, 4, 5]);
});

it('stopped by hand on the way it is still complete: what was planned is done', async () => {
  const gate = deferred();
  const { scheduler, store } = await finished(
    {},
    { gate: (job, epoch) => (job.trial === 5 && epoch === 5 ? gate.promise : Promise.resolve()) },
  );
  await scheduler.extendTrial(studyId, 5, 9);
  await until(async () => (await store.listTrials(studyId))[4]?.lastEpoch === 4);
  // And while it trains on the study's best is still its value.
  expect(scheduler.summary(studyId)?.best).toMatchObject({ trial: 5, value: 0.405 });
  await scheduler.stopTrial(studyId, 5);
  gate.resolve();
  await scheduler.idle(studyId);
  expect((await store.listTrials(studyId))[4]).toMatchObject({ state: 'complete', lastEpoch: 5 });
});

it('refuses what has nothing to go on with, in a sentence', async () => {
  const { scheduler } = await finished({ repeats: 2, trials: 1 });
  await expect(scheduler.extendTrial(studyId, 1, 2)).rejects.toThrow('Trial 1 is trained 2 times; only a trial');
  await expect(scheduler.extendTrial(studyId, 7, 2)).rejects.toThrow('no trial 7');
  const complete = { state: 'complete' as const, lastEpoch: 9 };
  const extend = (change: Parameters<typeof row>[0], prepared: Pick<PreparedStudy, 'command'> = {}) =>
    extended(row({ ...complete, settings: { 'training.epochs': 9 }, ...change }), 3, { prepared, now: 1 });
  expect(() => extend({ state: 'diverged' })).toThrow('Trial 1 is diverged; only a complete trial');
  expect(() => extend({ params: { 'training.epochs': 9 } })).toThrow('put a copy with more epochs in the queue');
  const command = { argv: ['x'], cwd: '/', env: {}, silenceMinutes: null };
  expect(() => extend({ settings: {} }, { command })).toThrow('as many epochs as its own program decides');
});

it('a schedule laid out over the planned epochs keeps its length, and early stopping that had ended it is off', () => {
  const settings = { 'training.epochs': 9, 'schedule.kind': 'cosine', 'training.earlyStoppingPatience': 3 };
  const extend = (change: Parameters<typeof row>[0]) =>
    extended(row({ state: 'complete', lastEpoch: 9, settings, ...change }), 4, { prepared: {}, now: 1 }).settings;
  expect(extend({})).toEqual({ ...settings, 'training.epochs': 13, 'schedule.epochs': 9 });
  expect(extend({ settings: { ...settings, 'schedule.epochs': 5 } })).toMatchObject({ 'schedule.epochs': 5 });
  expect(extend({ lastEpoch: 6 })).toEqual({
    ...{ ...settings, 'training.epochs': 10, 'schedule.epochs': 9 },
    'training.earlyStoppingPatience': null,
  });
  const plain = { 'training.epochs': 9, 'schedule.kind': 'constant' };
  expect(extend({ settings: plain })).toEqual({ ...plain, 'training.epochs': 13 });
});

it('notes where a trial went on, whether a person or its rung let it, and nothing when it begins', () => {
  expect(continuedNow(row({ lastEpoch: 0 }), 5, false)).toEqual([]);
  expect(continuedNow(row({ lastEpoch: 3 }), 5, false)).toEqual([{ epoch: 3, at: 5, trainedMs: 0 }]);
  expect(continuedNow(row({ lastEpoch: 3 }), 5, true)).toEqual([{ epoch: 3, at: 5, trainedMs: 0, rung: true }]);
  const asked = [{ epoch: 3, at: 4, trainedMs: 0, planned: 3 }];
  expect(continuedNow(row({ lastEpoch: 3, continued: asked }), 5, false)).toEqual([{ ...asked[0], at: 5 }]);
});
