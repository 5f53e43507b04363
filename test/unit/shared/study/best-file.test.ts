import { describe, expect, it } from 'vitest';
import type { DataFacts } from '#shared/settings/index.ts';
import { parseBestConfig, studyFromBest } from '#shared/study/best-file.ts';
import { buildSpace, objectiveOf, resolveSettings, trialCount } from '#shared/study/build-space.ts';
import { only, parsed } from './study.fixture.ts';

const facts: DataFacts = { task: 'classification', kind: 'table', classes: 3, inputShape: [4] };
const settings = resolveSettings(parsed(only({ 'optimizer.name': 'sgd', 'optimizer.momentum': 0.9 })), {}, facts);

const best = {
  version: 1,
  kind: 'vernier-best',
  study: { id: 's-1', name: 'Iris' },
  trial: 7,
  trialSeed: 123456789,
  settings,
  objective: { metric: 'validation.accuracy', direction: 'maximize', pick: 'best' },
  metrics: { best: { 'validation.accuracy': 0.97, 'train.loss': 'NaN' }, last: { 'validation.accuracy': 0.95 } },
  epoch: 12,
  data: { source: 'sample', name: 'iris', validation: { fraction: 0.2 }, fingerprint: 'abc', rows: 150 },
  engine: { name: 'onnx', version: '1.30.0', threads: 2 },
  searchSpace: { 'optimizer.learningRate': { type: 'float', low: 1e-4, high: 1, scale: 'log' } },
  createdAt: '2026-01-01T00:00:00.000Z',
  appVersion: '0.1.0',
};

function studyOf(input: unknown) {
  const result = parseBestConfig(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return studyFromBest(result.best);
}

describe('a best configuration', () => {
  it('becomes a study of exactly that trial', () => {
    const study = studyOf(best);
    expect(resolveSettings(study, {}, facts)).toEqual(settings);
    expect(buildSpace(study, facts).dimensions).toEqual([]);
    expect(trialCount(study)).toBe(1);
    expect(study.search.trialSeed).toBe(123456789);
    expect(study.engine).toEqual({ name: 'onnx', threads: 2, devices: [], slotsPerDevice: 'auto' });
    expect(study.data).toEqual({ source: 'sample', name: 'iris', validation: { fraction: 0.2 } });
    expect(objectiveOf(study, 'classification')).toEqual(best.objective);
  });

  it('gives a study file that can be stored and read again', () => {
    const study = studyOf(best);
    expect(parsed(JSON.parse(JSON.stringify(study)))).toEqual(study);
  });

  it('of a command becomes a study that runs the same program with the same settings and seed', () => {
    const study = studyOf({
      ...best,
      data: null,
      settings: { lr: 0.1, 'training.epochs': 3 },
      objective: { metric: 'score', direction: 'maximize', pick: 'last' },
      engine: { name: 'command', version: 'python', threads: 2 },
      runner: { kind: 'command', argv: ['python', 'train.py', '{lr}'], cwd: '/work', env: { A: '1' } },
    });
    expect(study.runner).toMatchObject({ kind: 'command', cwd: '/work', env: { A: '1' } });
    expect(resolveSettings(study, {}, null)).toEqual({ lr: 0.1, 'training.epochs': 3 });
    expect(study.search).toMatchObject({ trials: 1, trialSeed: 123456789 });
    expect(study.engine).toMatchObject({ name: 'auto', threads: 2 });
    const without = parseBestConfig({ ...best, data: null });
    expect(without.problems[0]).toMatchObject({ path: 'data', message: expect.stringMatching(/has no "data"/) });
  });

  it('may carry fields of a later version', () => {
    expect(parseBestConfig({ ...best, note: 'x' }).ok).toBe(true);
  });

  it.each<[string, unknown, string]>([
    [
      'several at once',
      [best, best],
      'This file holds 2 best configurations; keep one of them as a single object { … }.',
    ],
    ['no seed', { ...best, trialSeed: undefined }, '"trialSeed" is missing; it must be a number.'],
    ['a later form', { ...best, version: 2 }, '"version" must be 1, not 2.'],
    [
      'a setting that does not exist',
      { ...best, settings: { ...settings, 'model.unit': 3 } },
      'Unknown setting "model.unit"; did you mean "model.units"?',
    ],
    [
      'an illegal value',
      { ...best, settings: { ...settings, 'model.units': 0 } },
      '"model.units" must be a whole number of at least 1 and at most 1000000, not 0.',
    ],
  ])('%s: is refused with a sentence', (_, input, message) => {
    const result = parseBestConfig(input);
    expect(result.ok ? null : result.problems[0]?.message).toBe(message);
  });
});
