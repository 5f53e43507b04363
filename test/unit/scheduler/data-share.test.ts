// Halving over the share of data, by the real scheduler on a real store; trials take no time.
import { afterEach, expect, it } from 'vitest';
import type { PreparedStudy } from '#main/scheduler/index.ts';
import { createPruner } from '#main/search/index.ts';
import { createHarness, deferred, type Harness, studyId, until } from './harness.ts';
import { createScriptedRunner, type Script } from './scripted-runner.ts';

const open: Harness[] = [];
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

/** Trials get better with their number, and with the share of the rows. */
const curve: Script['curve'] = ({ trial, share = 1 }, epoch) => ({
  'train.loss': 1,
  'validation.accuracy': 0.1 * share + 0.01 * trial + 0.001 * epoch,
});
const valueOn = (trial: number, share: number) => 0.1 * share + 0.01 * trial + 0.003;

const overData = (kind: 'asha' | 'hyperband') =>
  createPruner({ kind, over: 'data', reductionFactor: 2 } as Parameters<typeof createPruner>[0]);

async function harnessOf(study: Partial<PreparedStudy> = {}, script: Partial<Script> = {}) {
  const runner = createScriptedRunner({ curve, ...script });
  const harness = await createHarness({ runner, study: { pruner: overData('asha'), trials: 4, ...study } });
  open.push(harness);
  const trials = () => harness.store.listTrials(studyId);
  const jobs = () => runner.started.map(({ trial, share }) => [trial, share]);
  return { ...harness, harness, runner, trials, jobs };
}

it('trains each trial on a small share from scratch, and the best ones on the next, up to all rows', async () => {
  const { finish, trials, runner, store } = await harnessOf();
  await finish();
  const rows = await trials();
  const shares = rows.map(({ runs }) => runs.map(({ share }) => share));
  expect(shares.every(([first]) => first === 1 / 4)).toBe(true);
  const [fourth] = rows.slice(3);
  expect(fourth).toMatchObject({ state: 'complete', plannedRuns: 3, reason: null });
  expect(fourth?.runs.map(({ run, share, state }) => [run, share, state])).toEqual([
    [2, 1 / 4, 'complete'],
    [3, 1 / 2, 'complete'],
    [1, 1, 'complete'],
  ]);
  expect(fourth?.value).toBeCloseTo(valueOn(4, 1), 12);
  const worst = rows[0];
  expect(worst).toMatchObject({ state: 'stopped', reason: 'pruned', value: null, bestEpoch: null });
  expect(worst?.runs[0]?.value).toBeCloseTo(valueOn(1, 1 / 4), 12);
  // One seed on all shares, no run begun from another's weights, and those of all rows kept.
  const own = runner.started.filter(({ trial }) => trial === 4);
  expect(new Set(own.map(({ seed }) => seed))).toEqual(new Set([fourth?.seed]));
  expect(own.map(({ resumeFrom, weights }) => [resumeFrom, weights !== null])).toEqual([
    [null, false],
    [null, false],
    [null, true],
  ]);
  const chunks = await store.readMetrics(studyId, { keys: ['validation.accuracy'], trials: [1], runs: 'shown' });
  expect(chunks.map(({ run, steps }) => [run, [...steps]])).toEqual([[2, [1, 2, 3]]]);
});

it('gives hyperband’s brackets their own first shares', async () => {
  const { finish, trials } = await harnessOf({ pruner: overData('hyperband'), trials: 12 });
  await finish();
  const firsts = new Set((await trials()).map(({ runs }) => runs[0]?.share ?? 1));
  expect([...firsts].sort()).toEqual([1 / 4, 1 / 2, 1]);
});

it('counts an epoch on a share of the rows as that share of an epoch', async () => {
  const { finish, progress, trials } = await harnessOf();
  await finish();
  const trained = (await trials()).flatMap(({ runs }) => runs.map(({ share, lastEpoch }) => share * lastEpoch));
  const sum = trained.reduce((a, b) => a + b, 0);
  expect(progress.at(-1)?.epochsDone).toBe(Math.round(sum));
  expect(progress.at(-1)?.savedShare).toBeGreaterThan(0);
});

it('of which the host is killed after a promotion goes on in the share that it had begun', async () => {
  const gate = deferred();
  const { harness, scheduler, trials } = await harnessOf(
    { trials: 2 },
    { gate: ({ share }, epoch) => (share === 1 / 2 && epoch === 2 ? gate.promise : Promise.resolve()) },
  );
  await scheduler.start(studyId);
  await until(async () => (await trials()).some(({ runs, lastEpoch }) => runs.length === 2 && lastEpoch === 1));
  const under = (await trials()).find(({ runs }) => runs.length === 2)?.number;
  const runner = createScriptedRunner({ curve });
  const next = harness.again(runner);
  await next.scheduler.recover();
  await next.finish();
  expect(runner.started[0]).toMatchObject({ trial: under, share: 1 / 2 });
  gate.resolve();
});

it('lets a stopped trial go on by hand through all shares', async () => {
  const { finish, scheduler, trials, jobs } = await harnessOf();
  await finish();
  const before = jobs().length;
  await scheduler.resumeTrial(studyId, 1);
  await scheduler.idle(studyId);
  expect(jobs().slice(before)).toEqual([
    [1, 1 / 2],
    [1, 1],
  ]);
  const [first] = await trials();
  expect(first).toMatchObject({ state: 'complete', reason: null });
  expect(first?.value).toBeCloseTo(valueOn(1, 1), 12);
});

it('trains the best again on all rows, on fresh seeds', async () => {
  const { finish, scheduler, trials, runner } = await harnessOf();
  await finish();
  const before = runner.started.length;
  await scheduler.rerun(studyId, [4], 2);
  await scheduler.idle(studyId);
  const again = runner.started.slice(before);
  expect(again.map(({ run, share }) => [run, share])).toEqual([
    [1, 1],
    [2, 1],
  ]);
  expect((await trials())[4]).toMatchObject({ state: 'complete', plannedRuns: 2, rerunOf: 4 });
});

it('says on which share a trial failed or diverged', async () => {
  const { finish, trials } = await harnessOf(
    { trials: 2 },
    {
      curve: (job, epoch) =>
        job.trial === 2 && epoch === 2 ? { 'train.loss': Number.POSITIVE_INFINITY } : curve(job, epoch),
    },
  );
  await finish();
  expect((await trials())[1]).toMatchObject({
    state: 'diverged',
    reason: 'On 25 % of the training rows: Diverged in epoch 2: train.loss is Infinity.',
  });
});
