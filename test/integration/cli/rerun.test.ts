// The best configurations of a finished study on fresh seeds, and what the ranking makes of them; really trained.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RankingAnswer } from '#shared/contract/ranking.ts';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

/** A study of iris in a folder of its own, and its data directory. */
function irisStudy(settings: object, rest: object): { data: string; file: string } {
  const folder = temporaryFolder();
  const iris = { version: 1, name: 'Iris once more', data: { source: 'sample', name: 'iris' } };
  const file = writeJson(folder, 'study.json', {
    ...iris,
    settings,
    engine: { name: 'reference', threads: 1 },
    ...rest,
  });
  return { data: join(folder, 'data'), file };
}

test('a study is ranked honestly, its best are trained again, and the best of those leads', async () => {
  const learningRate = { type: 'float', low: 1e-3, high: 0.1, scale: 'log' };
  const { data, file } = irisStudy(
    { 'optimizer.learningRate': learningRate, 'training.epochs': 4 },
    {
      search: {
        ...{ sampler: { kind: 'random' }, trials: 6, parallel: 1, seed: 4 },
        // Reached at once: rules end a study, not what is trained again by hand.
        ...{ pruner: { kind: 'median', nStartupTrials: 1 }, stop: { target: 0.999 } },
      },
      objective: { metric: 'validation.accuracy', direction: 'maximize' },
    },
  );
  expect((await vernier(data, 'rank', file)).code).toBe(2);
  expect((await vernier(data, 'run', file, '--json')).code).toBe(0);

  const rank = async () => (await vernier(data, 'rank', file, '--json')).events()[0] as unknown as RankingAnswer;
  const before = await rank();
  expect(before.error).toBe('rows');
  expect(before.rows[0]?.interval).not.toBeNull();
  expect(before.winnersCurse).toMatchObject({ method: expect.stringMatching(/shrinkage|none/) });
  const text = (await vernier(data, 'rank', file)).stdout;
  expect(text).toMatch(/^place +trial +mean +interval 95 % +runs +chance of best\n/);
  expect(text).toContain('Every mean is of one run');

  const [first, second] = before.rows.map((row) => row.trial);
  const count = before.rows.length;
  for (let round = 0; round < 2; round++) {
    const again = await vernier(data, 'rerun', file, '--trials', `${first},${second}`, '--repeats', '1', '--json');
    expect(again.code, again.stderr).toBe(0);
    const ended = again.events().filter((event) => event.event === 'trial' && event.state === 'complete');
    expect(ended.map((event) => event.rerunOf).sort()).toEqual([first, second].sort());
  }
  const trials = (await vernier(data, 'trials', file, '--json')).events()[0] as unknown as { state: string }[];
  const [shown] = (await vernier(data, 'show', file, '--json')).events() as [{ summary: { state: string } }];
  expect(shown.summary.state).toBe('finished');

  const after = await rank();
  expect(after.rows).toHaveLength(count);
  const reran = after.rows.filter(({ fresh }) => fresh);
  expect(reran.map(({ trial }) => trial).sort()).toEqual([first, second].sort());
  for (const { runs, trials: own } of reran) expect([runs, own.length]).toEqual([2, 3]);
  expect(after.rows[0]?.fresh).toBe(true);
  expect(after.winnersCurse?.method).toBe('fresh-runs');

  const best = (await vernier(data, 'best', file)).stdout;
  expect(JSON.parse(best)).toMatchObject({
    trial: after.rows[0]?.trial,
    ranking: { mean: after.rows[0]?.mean, runs: 2, winnersCurse: { method: 'fresh-runs' } },
  });
  // What was trained again is no new trial of the study: nothing is left to do, and none is pruned.
  const more = await vernier(data, 'run', file, '--json');
  expect(more.events().at(-1)).toMatchObject({ event: 'done', trials: trials.length });
});

test('what cannot be trained again is said in a sentence', async () => {
  const { data, file } = irisStudy(
    { 'optimizer.learningRate': { type: 'float', low: 1e-3, high: 0.1 }, 'training.epochs': 1 },
    { search: { trials: 1, parallel: 1 } },
  );
  expect((await vernier(data, 'run', file)).code).toBe(0);
  const unknown = await vernier(data, 'rerun', file, '--trials', '9');
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('This study has no trial 9.')]);
  const odd = await vernier(data, 'rerun', file, '--trials', '1,x');
  expect([odd.code, odd.stderr]).toEqual([2, expect.stringContaining('must be a whole number')]);
});
