// Asynchronous successive halving with promotion, as a study carries it out.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PreparedStudy } from '#main/scheduler/index.ts';
import { createPruner } from '#main/search/index.ts';
import type { History, Sampler } from '#main/search/search.ts';
import { createHarness, deferred, type Harness, studyId, toldEpochs, toldStates, until } from './harness.ts';
import { createScriptedRunner, type Script } from './scripted-runner.ts';

const open: Harness[] = [];
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

/** How good trials 1, 2, … are, at every epoch. */
const qualities = [0.4, 0.1, 0.9, 0.3, 0.2, 0.8, 0.5, 0.7, 0.6];
const curve: Script['curve'] = (job, epoch) => ({
  'validation.accuracy': (qualities[job.trial - 1] ?? 0) + epoch / 1000,
});

/** Nine trials of nine epochs, rungs at epochs 1 and 3, on a runner that writes its checkpoints. */
async function ladder(study: Partial<PreparedStudy> = {}, script: Partial<Script> = {}) {
  const runner = createScriptedRunner({
    curve,
    weights(job, epoch) {
      mkdirSync(join(job.checkpointPath, '..'), { recursive: true });
      writeFileSync(`${job.checkpointPath}.${epoch}`, 'x');
      return null;
    },
    ...script,
  });
  const nine = {
    trials: 9,
    pruner: createPruner({ kind: 'asha' }),
    resolve: (params: object) => ({ ...params, 'training.epochs': 9 }),
  };
  const harness = await createHarness({ runner, study: { ...nine, ...study } });
  open.push(harness);
  const rows = () => harness.store.listTrials(studyId);
  return { ...harness, harness, runner, rows };
}

/** Trials in the order of their starts, with the epoch from which each went on. */
const starts = (runner: Awaited<ReturnType<typeof ladder>>['runner']) =>
  runner.started.map((job) => `${job.trial}@${job.resumeFrom?.split('.').at(-1) ?? 0}`);

