// How a study uses the cores: measured once, stored, shown, and shared with the other studies that run.
import { afterEach, describe, expect, it } from 'vitest';
import { openStudio, type RealStudio, temporaryFolder } from './support.ts';

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanup.splice(0).reverse()) await undo();
});

const dropout = { type: 'float', low: 0, high: 0.7 };
/** Long enough for measuring to be worth while: some minutes. */
const long = (change: Record<string, unknown> = {}) => ({
  version: 1,
  id: 'long',
  data: { source: 'sample', name: 'digits', subset: { rows: 2000 } },
  settings: { 'model.family': 'cnn', 'training.epochs': 60, 'training.batchSize': 32, 'model.dropout': dropout },
  search: { trials: 40, seed: 1, sampler: { kind: 'random' } },
  ...change,
});
const short = {
  version: 1,
  id: 'short',
  data: { source: 'sample', name: 'spirals' },
  settings: { 'model.dropout': dropout },
};

async function open(): Promise<RealStudio> {
  const folder = temporaryFolder();
  cleanup.push(() => folder.remove());
  const studio = await openStudio(folder.path);
  cleanup.push(() => studio.close());
  return studio;
}

describe('threads that are left to Vernier', () => {
  it('are measured at the first start, kept with the study and not measured again', async () => {
    const { add, scheduler, store, told } = await open();
    const id = await add(long());
    await scheduler.start(id);
    const plan = (await store.getStudy(id))?.engine?.plan;
    expect(plan?.measured.map(({ processes, threads }) => [processes, threads])).toEqual([
      [2, 1],
      [1, 2],
    ]);
    for (const { stepsPerSecond } of plan?.measured ?? []) expect(stepsPerSecond).toBeGreaterThan(1);
    expect(scheduler.summary(id)).toMatchObject({ parallel: plan?.processes, engine: { threads: plan?.threads } });
    await scheduler.stop(id, true);
    await scheduler.idle(id);
    const measured = told.log.filter((line) => line.startsWith('Measured steps a second'));
    expect(measured).toEqual([plan?.why]);

    await scheduler.start(id, { trials: 50 });
    expect((await store.getStudy(id))?.engine?.plan).toEqual(plan);
    await scheduler.stop(id, true);
    await scheduler.idle(id);
    expect(told.log.filter((line) => line.startsWith('Measured'))).toHaveLength(1);
  });

  it('are one for a short study, with the reason, and what the user names is obeyed without a plan', async () => {
    const { add, scheduler, store } = await open();
    const id = await add(short);
    await scheduler.start(id);
    expect((await store.getStudy(id))?.engine).toMatchObject({
      threads: 1,
      plan: { why: expect.stringMatching(/the study is short/) },
    });
    await scheduler.stop(id, true);
    const named = await add({ ...short, id: 'named', engine: { threads: 2 } });
    await scheduler.start(named);
    const engine = (await store.getStudy(named))?.engine;
    expect(engine).toMatchObject({ threads: 2 });
    expect(engine).not.toHaveProperty('plan');
    await scheduler.stop(named, true);
  });
});

describe('two studies at once', () => {
  it('share the cores, and the one that stays gets all of them back', async () => {
    const { add, scheduler } = await open();
    const first = await add(long({ id: 'first', engine: { threads: 1 } }));
    const second = await add(long({ id: 'second', engine: { threads: 1 } }));
    await scheduler.start(first);
    expect(scheduler.summary(first)?.parallel).toBe(2);
    await scheduler.start(second);
    expect([scheduler.summary(first)?.parallel, scheduler.summary(second)?.parallel]).toEqual([1, 1]);
    await scheduler.stop(first, true);
    await scheduler.idle(first);
    expect(scheduler.summary(second)?.parallel).toBe(2);
    // A number that the user names stays, whoever else runs.
    await scheduler.setParallel(second, 3);
    await scheduler.start(first, { trials: 60 });
    expect([scheduler.summary(first)?.parallel, scheduler.summary(second)?.parallel]).toEqual([1, 3]);
    await Promise.all([scheduler.stop(first, true), scheduler.stop(second, true)]);
  });
});
