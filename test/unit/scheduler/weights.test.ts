import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { surplusWeights } from '#main/scheduler/weights.ts';
import { createHarness, type Harness, prepared, studyId, until } from './harness.ts';
import { row } from './rows.ts';
import { createScriptedRunner, type Script } from './scripted-runner.ts';

const file = { path: 'w', epoch: 1 };
const freed = (...rows: Parameters<typeof surplusWeights>[0]) =>
  surplusWeights(rows, 'maximize').map((one) => one.number);

describe('weights that are kept', () => {
  it('are those of the best three complete trials, then of stopped ones', () => {
    const complete = [0.5, 0.9, 0.7, 0.8].map((value, i) =>
      row({ number: i + 1, state: 'complete', value, weights: file }),
    );
    expect(freed(...complete)).toEqual([1]);
    const stopped = row({ number: 9, state: 'stopped', value: 0.99, weights: file });
    expect(freed(...complete.slice(0, 2), stopped)).toEqual([]);
    expect(freed(...complete.slice(0, 3), stopped)).toEqual([9]);
    expect(freed(...complete.slice(0, 3), { ...stopped, reason: 'target' })).toEqual([1]);
  });

  it('by the direction of the objective', () => {
    const rows = [1, 2, 3, 4].map((value) => row({ number: value, state: 'complete', value, weights: file }));
    expect(surplusWeights(rows, 'minimize').map((one) => one.number)).toEqual([4]);
  });

  it('and those of trials that are open or can go on from a checkpoint', () => {
    const best = [7, 8, 9].map((value) => row({ number: value, state: 'complete', value, weights: file }));
    const open = row({ number: 1, state: 'paused', value: 0, weights: file, checkpoint: file });
    const goesOn = row({ number: 2, state: 'stopped', value: 0, weights: file, checkpoint: file });
    expect(freed(...best, open, goesOn)).toEqual([]);
    expect(freed(...best, { ...goesOn, checkpoint: null })).toEqual([2]);
  });

  it('not those of a trial without a value', () => {
    expect(freed(row({ number: 1, state: 'diverged', weights: file }))).toEqual([1]);
  });
});

let harness: Harness | null = null;
afterEach(async () => {
  await harness?.close();
  harness = null;
});

/** Writes the files that a worker would write. */
async function withFiles(script: Partial<Script>, trials: number): Promise<Harness> {
  const put = (path: string) => {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, 'x');
  };
  const runner = createScriptedRunner({
    curve: (job, epoch) => ({ 'validation.accuracy': epoch === 2 ? job.trial / 10 : 0 }),
    weights: (job, epoch) => {
      put(`${job.checkpointPath}.${epoch}`);
      if (epoch !== 2) return null;
      put(`${job.weights?.path}.${epoch}`);
      return epoch;
    },
    ...script,
  });
  harness = await createHarness({ runner, study: prepared({ trials }) });
  return harness;
}
const filesOf = (of: Harness) => readdirSync(join(of.folder, 'checkpoints', studyId)).sort();

it('only the files of the best three trials stay when a study has ended, and the store names them', async () => {
  const { store, finish, ...rest } = await withFiles({}, 5);
  await finish();
  const files = () => filesOf({ store, finish, ...rest });
  await until(() => files().length === 6);
  expect(files()).toEqual(
    // And what these three go on from when they are to have more epochs.
    [3, 4, 5].flatMap((trial) => [`trial-${trial}.checkpoint.3`, `trial-${trial}.weights.2`]),
  );
  const rows = await store.listTrials(studyId);
  expect(rows.map(({ weights }) => weights?.epoch ?? null)).toEqual([null, null, 2, 2, 2]);
  expect(rows[4]?.weights?.path).toBe(join(rest.folder, 'checkpoints', studyId, 'trial-5.weights.2'));
});

it('a trial retried after a crash still has the weights of an earlier best epoch', async () => {
  const crash = { kind: 'crashed', message: 'gone.' } as const;
  const { store, finish } = await withFiles(
    { endAfter: (_job, epoch, run) => (epoch === 3 && run === 1 ? crash : null) },
    1,
  );
  await finish();
  const [trial] = await store.listTrials(studyId);
  expect(trial).toMatchObject({ state: 'complete', attempts: 2, bestEpoch: 2, weights: { epoch: 2 } });
});
