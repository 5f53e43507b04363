import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { openStudio, resultOf, spirals, temporaryFolder } from './support.ts';

const folders: { remove(): void }[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

function folder(): string {
  const made = temporaryFolder();
  folders.push(made);
  return made.path;
}

/** Runs a host on the folder and kills it once it has told `epochs` epochs; what it told, and whether it came to its end. */
async function runHost(path: string, epochs: number, ...kind: string[]): Promise<{ told: string[]; ended: boolean }> {
  const host = spawn(process.execPath, [resolve('test/integration/scheduler/host.ts'), path, ...kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise((done) => host.once('exit', done));
  const told: string[] = [];
  let ended = false;
  for await (const line of createInterface(host.stdout)) {
    if (line.startsWith('epoch ') && told.length < epochs) told.push(line.slice(6));
    if (line === 'done') ended = true;
    if (told.length >= epochs) host.kill('SIGKILL');
  }
  await gone;
  return { told, ended };
}

/** What a study's trials came to, as the store has it. */
async function storedIn(path: string) {
  const studio = await openStudio(path);
  const result = await resultOf(studio.store, spirals.id);
  await studio.close();
  return result;
}

it.each([
  'median',
  // Killed right after epochs that are rungs (1, 3, 9), and in between: what waits there still does.
  'asha',
])(
  'a host killed again and again loses no epoch, repeats none, and gives the same values as one left alone: %s',
  async (pruner) => {
    const calm = folder();
    expect((await runHost(calm, Number.POSITIVE_INFINITY, pruner)).ended).toBe(true);
    const killed = folder();
    const told: string[] = [];
    for (const epochs of [3, 9, 20]) told.push(...(await runHost(killed, epochs, pruner)).told);
    const last = await runHost(killed, Number.POSITIVE_INFINITY, pruner);
    expect(last.ended).toBe(true);
    told.push(...last.told);
    // What was told was stored: no epoch was told twice, by whichever host.
    expect(new Set(told).size).toBe(told.length);

    const [expected, found] = [await storedIn(calm), await storedIn(killed)];
    const states = found.trials.map(({ state }) => state);
    expect(states).not.toContain('running');
    expect(expected.trials).toHaveLength(8);
    expect(found).toEqual(expected);
  },
);

it('a host killed in the middle of a run goes on in it, and all runs come out as if it had been left alone', async () => {
  const calm = folder();
  expect((await runHost(calm, Number.POSITIVE_INFINITY, 'repeats')).ended).toBe(true);
  const killed = folder();
  const told: string[] = [];
  // In the second run of the first trial, in its third, and in the second run of the second trial.
  for (const epochs of [7, 5, 10]) told.push(...(await runHost(killed, epochs, 'repeats')).told);
  expect(told.slice(0, 7).at(-1)).toBe('1 2 2');
  const last = await runHost(killed, Number.POSITIVE_INFINITY, 'repeats');
  expect(last.ended).toBe(true);
  told.push(...last.told);
  expect(new Set(told).size).toBe(told.length);

  const [expected, found] = [await storedIn(calm), await storedIn(killed)];
  expect(found).toEqual(expected);
  for (const { state, seed, runs, value } of expected.trials) {
    expect(state).toBe('complete');
    expect(runs.map((run) => run.state)).toEqual(['complete', 'complete', 'complete']);
    expect(runs[0]?.seed).toBe(seed);
    expect(new Set(runs.map((run) => run.seed)).size).toBe(3);
    // Of one configuration on three seeds: near each other, and not the same.
    expect(new Set(runs.map((run) => run.value)).size).toBeGreaterThan(1);
    expect(value).toBeCloseTo(runs.reduce((sum, run) => sum + (run.value ?? Number.NaN), 0) / 3, 12);
  }
});

it('a trial of an earlier stage that went on by hand goes on after the host was killed, and the study is what it was', async () => {
  const result = async (path: string) => {
    const studio = await openStudio(path);
    const { state, reason, afterwards } = (await studio.store.getStudy(spirals.id)) ?? {};
    await studio.close();
    return { ...(await storedIn(path)), study: { state, reason, afterwards } };
  };
  const whole = Number.POSITIVE_INFINITY;
  const [calm, killed] = [folder(), folder()];
  for (const path of [calm, killed]) expect((await runHost(path, whole, 'stages')).ended).toBe(true);
  const before = await result(killed);
  expect(before.trials.map(({ state, reason, lastEpoch }) => [state, reason, lastEpoch])).toEqual(
    before.trials.map(() => ['stopped', 'pruned', 1]),
  );
  expect((await runHost(calm, whole, 'stages', '1')).ended).toBe(true);

  const told = [...(await runHost(killed, 3, 'stages', '1')).told, ...(await runHost(killed, 4, 'stages')).told];
  const last = await runHost(killed, whole, 'stages');
  expect(last.ended).toBe(true);
  told.push(...last.told);
  // It goes on where it was, without being stopped again, and nothing else is trained.
  expect(told.filter((epoch) => !/^1 \d+ 1$/.test(epoch))).toEqual([]);
  expect(new Set(told).size).toBe(told.length);
  const found = await result(killed);
  expect(found).toEqual(await result(calm));
  expect(found.trials[0]).toMatchObject({ state: 'complete', lastEpoch: 12 });
  expect(found.trials.slice(1)).toEqual(before.trials.slice(1));
  expect(found.study).toEqual(before.study);
});

it('what a killed host left is never "running" on the next start, even before the study goes on', async () => {
  const path = folder();
  await runHost(path, 5);
  const studio = await openStudio(path);
  expect(await studio.scheduler.recover()).toEqual([spirals.id]);
  const row = await studio.store.getStudy(spirals.id);
  const trials = await studio.store.listTrials(spirals.id);
  const curves = await studio.store.readMetrics(spirals.id, { keys: ['train.loss'] });
  await studio.close();
  expect(row).toMatchObject({
    state: 'paused',
    reason: 'The program ended while the study was running; start it to go on.',
  });
  expect(trials.at(-1)).toMatchObject({ state: 'queued', worker: null });
  for (const trial of trials) {
    const stored = curves.find((curve) => curve.trial === trial.number)?.steps ?? [];
    expect([...stored]).toEqual(Array.from({ length: trial.lastEpoch }, (_, i) => i + 1));
  }
});
