import { afterEach, describe, expect, it } from 'vitest';
import type { PreparedStudy } from '#main/scheduler/prepared.ts';
import { epochTaken, planRuns, runBegun, runCompleted, runMoved } from '#main/scheduler/runs.ts';
import { createPruner } from '#main/search/index.ts';
import type { Pruner } from '#main/search/search.ts';
import { deriveSeed } from '#shared/num/random.ts';
import { createHarness, deferred, type Harness, studyId, until } from './harness.ts';
import { row } from './rows.ts';
import { createScriptedRunner, type Script } from './scripted-runner.ts';

describe('the plan of a trial', () => {
  it('keeps the seed of the first run, derives the others, and goes through the folds in turn', () => {
    const plan = planRuns({ number: 1, rerunOf: null, seed: 5, plannedRuns: 4 }, { folds: 2, pruner: null });
    expect(plan.map(({ run, fold }) => [run, fold])).toEqual([
      [1, 1],
      [2, 2],
      [3, 1],
      [4, 2],
    ]);
    const seeds = plan.map(({ seed }) => seed);
    expect(seeds[0]).toBe(5);
    expect(new Set(seeds).size).toBe(4);
    expect(
      planRuns({ number: 1, rerunOf: null, seed: 5, plannedRuns: 4 }, { folds: null, pruner: null }).map(
        ({ seed }) => seed,
      ),
    ).toEqual(seeds);
    expect(planRuns({ number: 1, rerunOf: null, seed: 5, plannedRuns: 1 }, { folds: null, pruner: null })).toEqual([
      { run: 1, seed: 5, fold: null, share: 1 },
    ]);
  });
});

describe('the row of a trial', () => {
  const objective = { metric: 'm', direction: 'maximize', pick: 'best' } as const;

  it('has the mean of its complete runs, and the median of their epochs once all are complete', () => {
    let now = row({ plannedRuns: 3, lastEpoch: 0, checkpoint: null });
    const [one, two, three] = planRuns(now, { folds: null, pruner: null });
    const train = (values: number[]) => {
      values.forEach((m, i) => {
        now = { ...now, ...epochTaken(now, i + 1, { m }, { objective }).change };
      });
    };
    const begin = (planned: typeof one) => {
      if (planned) now = { ...now, ...runBegun(now, planned) };
    };
    begin(one);
    train([0.1, 0.5, 0.2]);
    expect(now).toMatchObject({ value: 0.5, bestEpoch: 2, lastEpoch: 3 });
    now = { ...now, checkpoint: { path: '/c', epoch: 3 } };
    now = { ...now, ...runCompleted(now) };
    expect(now).toMatchObject({ value: 0.5, checkpoint: null });
    begin(two);
    expect(now).toMatchObject({ value: 0.5, bestEpoch: 2, lastEpoch: 0 });
    train([0.9, 0.1, 0.3]);
    expect(now).toMatchObject({ value: 0.5, bestEpoch: 2, lastEpoch: 3 });
    now = { ...now, ...runCompleted(now) };
    expect(now.value).toBeCloseTo(0.7, 12);
    begin(three);
    train([0.1]);
    const stopped = { ...now, ...runMoved(now, 'stopped') };
    expect(stopped.runs.map(({ state }) => state)).toEqual(['complete', 'complete', 'stopped']);
    expect(stopped.value).toBeCloseTo(0.7, 12);
    expect({ ...stopped, ...runMoved(stopped, 'queued') }.runs.at(-1)?.state).toBe('running');
    train([0.1, 0.2, 0.3]);
    now = { ...now, checkpoint: { path: '/c', epoch: 3 }, ...runCompleted(now) };
    expect(now.value).toBeCloseTo((0.5 + 0.9 + 0.3) / 3, 12);
    expect(now).toMatchObject({ bestEpoch: 2, checkpoint: { epoch: 3 } });
  });

  it('of one run has no list of runs', () => {
    const one = row({ lastEpoch: 0 });
    expect(epochTaken(one, 1, { m: 3 }, { objective })).toEqual({
      change: { lastEpoch: 1, value: 3, bestEpoch: 1 },
      isPicked: true,
    });
    expect(runMoved(one, 'stopped')).toEqual({});
  });
});

