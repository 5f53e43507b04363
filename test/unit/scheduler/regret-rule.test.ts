// A study that ends when nothing but luck is left to gain: with the real search thread, and trials that take no time.
import { afterEach, expect, it } from 'vitest';
import { regretRule } from '#main/host/regret-rule.ts';
import type { PreparedStudy } from '#main/scheduler/index.ts';
import { createSampler } from '#main/search/index.ts';
import type { History } from '#main/search/search.ts';
import { createSearchThread, type RegretBounds, type SearchThread } from '#main/search-thread/client.ts';
import { createHarness, type Harness, prepared, studyId } from './harness.ts';
import { createScriptedRunner } from './scripted-runner.ts';

const open: Harness[] = [];
const threads: SearchThread[] = [];
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
  for (const thread of threads.splice(0)) await thread.close();
});

const { space, objective } = prepared();

/** Accuracy by the learning rate: best at 0.01. */
const runner = () =>
  createScriptedRunner({
    curve: ({ settings }) => ({
      'validation.accuracy': 0.9 - 0.05 * (Math.log10(Number(settings['optimizer.learningRate'])) + 2) ** 2,
    }),
  });

async function finished(study: Partial<PreparedStudy>) {
  const harness = await createHarness({ runner: runner(), study: { trials: 60, ...study } });
  open.push(harness);
  await harness.finish();
  const row = await harness.study();
  return { harness, row, trials: await harness.store.listTrials(studyId) };
}

function thread(): SearchThread {
  const made = createSearchThread();
  threads.push(made);
  return made;
}

/** Opened anew by each run of the study, as a start does. */
function everyRun(search: SearchThread): RegretBounds {
  let open: RegretBounds | null = null;
  return {
    regretBound(...question) {
      open ??= search.open({ space, sampler: { kind: 'random' } });
      return open.regretBound(...question);
    },
    close() {
      open?.close();
      open = null;
    },
  };
}

it('ends when less is left to gain than the error, says so with numbers, and does the same again', async () => {
  const once = async () => {
    const bounds = everyRun(thread());
    return finished({ regret: regretRule({ error: 0.01, minTrials: 10 }, objective, 0, bounds) });
  };
  const { row, trials, harness } = await once();
  expect(row.state).toBe('finished');
  expect(trials.length).toBeGreaterThanOrEqual(10);
  expect(trials.length).toBeLessThan(60);
  const [, count, gain, top] =
    /^Ended after (\d+) of 60 trials: At most ([\d.e-]+) of validation\.accuracy is left to gain \(regret bound, from the best (\d+) trials\), less than the error of 0\.01 that the study allows\.$/.exec(
      row.reason ?? '',
    ) ?? [];
  expect(Number(count)).toBe(trials.length);
  expect(Number(gain)).toBeLessThan(0.01);
  expect(Number(top)).toBe(Math.max(10, Math.floor(trials.length / 2)));
  const best = Math.max(...trials.map(({ value }) => value ?? 0));
  expect(0.9 - best).toBeLessThan(0.01);
  expect((await once()).trials.map(({ params }) => params)).toEqual(trials.map(({ params }) => params));
  // Asked for again it finds the same; nothing is trained.
  await harness.finish({ trials: 80 });
  expect(await harness.store.listTrials(studyId)).toHaveLength(trials.length);
  expect((await harness.study()).reason).toMatch(/^Ended after \d+ of 80 trials: At most/);
});

it('goes on to its number of trials while more than the error is left', async () => {
  const bounds = thread().open({ space, sampler: { kind: 'random' } });
  const regret = regretRule({ error: 1e-12, minTrials: 10 }, objective, 0, bounds);
  const { row, trials } = await finished({ trials: 16, regret });
  expect(trials).toHaveLength(16);
  expect(row).toMatchObject({ state: 'finished', reason: null });
});

it('holds it against the error of the validation part when the file names none', async () => {
  const bounds = thread().open({ space, sampler: { kind: 'random' } });
  const regret = regretRule({ error: 'auto', minTrials: 10 }, objective, 100, bounds);
  const { row, trials } = await finished({ regret });
  expect(trials.length).toBeLessThan(60);
  expect(row.reason).toMatch(
    /, less than how well the best value is known: 0\.\d+ ± 0\.0\d+ on 100 validation rows\.$/,
  );
});

it('is asked once for each number of complete trials, not before there are enough, and forgotten at the end', async () => {
  const asked: number[] = [];
  let closed = 0;
  const bounds: RegretBounds = {
    regretBound: async (history: History) => {
      asked.push(history.trials.filter(({ state }) => state === 'complete').length);
      return { bound: 1, trials: 10 };
    },
    close: () => closed++,
  };
  const regret = regretRule({ error: 0.01, minTrials: 3 }, objective, 0, bounds);
  await finished({ trials: 8, parallel: 2, regret, sampler: createSampler({ kind: 'random' }) });
  expect(asked[0]).toBeGreaterThanOrEqual(3);
  expect(new Set(asked).size).toBe(asked.length);
  expect(closed).toBe(1);
});

it('a thread that fails ends the study with its sentence', async () => {
  const bounds: RegretBounds = {
    regretBound: () => Promise.reject(new Error('The matrix is singular.')),
    close: () => undefined,
  };
  const { row } = await finished({ regret: regretRule({ error: 0.01, minTrials: 3 }, objective, 0, bounds) });
  expect(row).toMatchObject({ state: 'failed', reason: expect.stringContaining('The matrix is singular.') });
});

it('several runs add the scatter of seeds to what the rows leave open; folds hold both', () => {
  const bounds: RegretBounds = { regretBound: async () => null, close: () => undefined };
  const { errorOf } = regretRule({ error: 'auto', minTrials: 3 }, objective, 96, bounds);
  // Agresti and Coull: p = 88.4 / 100.
  const rows = Math.sqrt((0.884 * 0.116) / 100);
  expect(errorOf(0.9, null).error).toBeCloseTo(rows, 12);
  const repeated = errorOf(0.9, { error: 0.03, runs: 3, folds: 0 });
  expect(repeated.error).toBeCloseTo(Math.hypot(rows, 0.03), 12);
  expect(repeated.why).toBe('how well the best value is known: 0.9 ± 0.044 over 3 runs on 96 validation rows');
  expect(errorOf(0.9, { error: 0.01, runs: 5, folds: 5 }).error).toBe(0.01);
  const given = regretRule({ error: 0.2, minTrials: 3 }, objective, 96, bounds).errorOf(0.9, null);
  expect(given.error).toBe(0.2);
});