describe('a study with asha', () => {
  it('pauses what is not in the best third of a rung, and promotes it once it is, before anything new is begun', async () => {
    const { finish, runner, rows, told, study, store } = await ladder();
    await finish();
    // After three trials the best of them, 3, goes on at once; after six the two best are 3 and 6; after nine 8 is promoted.
    expect(starts(runner)).toEqual(['1@0', '2@0', '3@0', '4@0', '5@0', '6@0', '7@0', '8@0', '9@0', '8@1', '3@3']);
    const trials = await rows();
    expect(trials.map(({ number, state, reason, lastEpoch }) => [number, state, reason, lastEpoch])).toEqual([
      [1, 'stopped', 'pruned', 1],
      [2, 'stopped', 'pruned', 1],
      [3, 'complete', null, 9],
      [4, 'stopped', 'pruned', 1],
      [5, 'stopped', 'pruned', 1],
      [6, 'stopped', 'pruned', 3],
      [7, 'stopped', 'pruned', 1],
      [8, 'stopped', 'pruned', 3],
      [9, 'stopped', 'pruned', 1],
    ]);
    expect(toldEpochs(told, 3)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(toldStates(told, 8)).toEqual(['queued', 'running', 'paused', 'running', 'paused', 'stopped']);
    expect(await study()).toMatchObject({ state: 'finished', reason: null });
    const log = (await store.readLog(studyId, 8)).map(({ message }) => message);
    expect(log).toEqual([
      'Paused after epoch 1: 0.701 is place 3 of the 8 trials that reached epoch 1, and the best 2 go on.',
      'Goes on after epoch 1: 0.701 is place 3 of the 9 trials that reached epoch 1, and the best 3 go on.',
      'Paused after epoch 3: 0.703 is place 3 of the 3 trials that reached epoch 3, and the best one goes on.',
    ]);
  });

  it('says of a waiting trial at which rung it waits and how it stands there', async () => {
    const { finish, told } = await ladder();
    await finish();
    const paused = told.flatMap((one) => (one.kind === 'trial' && one.trial.state === 'paused' ? [one.trial] : []));
    expect(paused.find(({ number }) => number === 2)?.reason).toBe(
      'Waits at the rung of epoch 1: 0.101 is place 2 of the 2 trials that reached epoch 1, and there are too few yet for one to go on.',
    );
  });

  it('keeps the checkpoints of those that may still go on, and of those that completed when the study has ended', async () => {
    const gate = deferred();
    const { scheduler, harness, rows } = await ladder(
      {},
      { gate: (job) => (job.trial === 9 ? gate.promise : Promise.resolve()) },
    );
    const files = () => readdirSync(join(harness.folder, 'checkpoints', studyId)).sort();
    await scheduler.start(studyId);
    await until(async () => (await rows())[8]?.state === 'running');
    // Of nine trials three pass the first rung: who is fourth already has waited in vain.
    await until(() => files().length === 3);
    expect(files()).toEqual(['trial-3.checkpoint.3', 'trial-6.checkpoint.3', 'trial-8.checkpoint.1']);
    expect((await rows())[6]).toMatchObject({ state: 'stopped', reason: 'pruned' });
    gate.resolve();
    await scheduler.idle(studyId);
    const complete = (await rows()).filter(({ state }) => state === 'complete').map(({ number }) => number);
    expect(complete.length).toBeLessThanOrEqual(3);
    const left = complete.map((number) => `trial-${number}.checkpoint.9`);
    await until(() => files().length === left.length);
    expect(files()).toEqual(left);
    expect((await rows()).flatMap(({ number, checkpoint }) => (checkpoint ? [number] : []))).toEqual(complete);
  });

  it('trains at least one trial to its end, however few there are', async () => {
    const { finish, rows } = await ladder({ trials: 2 });
    await finish();
    expect((await rows()).map(({ state, lastEpoch }) => [state, lastEpoch])).toEqual([
      ['complete', 9],
      ['stopped', 1],
    ]);
  });

  it('shows the sampler those that wait as stopped, with what they measured', async () => {
    const seen: History['trials'][number][] = [];
    const sampler: Sampler = {
      kind: 'watching',
      suggest(_space, history) {
        seen.push(...structuredClone(history.trials.slice(-1)));
        return { kind: 'params', params: { 'optimizer.learningRate': 0.1 }, why: null };
      },
    };
    const { finish } = await ladder({ sampler });
    await finish();
    expect(seen[0]).toMatchObject({ number: 1, state: 'stopped', waits: true, value: 0.401, plannedEpochs: 9 });
  });

  it('without improvement draws no more, and still trains the best that waits to its end', async () => {
    const { finish, rows, study } = await ladder({
      trials: null,
      stop: { minutes: null, target: null, noImprovement: 4 },
    });
    await finish();
    // Trial 3 leads from epoch 3 on; 4 to 7 are none the better.
    expect(await study()).toMatchObject({
      state: 'finished',
      reason: 'The last 4 trials brought no improvement on validation.accuracy 0.903 of trial 3.',
    });
    const trials = await rows();
    expect(trials).toHaveLength(7);
    expect(trials.filter(({ state }) => state === 'complete').map(({ number }) => number)).toEqual([3]);
    expect(trials.filter(({ state }) => state === 'paused')).toEqual([]);
  });

  it('loses no trial on many lanes, and counts what that saved', async () => {
    const { finish, rows, progress } = await ladder({ trials: 40, parallel: 4 });
    await finish();
    const trials = await rows();
    expect(trials.filter(({ state }) => state !== 'stopped' && state !== 'complete')).toEqual([]);
    expect(trials.filter(({ lastEpoch }) => lastEpoch > 1).length).toBeGreaterThanOrEqual(13);
    expect(trials.filter(({ state }) => state === 'complete').length).toBeGreaterThanOrEqual(4);
    expect(progress.at(-1)?.savedShare).toBeGreaterThan(0.5);
  });
});

describe('trials that wait at a rung', () => {
  /** Paused when eight trials have reached the first rung and the ninth is about to. */
  async function interrupted(end: (harness: Harness) => Promise<void>) {
    const gate = deferred();
    const made = await ladder({}, { gate: (job) => (job.trial === 9 ? gate.promise : Promise.resolve()) });
    await made.scheduler.start(studyId);
    await until(() => made.scheduler.progress(studyId)?.lanes[0]?.trial === 9);
    const ending = end(made.harness);
    await until(() => made.scheduler.progress(studyId)?.lanes[0]?.phase === 'stopping');
    gate.resolve();
    await ending;
    return made;
  }

  it('stay promotable through a pause of the study', async () => {
    const { scheduler, runner, rows, finish } = await interrupted(({ scheduler: of }) => of.pause(studyId));
    await scheduler.idle(studyId);
    const paused = (await rows()).filter(({ state }) => state === 'paused');
    expect(paused.map(({ number }) => number)).toEqual([3, 6, 8, 9]);
    await finish();
    expect(starts(runner).slice(9)).toEqual(['8@1', '3@3']);
    expect((await rows()).map(({ state }) => state).filter((state) => state === 'complete')).toHaveLength(1);
  });

  it('stay promotable when the program ends and starts again', async () => {
    const { harness, rows } = await interrupted(({ scheduler: of }) => of.close());
    expect((await rows())[8]).toMatchObject({ state: 'paused', lastEpoch: 1 });
    const runner = createScriptedRunner({ curve });
    const next = harness.again(runner);
    await next.finish();
    expect(starts(runner)).toEqual(['8@1', '3@3']);
    expect((await rows())[2]).toMatchObject({ state: 'complete', lastEpoch: 9 });
  });

  it('one whose verdict a killed host did not carry out waits all the same, as if nothing had happened', async () => {
    const { harness, store, rows } = await interrupted(({ scheduler: of }) => of.pause(studyId));
    await harness.scheduler.idle(studyId);
    // As a host leaves it that dies between the stored epoch and the stored pause.
    await store.updateTrial(studyId, 9, { state: 'running', reason: null });
    const runner = createScriptedRunner({ curve });
    const next = harness.again(runner);
    await next.scheduler.recover();
    await next.finish();
    expect(starts(runner)).toEqual(['8@1', '3@3']);
    expect((await rows())[8]).toMatchObject({ state: 'stopped', reason: 'pruned', lastEpoch: 1 });
  });

  it('go on by hand and are not asked again', async () => {
    const { scheduler, rows, runner } = await interrupted(({ scheduler: of }) => of.pause(studyId));
    await scheduler.idle(studyId);
    await scheduler.resumeTrial(studyId, 8);
    await scheduler.idle(studyId);
    expect(starts(runner).at(-1)).toBe('8@1');
    expect((await rows())[7]).toMatchObject({ state: 'complete', lastEpoch: 9 });
    expect((await rows())[2]).toMatchObject({ state: 'paused', lastEpoch: 3 });
  });

  it('are stopped with the study, by hand or by its rules', async () => {
    const { scheduler, rows } = await interrupted(({ scheduler: of }) => of.stop(studyId, false));
    await scheduler.idle(studyId);
    const byHand = (await rows()).filter(({ state, reason }) => state === 'stopped' && reason === 'user');
    expect(byHand.map(({ number }) => number)).toEqual([3, 6, 8, 9]);
  });

  it('wait for their promotion too when a user pauses them in the epoch that leads to the rung', async () => {
    const { scheduler, study, rows } = await interrupted(({ scheduler: of }) =>
      of.pauseTrial(studyId, 9).then(() => undefined),
    );
    await scheduler.idle(studyId);
    expect(await study()).toMatchObject({ state: 'finished' });
    expect((await rows())[8]).toMatchObject({ state: 'stopped', reason: 'pruned' });
  });
});

it('a stopped trial goes on by hand, and the sampler learns its new value', async () => {
  const seen: History['trials'][number][][] = [];
  const sampler: Sampler = {
    kind: 'watching',
    suggest(_space, history) {
      seen.push(structuredClone([...history.trials]));
      return { kind: 'params', params: { 'optimizer.learningRate': 0.1 }, why: null };
    },
  };
  const { scheduler, rows, finish } = await ladder({ sampler, trials: 3 });
  await finish();
  expect((await rows())[0]).toMatchObject({ state: 'stopped', value: 0.401, lastEpoch: 1 });
  await scheduler.resumeTrial(studyId, 1);
  await scheduler.idle(studyId);
  expect((await rows())[0]).toMatchObject({ state: 'complete', value: expect.closeTo(0.409, 9), lastEpoch: 9 });
  await finish({ trials: 4 });
  expect(seen.at(-1)?.[0]).toMatchObject({ state: 'complete', value: expect.closeTo(0.409, 9) });
  expect(seen.at(-1)?.[0]?.values).toHaveLength(9);
});
