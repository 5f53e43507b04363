// `vernier advise STUDY` on really trained trials whose range is too narrow: after the trials' verdicts it says what they show together.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { studyAdviceNames } from '#shared/contract/advice.ts';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const rate = { type: 'float', low: 1e-6, high: 1e-4, scale: 'log' };
const study = {
  ...{ version: 1, name: 'Too narrow', data: { source: 'sample', name: 'digits' } },
  settings: {
    ...{ 'model.family': 'mlp', 'model.units': 32, 'training.epochs': 4, 'training.batchSize': 64 },
    'optimizer.learningRate': rate,
  },
  search: { trials: 16, parallel: 1, seed: 1, sampler: { kind: 'random' } },
  engine: { name: 'onnx', threads: 1 },
};

test('the best learning rates lie at the upper end, and every run ends while it still improves', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', study);
  expect((await vernier(data, 'run', file, '--json')).code).toBe(0);

  const lines = (await vernier(data, 'advise', file, '--json')).events();
  const ofTrials = lines.filter((line) => 'trial' in line);
  expect(ofTrials).toHaveLength(16);
  const ofStudy = lines.slice(16);
  expect(ofStudy.map(({ advice }) => advice).every((name) => studyAdviceNames.some((one) => one === name))).toBe(true);
  const bound = ofStudy.find(({ advice }) => advice === 'optimum-at-bound');
  expect(bound).toMatchObject({
    setting: 'optimizer.learningRate',
    evidence: { rule: 'study.bound-high', high: 1e-4 },
    change: { kind: 'range', from: rate, to: { ...rate, high: 1e-3 } },
  });
  expect(bound?.why).toMatch(/^\d of the 5 best trials, the best one among them, lie in the last quarter/);
  const best = JSON.parse((await vernier(data, 'best', file)).stdout) as { trial: number };
  expect(bound?.trials).toContain(best.trial);
  expect(ofStudy.find(({ advice }) => advice === 'too-few-epochs')).toMatchObject({
    change: { kind: 'epochs', from: 4, to: 8 },
  });

  const table = (await vernier(data, 'advise', file)).stdout;
  expect(table).toMatch(/^trial +verdict/);
  expect(table).toContain('What the trials show together (16 complete):');
  expect(table).toContain('- Learning rate: the best lies at an end of the range');
  expect(table).toContain('Change: Search learning rate from 1e-6 to 0.001 on a log scale.');
  // With what each finding rests on, in text only.
  const explained = (await vernier(data, 'advise', file, '--explain')).stdout;
  expect(explained).toMatch(/Trial 1: .*\n.*\n {5}Rule: \S/);
  expect(explained).toMatch(/Numbers: P\(X ≥ \d\) = \S+ < \S+, X ~ Binomial\(5, share of the zone\)/);
  expect(explained).toContain('Source: Godbole et al. 2023');
  const asJson = await vernier(data, 'advise', file, '--explain', '--json');
  expect([asJson.code, asJson.stdout]).toEqual([2, '']);
  expect(asJson.stderr).toContain('"--explain" goes with text for people');
  // Of one trial it is not asked.
  expect((await vernier(data, 'advise', file, '--trial', '1', '--json')).events()).toHaveLength(1);
});
