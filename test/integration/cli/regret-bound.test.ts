// A study that ends because nothing but luck is left to gain, run headless on real data and with a program of the user's.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const summaryOf = async (data: string, file: string) => {
  const [shown] = (await vernier(data, 'show', file, '--json')).events();
  return (shown as { summary: { state: string; reason: string } }).summary;
};

test('on data it is held against what the size of the validation part says', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', {
    version: 1,
    name: 'Iris until the end',
    data: { source: 'sample', name: 'iris' },
    settings: {
      'optimizer.learningRate': { type: 'float', low: 1e-4, high: 1, scale: 'log' },
      'training.epochs': 12,
    },
    search: { trials: 80, parallel: 1, seed: 2, stop: { regretBound: {} } },
    engine: { name: 'onnx', threads: 1 },
  });
  const run = await vernier(data, 'run', file, '--json');
  expect(run.code, run.stderr).toBe(0);
  const done = run.events().at(-1) as { trials: number };
  expect(done.trials).toBeGreaterThanOrEqual(20);
  expect(done.trials).toBeLessThan(80);
  expect(await summaryOf(data, file)).toMatchObject({
    state: 'finished',
    reason: expect.stringMatching(
      /^Ended after \d+ of 80 trials: At most [\d.e-]+ of validation\.accuracy is left to gain \(regret bound, from the best \d+ trials\), less than how well the best value is known: [\d.]+ ± [\d.]+ on 30 validation rows\.$/,
    ),
  });
  // The rule belongs to no trial: without it the study goes on.
  const study = JSON.parse(readFileSync(file, 'utf8'));
  writeJson(folder, 'study.json', { ...study, search: { ...study.search, stop: {}, trials: done.trials + 1 } });
  const more = await vernier(data, 'run', file, '--json');
  expect(more.events().at(-1)).toMatchObject({ state: 'finished', trials: done.trials + 1 });
});

test('of a program of the user it is held against the error that the file gives', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  writeFileSync(
    join(folder, 'score.mjs'),
    'const x = Number(process.argv[2]); console.log(JSON.stringify({ score: (x - 0.3) ** 2 }));',
  );
  const file = writeJson(folder, 'study.json', {
    version: 1,
    name: 'Parabola',
    runner: { kind: 'command', argv: [process.execPath, 'score.mjs', '{x}'] },
    settings: { x: { type: 'float', low: 0, high: 1 } },
    objective: { metric: 'score', direction: 'minimize' },
    search: { trials: 60, parallel: 1, seed: 1, stop: { regretBound: { error: 0.01, minTrials: 8 } } },
  });
  const run = await vernier(data, 'run', file, '--json');
  expect(run.code, run.stderr).toBe(0);
  const done = run.events().at(-1) as { trials: number; best: { value: number } };
  expect(done.trials).toBeLessThan(30);
  expect(done.best.value).toBeLessThan(0.01);
  expect((await summaryOf(data, file)).reason).toMatch(/less than the error of 0\.01 that the study allows\.$/);
});
