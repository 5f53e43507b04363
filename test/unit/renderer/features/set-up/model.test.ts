import { expect, it } from 'vitest';
import { describe as inWords, readFile, sectionsOf } from '../../../../../src/renderer/features/set-up/model.ts';

const file = {
  ...{ version: 1, name: 'Iris', data: { source: 'sample', name: 'iris', validation: { fraction: 0.2, seed: 1 } } },
  settings: { 'model.units': { type: 'int', low: 4, high: 64 }, 'model.family': 'mlp', 'training.epochs': 3 },
  search: {
    ...{ sampler: { kind: 'gp', nStartupTrials: 5 }, pruner: { kind: 'asha' }, stop: { target: 0.9 } },
    enqueue: [{ 'model.units': 8 }, { 'model.units': 32 }],
  },
};
const summary = {
  objective: { metric: 'validation.accuracy', direction: 'maximize', pick: 'best' },
  trials: 25,
} as const;

it('reads a study file as sections of facts, with what the studio set in its place', () => {
  const read = readFile(file);
  const sections = new Map(read && sectionsOf(read, summary).map(({ id, facts }) => [id, facts]));
  expect([...sections.keys()]).toEqual(['data', 'model', 'training', 'objective', 'search', 'runner']);
  expect(sections.get('data')).toContainEqual({
    name: 'validation',
    value: { kind: 'text', text: 'fraction 0.2, seed 1' },
  });
  expect(sections.get('model')?.map(({ name }) => name)).toEqual(['model.units', 'model.family']);
  expect(sections.get('objective')).toMatchObject([
    { name: 'metric', value: { word: 'maximize', more: 'validation.accuracy' } },
    { name: 'target', value: { text: '0.9' } },
  ]);
  expect(sections.get('search')).toMatchObject([
    { name: 'sampler', value: { word: 'gp', options: [['nStartupTrials', 5]] } },
    { name: 'pruner', value: { word: 'asha', options: [] } },
    { name: 'trials', value: { text: '25' } },
    { name: 'seed', value: { text: '0' } },
    { name: 'enqueue', value: { kind: 'points', points: [{ 'model.units': 8 }, { 'model.units': 32 }] } },
  ]);
});

it('gives up on a file of another version, which the page then shows as it is written', () => {
  expect(readFile({ ...file, version: 9 })).toBeNull();
  expect(inWords({ a: [1, { b: null }], c: undefined, d: { e: true } })).toBe('a 1, b none, d (e true)');
});
