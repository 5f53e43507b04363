// A trial that goes on for more epochs, with real workers: bit by bit the trial that was planned so from the start.
import { afterEach, expect, it } from 'vitest';
import { openStudio, resultOf, spirals, temporaryFolder } from './support.ts';

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const act of cleanUp.splice(0)) await act();
});

/** One trial of 4 epochs, and what else is asked for. */
function oneTrial({ rows = 600, ...settings }: Readonly<Record<string, unknown>>) {
  return {
    ...spirals,
    data: { ...spirals.data, rows },
    settings: { ...spirals.settings, 'training.epochs': 4, ...settings },
    search: { sampler: { kind: 'random' }, pruner: { kind: 'none' }, trials: 1, parallel: 1, seed: 3 },
  };
}

async function finished(settings: Readonly<Record<string, unknown>>) {
  const folder = temporaryFolder();
  const studio = await openStudio(folder.path);
  cleanUp.push(async () => {
    await studio.close();
    folder.remove();
  });
  const id = await studio.add(oneTrial(settings));
  await studio.scheduler.start(id);
  await studio.scheduler.idle(id);
  return { ...studio, id };
}

const curvesOf = async ({ store, id }: Awaited<ReturnType<typeof finished>>) => (await resultOf(store, id)).curves;

it.each([
  ['with a constant rate', {}, {}],
  [
    'with a cosine that begins anew after its epochs',
    { 'schedule.kind': 'cosine', 'schedule.minimum': 1e-4 },
    { 'schedule.epochs': 4 },
  ],
])('goes on bit-equal to one planned longer, %s', async (_, settings, longer) => {
  const short = await finished(settings);
  await short.scheduler.extendTrial(short.id, 1, 3);
  await short.scheduler.idle(short.id);
  const whole = await finished({ ...settings, ...longer, 'training.epochs': 7 });
  expect(await curvesOf(short)).toEqual(await curvesOf(whole));
  const [trial] = await short.store.listTrials(short.id);
  const [planned] = await whole.store.listTrials(whole.id);
  expect(trial).toMatchObject({ state: 'complete', lastEpoch: 7, epochs: 7, value: planned?.value });
  // Its settings are those of that trial: exported, it is trained so again.
  expect(trial?.settings).toEqual(planned?.settings);
  expect(trial?.continued).toMatchObject([{ epoch: 4, planned: 4 }]);
  expect(await short.store.getStudy(short.id)).toMatchObject({ state: 'finished' });
});

it('un-stopped, a trial goes on from its checkpoint to its planned epochs as if it had not been stopped', async () => {
  // Long enough to be stopped in the middle.
  const slow = { rows: 3000, 'training.epochs': 12 };
  const stopped = await (async () => {
    const folder = temporaryFolder();
    const studio = await openStudio(folder.path, (trial, epoch) => {
      if (epoch === 2) void studio.scheduler.stopTrial('spirals', trial);
    });
    cleanUp.push(async () => {
      await studio.close();
      folder.remove();
    });
    const id = await studio.add(oneTrial(slow));
    await studio.scheduler.start(id);
    await studio.scheduler.idle(id);
    return { ...studio, id };
  })();
  const [before] = await stopped.store.listTrials(stopped.id);
  expect(before).toMatchObject({ state: 'stopped', reason: 'user' });
  await stopped.scheduler.resumeTrial(stopped.id, 1);
  await stopped.scheduler.idle(stopped.id);
  const whole = await finished(slow);
  expect(await curvesOf(stopped)).toEqual(await curvesOf(whole));
  expect((await stopped.store.listTrials(stopped.id))[0]).toMatchObject({
    ...{ state: 'complete', lastEpoch: 12 },
    continued: [{ epoch: before?.lastEpoch }],
  });
});
