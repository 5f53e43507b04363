import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openStudio, prunedBy, type RealStudio, resultOf, spirals, temporaryFolder } from './support.ts';

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const act of cleanUp.splice(0)) await act();
});

async function open(onEpoch?: (trial: number, epoch: number) => void): Promise<RealStudio> {
  const folder = temporaryFolder();
  const studio = await openStudio(folder.path, onEpoch);
  cleanUp.push(async () => {
    await studio.close();
    folder.remove();
  });
  return studio;
}

const small = { ...spirals, search: { ...spirals.search, trials: 2, pruner: { kind: 'none' } } };

describe('a study of real training', () => {
  it('trains digits on two workers at once, and both learn', async () => {
    const { add, scheduler, store, told } = await open();
    const id = await add({
      version: 1,
      name: 'Digits',
      data: { source: 'sample', name: 'digits', subset: { rows: 1500 } },
      settings: {
        'model.units': { type: 'int', low: 32, high: 64 },
        'optimizer.learningRate': { type: 'float', low: 1e-3, high: 1e-2, scale: 'log' },
        'training.epochs': 3,
      },
      search: { sampler: { kind: 'random' }, trials: 4, parallel: 2, seed: 1 },
    });
    const pids = new Set<number>();
    await scheduler.start(id);
    const timer = setInterval(() => {
      for (const lane of scheduler.progress(id)?.lanes ?? []) if (lane.pid !== null) pids.add(lane.pid);
    }, 5);
    await scheduler.idle(id);
    clearInterval(timer);
    const trials = await store.listTrials(id);
    expect(trials.map((row) => [row.state, row.lastEpoch])).toEqual(Array(4).fill(['complete', 3]));
    for (const { value } of trials) expect(value).toBeGreaterThan(0.7);
    expect(pids.size).toBe(2);
    expect(told.studies.at(-1)).toMatchObject({ state: 'finished', counts: { complete: 4 }, engine: { name: 'onnx' } });
  });

  it('gives the same trials and bit-equal metrics again', async () => {
    const results = [];
    for (let i = 0; i < 2; i++) {
      const { add, scheduler, store } = await open();
      const id = await add(spirals);
      await scheduler.start(id);
      await scheduler.idle(id);
      results.push(await resultOf(store, id));
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[0]?.trials).toHaveLength(8);
  });

  it('with asha promotes trials from their checkpoints, bit-equal to training without a pause, and leaves none of the others', async () => {
    const folder = temporaryFolder();
    const paused = await openStudio(folder.path);
    cleanUp.push(async () => {
      await paused.close();
      folder.remove();
    });
    const whole = await open();
    const id = await paused.add(prunedBy('asha'));
    await paused.scheduler.start(id);
    await paused.scheduler.idle(id);
    await whole.scheduler.start(await whole.add(prunedBy('none')));
    await whole.scheduler.idle(id);
    const [found, expected] = [await resultOf(paused.store, id), await resultOf(whole.store, id)];
    const promoted = paused.told.log.filter((message) => message.startsWith('Goes on after epoch '));
    expect(promoted.length).toBeGreaterThan(0);
    const complete = found.trials.filter(({ state }) => state === 'complete');
    expect(complete).toHaveLength(1);
    for (const { trial, key, steps, values } of found.curves) {
      const same = expected.curves.find((curve) => curve.trial === trial && curve.key === key);
      expect([...values]).toEqual([...(same?.values ?? [])].slice(0, steps.length));
    }
    const checkpoints = () =>
      readdirSync(join(folder.path, 'checkpoints', id)).filter((name) => name.includes('.checkpoint.'));
    await expect.poll(checkpoints).toEqual(complete.map(({ number }) => `trial-${number}.checkpoint.12`));
  });

  it('leaves of complete trials what the best three go on from, and the weights of their best epochs', async () => {
    const folder = temporaryFolder();
    const studio = await openStudio(folder.path);
    cleanUp.push(async () => {
      await studio.close();
      folder.remove();
    });
    const settings = { ...small.settings, 'training.epochs': 2 };
    const id = await studio.add({ ...small, settings, search: { ...small.search, trials: 5 } });
    await studio.scheduler.start(id);
    await studio.scheduler.idle(id);
    const rows = await studio.store.listTrials(id);
    const best = rows.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, 3);
    const kept = best.map(({ number }) => number).sort();
    expect(rows.map((row) => [row.state, row.checkpoint?.epoch ?? null])).toEqual(
      rows.map(({ number }) => ['complete', kept.includes(number) ? 2 : null]),
    );
    // The files go after the store no longer names them.
    const left = rows
      .filter(({ number }) => kept.includes(number))
      .flatMap(({ number, bestEpoch }) => [`trial-${number}.checkpoint.2`, `trial-${number}.weights.${bestEpoch}`]);
    await expect.poll(() => readdirSync(join(folder.path, 'checkpoints', id)).sort()).toEqual(left);
  });

  it('a worker killed by somebody is replaced, and the curve is whole and the same', async () => {
    const undisturbed = await open();
    const id = await undisturbed.add(small);
    await undisturbed.scheduler.start(id);
    await undisturbed.scheduler.idle(id);

    let killed = false;
    const studio = await open((trial, epoch) => {
      if (trial !== 1 || epoch < 4 || killed) return;
      killed = true;
      process.kill(studio.scheduler.progress(id)?.lanes[0]?.pid ?? 0, 'SIGKILL');
    });
    await studio.add(small);
    await studio.scheduler.start(id);
    await studio.scheduler.idle(id);
    expect(killed).toBe(true);
    expect((await studio.store.listTrials(id))[0]).toMatchObject({ state: 'complete', attempts: 2 });
    expect(studio.told.log.join('\n')).toMatch(/SIGKILL.* Trial 1 is tried again from epoch \d+\./);
    expect(await resultOf(studio.store, id)).toEqual(await resultOf(undisturbed.store, id));
    const epochs = studio.told.epochs.filter(([trial]) => trial === 1).map(([, epoch]) => epoch);
    expect(epochs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(await keptBytes(studio, id)).toEqual(await keptBytes(undisturbed, id));
  });

  it('paused and resumed, it gives the same as one never paused', async () => {
    const undisturbed = await open();
    const id = await undisturbed.add(spirals);
    await undisturbed.scheduler.start(id);
    await undisturbed.scheduler.idle(id);

    let pauses = 0;
    const studio = await open((trial, epoch) => {
      if ((trial === 1 && epoch === 3) || (trial === 4 && epoch === 1 && pauses === 1)) {
        pauses++;
        void studio.scheduler.pause(id);
      }
    });
    await studio.add(spirals);
    for (let starts = 0; starts < 3; starts++) {
      await studio.scheduler.start(id);
      await studio.scheduler.idle(id);
    }
    expect(pauses).toBe(2);
    expect(await resultOf(studio.store, id)).toEqual(await resultOf(undisturbed.store, id));
    expect(await keptBytes(studio, id)).toEqual(await keptBytes(undisturbed, id));
  });

  it('a learning rate far too large ends as diverged, and the study goes on', async () => {
    const { add, scheduler, store } = await open();
    const id = await add({
      ...small,
      id: 'diverging',
      settings: {
        ...small.settings,
        'optimizer.name': 'sgd',
        'optimizer.learningRate': { type: 'float', low: 1e-2, high: 1e30, scale: 'log' },
      },
      search: {
        ...small.search,
        enqueue: [{ 'model.units': 16, 'model.dropout': 0, 'optimizer.learningRate': 0.1 }],
      },
    });
    await scheduler.enqueue(id, { 'model.units': 16, 'model.dropout': 0, 'optimizer.learningRate': 1e30 });
    await scheduler.start(id);
    await scheduler.idle(id);
    const trials = await store.listTrials(id);
    expect(trials[0]).toMatchObject({
      state: 'diverged',
      reason: expect.stringMatching(/^Diverged in epoch \d+ at step \d+/),
    });
    expect(trials[1]?.state).toBe('complete');
  });

  it('one trial stopped by hand ends at its epoch, the other goes on', async () => {
    const studio = await open((trial, epoch) => {
      if (trial === 1 && epoch === 2) void studio.scheduler.stopTrial(id, 1);
    });
    const id = await studio.add({
      ...small,
      settings: { ...small.settings, 'training.epochs': 60 },
      search: { ...small.search, parallel: 2 },
    });
    await studio.scheduler.start(id);
    await studio.scheduler.idle(id);
    const [first, second] = await studio.store.listTrials(id);
    expect(first).toMatchObject({ state: 'stopped', reason: 'user' });
    expect(first?.lastEpoch).toBeLessThan(60);
    expect(first?.checkpoint?.epoch).toBe(first?.lastEpoch);
    expect(second).toMatchObject({ state: 'complete', lastEpoch: 60 });
  });
});

/** Weights files of the trials that have one: those of the best epoch. */
async function keptBytes({ store }: RealStudio, id: string): Promise<Buffer[]> {
  const rows = (await store.listTrials(id)).filter(({ weights }) => weights !== null);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map(({ weights }) => weights?.epoch)).toEqual(rows.map(({ bestEpoch }) => bestEpoch));
  return rows.map(({ weights }) => readFileSync(weights?.path ?? ''));
}