const open: Harness[] = [];
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

/** Runs of a trial end at values of their own. */
const curve: Script['curve'] = ({ trial, run }, epoch) => ({
  'train.loss': 1,
  'validation.accuracy': 0.1 * epoch + 0.01 * run + 0.001 * trial,
});
const meanValue = (trial: number, runs: number[]) =>
  runs.reduce((sum, run) => sum + 0.3 + 0.01 * run + 0.001 * trial, 0) / runs.length;

async function started(study: Partial<PreparedStudy>, script: Partial<Script> = {}) {
  const runner = createScriptedRunner({ curve, ...script });
  const harness = await createHarness({ runner, study: { trials: 2, repeats: 3, ...study } });
  open.push(harness);
  const trials = () => harness.store.listTrials(studyId);
  return { ...harness, harness, runner, trials };
}

describe('a study with repeats', () => {
  it('trains each trial run by run on seeds of their own, and its value is the mean', async () => {
    const { finish, runner, trials, store, progress } = await started({});
    await finish();
    expect(runner.started.map(({ trial, run }) => [trial, run])).toEqual(
      [1, 2].flatMap((t) => [1, 2, 3].map((r) => [t, r])),
    );
    const rows = await trials();
    const [first] = rows;
    expect(first?.runs.map(({ run, state, lastEpoch }) => [run, state, lastEpoch])).toEqual([
      [1, 'complete', 3],
      [2, 'complete', 3],
      [3, 'complete', 3],
    ]);
    expect(runner.started.map(({ seed }) => seed)).toEqual(rows.flatMap(({ runs }) => runs.map(({ seed }) => seed)));
    expect(first?.seed).toBe(deriveSeed(7, 1, 'trial'));
    expect(first?.runs[0]?.seed).toBe(first?.seed);
    expect(rows.map(({ state }) => state)).toEqual(['complete', 'complete']);
    for (const { number, value } of rows) expect(value).toBeCloseTo(meanValue(number, [1, 2, 3]), 12);
    const key = 'validation.accuracy';
    const curves = await store.readMetrics(studyId, { keys: [key], runs: 'all' });
    expect(curves.map(({ trial, run = 1, values }) => [trial, run, values.at(-1)])).toEqual(
      [1, 2].flatMap((t) => [1, 2, 3].map((r) => [t, r, expect.closeTo(meanValue(t, [r]), 12)])),
    );
    expect(progress.at(-1)).toMatchObject({ epochsDone: 18, remaining: 0, savedShare: 0 });
    // Weights and checkpoints of one run are never another's.
    expect(new Set(runner.started.filter(({ trial }) => trial === 1).map((job) => job.checkpointPath)).size).toBe(3);
    expect(runner.started.map(({ weights }) => weights !== null)).toEqual([true, false, false, true, false, false]);
  });

  it('goes through the folds, each with its own data', async () => {
    const { finish, runner, trials } = await started({ repeats: 2, folds: 2, datasets: ['/one', '/two'], trials: 1 });
    await finish();
    expect(runner.started.map(({ run, fold, dataset }) => [run, fold, dataset])).toEqual([
      [1, 1, '/one'],
      [2, 2, '/two'],
      [3, 1, '/one'],
      [4, 2, '/two'],
    ]);
    expect((await trials())[0]).toMatchObject({ plannedRuns: 4, state: 'complete' });
  });

  it('counts the epochs of all runs, and says which one trains', async () => {
    const gate = deferred();
    const { scheduler, finish } = await started(
      {},
      { gate: ({ trial, run }, epoch) => (trial === 1 && run === 2 && epoch === 2 ? gate.promise : Promise.resolve()) },
    );
    await scheduler.start(studyId);
    await until(() => scheduler.progress(studyId)?.epochsDone === 4);
    expect(scheduler.progress(studyId)?.lanes[0]).toMatchObject({ trial: 1, epoch: 1, epochs: 3, run: 2, runs: 3 });
    gate.resolve();
    await finish();
  });

  it('has the pruner judge the first run only', async () => {
    const asked: [number, number][] = [];
    const pruner: Pruner = {
      kind: 'watching',
      judge(trial, step) {
        asked.push([trial.number, step]);
        return trial.number === 2 && step === 2 ? { prune: true, why: 'it is the second' } : { prune: false };
      },
    };
    // The first run of the first trial stops early by itself: its later runs come to epochs that nobody has judged.
    const endAfter: Script['endAfter'] = ({ trial, run }, epoch) =>
      trial === 1 && run === 1 && epoch === 1 ? { kind: 'complete', epoch } : null;
    const { finish, runner, trials } = await started({ pruner }, { endAfter });
    await finish();
    expect(asked).toEqual([
      [1, 1],
      [2, 1],
      [2, 2],
    ]);
    expect(runner.started.filter(({ trial }) => trial === 2)).toHaveLength(1);
    expect((await trials())[1]).toMatchObject({ state: 'stopped', reason: 'pruned', runs: [{ state: 'stopped' }] });
  });

  it('promotes a trial that waits at a rung, which then trains all its runs', async () => {
    const { finish, trials } = await started({
      trials: 4,
      repeats: 2,
      pruner: createPruner({ kind: 'asha', minEpochs: 1, reductionFactor: 2 } as Parameters<typeof createPruner>[0]),
      resolve: (params) => ({ ...params, 'training.epochs': 4 }),
    });
    await finish();
    const rows = await trials();
    const complete = rows.filter(({ state }) => state === 'complete');
    expect(complete.length).toBeGreaterThan(0);
    for (const { runs } of complete) expect(runs.map(({ lastEpoch }) => lastEpoch)).toEqual([4, 4]);
    for (const { runs, state } of rows) if (state === 'stopped') expect(runs).toHaveLength(1);
  });

  it('ends a trial whose second run diverges or fails, and says in which', async () => {
    const { finish, trials } = await started(
      {},
      {
        curve: (job, epoch) =>
          job.trial === 1 && job.run === 2 && epoch === 2 ? { 'train.loss': Number.NaN } : curve(job, epoch),
        endAfter: ({ trial, run }, epoch) =>
          trial === 2 && run === 3 && epoch === 1 ? { kind: 'failed', message: 'It cannot.' } : null,
      },
    );
    await finish();
    const [first, second] = await trials();
    expect(first).toMatchObject({
      state: 'diverged',
      reason: 'In run 2 of 3: Diverged in epoch 2: train.loss is NaN.',
    });
    expect(first?.runs.map(({ state }) => state)).toEqual(['complete', 'diverged']);
    expect(first?.value).toBeCloseTo(meanValue(1, [1]), 12);
    expect(second).toMatchObject({ state: 'failed', reason: 'In run 3 of 3: It cannot.' });
    expect(second?.value).toBeCloseTo(meanValue(2, [1, 2]), 12);
  });

  it('tries a run that crashed again from its own checkpoint', async () => {
    const { finish, trials, runner } = await started(
      { trials: 1 },
      {
        endAfter: ({ run }, epoch, start) =>
          run === 2 && epoch === 2 && start === 2 ? { kind: 'crashed', message: 'Gone.' } : null,
      },
    );
    await finish();
    expect(runner.started.map(({ run, resumeFrom }) => [run, resumeFrom?.split('/').at(-1) ?? null])).toEqual([
      [1, null],
      [2, null],
      [2, 'trial-1.run-2.checkpoint.1'],
      [3, null],
    ]);
    const [row1] = await trials();
    expect(row1).toMatchObject({ state: 'complete', attempts: 2 });
    expect(row1?.value).toBeCloseTo(meanValue(1, [1, 2, 3]), 12);
  });

  it('stopped by hand in its second run keeps the first, and goes on in the second', async () => {
    const gate = deferred();
    const { scheduler, trials, runner } = await started(
      { trials: 1 },
      { gate: ({ run }, epoch) => (run === 2 && epoch === 2 ? gate.promise : Promise.resolve()) },
    );
    await scheduler.start(studyId);
    await until(() => scheduler.progress(studyId)?.lanes[0]?.run === 2);
    await scheduler.stopTrial(studyId, 1);
    gate.resolve();
    await scheduler.idle(studyId);
    const [stopped] = await trials();
    expect(stopped).toMatchObject({ state: 'stopped', reason: 'user' });
    expect(stopped?.runs.map(({ state }) => state)).toEqual(['complete', 'stopped']);
    expect(stopped?.value).toBeCloseTo(meanValue(1, [1]), 12);
    await scheduler.resumeTrial(studyId, 1);
    await scheduler.idle(studyId);
    const [whole] = await trials();
    expect(whole).toMatchObject({ state: 'complete', reason: null });
    expect(whole?.value).toBeCloseTo(meanValue(1, [1, 2, 3]), 12);
    expect(runner.started.map(({ run }) => run)).toEqual([1, 2, 2, 3]);
  });

  it('paused in the last epoch of a run begins the next one when it goes on', async () => {
    const gate = deferred();
    const { scheduler, trials, runner } = await started(
      { trials: 1 },
      { gate: ({ run }, epoch) => (run === 1 && epoch === 3 ? gate.promise : Promise.resolve()) },
    );
    await scheduler.start(studyId);
    await until(() => scheduler.progress(studyId)?.lanes[0]?.epoch === 2);
    await scheduler.pause(studyId);
    gate.resolve();
    await scheduler.idle(studyId);
    expect((await trials())[0]).toMatchObject({ state: 'paused', runs: [{ state: 'complete' }] });
    await scheduler.start(studyId);
    await scheduler.idle(studyId);
    expect((await trials())[0]).toMatchObject({ state: 'complete' });
    expect(runner.started.map(({ run, resumeFrom }) => [run, resumeFrom])).toEqual([
      [1, null],
      [2, null],
      [3, null],
    ]);
  });

  it('of which the host was killed in the second run goes on there, and its first is left alone', async () => {
    const gate = deferred();
    const { harness, scheduler, store, trials } = await started(
      { trials: 1 },
      { gate: ({ run }, epoch) => (run === 2 && epoch === 3 ? gate.promise : Promise.resolve()) },
    );
    await scheduler.start(studyId);
    await until(async () => {
      const [one] = await trials();
      return one?.runs.length === 2 && one.lastEpoch === 2;
    });
    // The row lags behind the curves by an epoch, as after a kill.
    await store.updateTrial(studyId, 1, { checkpoint: { path: `${harness.folder}/c.1`, epoch: 1 }, lastEpoch: 1 });
    const runner = createScriptedRunner({ curve });
    const next = harness.again(runner);
    expect(await next.scheduler.recover()).toEqual([studyId]);
    expect((await trials())[0]).toMatchObject({ state: 'queued', lastEpoch: 2 });
    await next.finish();
    expect(runner.started.map(({ run, resumeFrom }) => [run, resumeFrom?.split('/').at(-1) ?? null])).toEqual([
      [2, 'c.1'],
      [3, null],
    ]);
    const [whole] = await trials();
    expect(whole?.value).toBeCloseTo(meanValue(1, [1, 2, 3]), 12);
    const curves = await store.readMetrics(studyId, { keys: ['train.loss'], runs: 'all' });
    expect(curves.map(({ run = 1, steps }) => [run, [...steps]])).toEqual([1, 2, 3].map((run) => [run, [1, 2, 3]]));
  });

  it('reaches its target by the mean of all runs, not by a lucky one', async () => {
    // The first run comes to 0.34, the mean of the three to 0.32.
    const script = { curve: ({ run }: { run: number }) => ({ 'validation.accuracy': 0.36 - 0.02 * run }) };
    const stop = { minutes: null, noImprovement: null };
    const lucky = await started({ stop: { ...stop, target: 0.33 } }, script);
    await lucky.finish();
    expect((await lucky.trials()).map(({ state }) => state)).toEqual(['complete', 'complete']);
    const reached = await started({ stop: { ...stop, target: 0.319 } }, script);
    await reached.finish();
    expect(await reached.trials()).toHaveLength(1);
    expect((await reached.study()).reason).toContain('0.319');
  });
});
