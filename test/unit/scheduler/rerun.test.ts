// Configurations trained again on fresh seeds, by the real scheduler on a real store; trials take no time.
import { afterEach, expect, it } from 'vitest';
import type { PreparedStudy } from '#main/scheduler/index.ts';
import { createPruner } from '#main/search/index.ts';
import { createHarness, deferred, type Harness, studyId, toldStates, until } from './harness.ts';
import { createScriptedRunner, type Script } from './scripted-runner.ts';

const open: Harness[] = [];
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

async function harnessOf(study: Partial<PreparedStudy>, script: Partial<Script> = {}) {
  const runner = createScriptedRunner({
    curve: ({ trial }, epoch) => ({ 'validation.accuracy': 0.5 + 0.01 * epoch + 0.001 * trial }),
    ...script,
  });
  const harness = await createHarness({ runner, study });
  open.push(harness);
  return { ...harness, runner };
}

it('trains a finished study’s trials again on seeds of their own, and the study is afterwards what it was', async () => {
  const { finish, scheduler, store, study, told } = await harnessOf({ trials: 3 });
  await finish();
  const reason = (await study()).reason;
  expect(await scheduler.rerun(studyId, [1, 3], 1)).toEqual([4, 5]);
  await scheduler.idle(studyId);
  const rows = await store.listTrials(studyId);
  expect(rows).toHaveLength(5);
  expect(rows[4]).toMatchObject({
    ...{ number: 5, rerunOf: 3, plannedRuns: 1, state: 'complete', source: 'user', params: rows[2]?.params },
    why: 'Trial 3 again on 1 fresh seed',
  });
  expect(new Set(rows.map(({ seed }) => seed)).size).toBe(5);
  expect(toldStates(told, 4)).toEqual(['queued', 'running', 'complete']);
  expect(await study()).toMatchObject({ state: 'finished', reason });
  // The first trial again, not the fourth: fresh runs of one configuration come together.
  await scheduler.rerun(studyId, [4], 1);
  await scheduler.idle(studyId);
  expect((await store.listTrials(studyId))[5]).toMatchObject({ rerunOf: 1 });
  // They are no trials of the study: it has nothing left to do, and takes as many new ones as are asked for.
  await finish();
  expect(await store.listTrials(studyId)).toHaveLength(6);
  await finish({ trials: 4 });
  expect(await store.listTrials(studyId)).toHaveLength(7);
});

it('has fresh seeds also where a study repeats one configuration on one seed', async () => {
  const { finish, scheduler, store } = await harnessOf({ trials: 1, trialSeed: 99 });
  await finish();
  await scheduler.rerun(studyId, [1], 3);
  await scheduler.idle(studyId);
  const [first, again] = await store.listTrials(studyId);
  expect(first?.seed).toBe(99);
  expect(again?.seed).not.toBe(99);
  expect(again).toMatchObject({ plannedRuns: 3, why: 'Trial 1 again on 3 fresh seeds' });
});

it('trains on every fold of a study with folds as often as asked', async () => {
  const { finish, scheduler, store } = await harnessOf({ trials: 1, folds: 2, datasets: ['one', 'two'] });
  await finish();
  await scheduler.rerun(studyId, [1], 3);
  await scheduler.idle(studyId);
  const [, again] = await store.listTrials(studyId);
  expect(again?.runs.map(({ fold }) => fold)).toEqual([1, 2, 1, 2, 1, 2]);
});

it('is neither pruned nor ended by a target that the study has reached', async () => {
  const { finish, scheduler, store } = await harnessOf(
    {
      ...{ trials: 2, pruner: createPruner({ kind: 'median', nStartupTrials: 1 }) },
      stop: { minutes: null, target: 0.5, noImprovement: 1 },
    },
    // What is trained again does far worse at first, and reaches the target at the end.
    { curve: ({ trial }, epoch) => ({ 'validation.accuracy': trial === 1 ? 0.9 : epoch < 3 ? 0 : 0.9 }) },
  );
  await finish();
  expect(await store.listTrials(studyId)).toHaveLength(1);
  const numbers = await scheduler.rerun(studyId, [1], 1);
  await scheduler.rerun(studyId, [1], 1);
  await scheduler.idle(studyId);
  const rows = await store.listTrials(studyId);
  expect(numbers).toEqual([2]);
  expect(rows.map(({ state, lastEpoch }) => [state, lastEpoch])).toEqual([
    ['stopped', 1],
    ['complete', 3],
    ['complete', 3],
  ]);
});

it('comes next in a running study, and takes none of its trials’ places', async () => {
  const gate = deferred();
  const { scheduler, store, runner } = await harnessOf(
    { trials: 3 },
    { gate: ({ trial }) => (trial === 2 ? gate.promise : Promise.resolve()) },
  );
  await scheduler.start(studyId);
  await until(() => runner.started.some(({ trial }) => trial === 2));
  expect(await scheduler.rerun(studyId, [1], 1)).toEqual([3]);
  gate.resolve();
  await scheduler.idle(studyId);
  const rows = await store.listTrials(studyId);
  expect(rows.map(({ rerunOf }) => rerunOf)).toEqual([null, null, 1, null]);
  expect(runner.started.map(({ trial }) => trial)).toEqual([1, 2, 3, 4]);
  await expect(scheduler.rerun(studyId, [9], 1)).rejects.toMatchObject({ code: 'not_found' });
});
