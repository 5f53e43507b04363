// The queue of trials put in by hand: arranged, emptied, filled again; by the real scheduler on a real store.
import { afterEach, expect, it } from 'vitest';
import { createHarness, deferred, type Harness, studyId, until } from './harness.ts';
import { createScriptedRunner } from './scripted-runner.ts';

const open: Harness[] = [];
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

/** The first trial is held until the gate opens; three more wait: 2, 3 and 4. */
async function held() {
  const gate = deferred();
  const runner = createScriptedRunner({
    curve: ({ trial }, epoch) => ({ 'validation.accuracy': 0.1 * epoch + 0.001 * trial }),
    gate: (job) => (job.trial === 1 ? gate.promise : Promise.resolve()),
  });
  const harness = await createHarness({ runner, study: { trials: 6 } });
  open.push(harness);
  const { scheduler, store } = harness;
  await scheduler.start(studyId);
  await until(async () => (await store.listTrials(studyId))[0]?.state === 'running');
  const rate = (value: number) => scheduler.enqueue(studyId, { 'optimizer.learningRate': value });
  expect([await rate(0.2), await rate(0.3), await rate(0.4)]).toEqual([2, 3, 4]);
  const queue = () => scheduler.progress(studyId)?.queue.map(({ trial }) => trial);
  const order = () => runner.started.map(({ trial }) => trial);
  return { ...harness, gate, runner, queue, order };
}

it('trains what waits in the order in which it was arranged, and goes on with the sampler', async () => {
  const { scheduler, gate, queue, order } = await held();
  await scheduler.changeQueue(studyId, { kind: 'order', trials: [4, 2, 3] });
  expect(queue()).toEqual([4, 2, 3]);
  gate.resolve();
  await scheduler.idle(studyId);
  expect(order()).toEqual([1, 4, 2, 3, 5, 6]);
});

it('puts a configuration before all others when it is to be first, and before it the next such one', async () => {
  const { scheduler, queue } = await held();
  await scheduler.enqueue(studyId, { 'optimizer.learningRate': 0.5 }, true);
  await scheduler.enqueue(studyId, { 'optimizer.learningRate': 0.6 }, true);
  expect(queue()).toEqual([6, 5, 2, 3, 4]);
});

it('takes a trial out, which then counts no longer, and puts it back where it was', async () => {
  const { scheduler, gate, queue, order, store, study } = await held();
  await scheduler.changeQueue(studyId, { kind: 'order', trials: [3, 2, 4] });
  await scheduler.changeQueue(studyId, { kind: 'remove', trial: 2 });
  expect(queue()).toEqual([3, 4]);
  await until(async () => (await store.listTrials(studyId))[1]?.state === 'stopped');
  expect((await store.listTrials(studyId))[1]).toMatchObject({ reason: 'user', startedAt: null });
  await scheduler.changeQueue(studyId, { kind: 'restore', trial: 2 });
  expect(queue()).toEqual([3, 2, 4]);
  await scheduler.changeQueue(studyId, { kind: 'remove', trial: 4 });
  gate.resolve();
  await scheduler.idle(studyId);
  // Six were asked for, and six are trained.
  expect(order()).toEqual([1, 3, 2, 5, 6, 7]);
  expect(await study()).toMatchObject({ state: 'finished' });
});

it('keeps its order over a pause and a restart, and can be arranged while the study rests', async () => {
  const { scheduler, gate, store, again, runner } = await held();
  await scheduler.changeQueue(studyId, { kind: 'order', trials: [4, 2, 3] });
  await scheduler.pause(studyId);
  gate.resolve();
  await scheduler.idle(studyId);
  await scheduler.changeQueue(studyId, { kind: 'order', trials: [2, 4] });
  await scheduler.changeQueue(studyId, { kind: 'remove', trial: 3 });
  expect((await store.listTrials(studyId)).map(({ state }) => state)).toEqual([
    'paused',
    'queued',
    'stopped',
    'queued',
  ]);
  const next = again(runner);
  await next.finish();
  expect(runner.started.map(({ trial }) => trial)).toEqual([1, 1, 2, 4, 5, 6, 7]);
});

it('says so when a trial has begun meanwhile, and changes nothing', async () => {
  const { scheduler, queue } = await held();
  const begun = 'Trial 1 has begun meanwhile; it is no longer in the queue.';
  await expect(scheduler.changeQueue(studyId, { kind: 'order', trials: [4, 1] })).rejects.toThrow(begun);
  await expect(scheduler.changeQueue(studyId, { kind: 'remove', trial: 1 })).rejects.toThrow(begun);
  await expect(scheduler.changeQueue(studyId, { kind: 'restore', trial: 2 })).rejects.toThrow('Trial 2 is queued;');
  await expect(scheduler.changeQueue(studyId, { kind: 'remove', trial: 9 })).rejects.toThrow('no trial 9');
  expect(queue()).toEqual([2, 3, 4]);
});
