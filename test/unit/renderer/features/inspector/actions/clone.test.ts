import { expect, test } from 'vitest';
import type { Space } from '#shared/study/space.ts';
import { choicesOf, cloneOf } from '../../../../../../src/renderer/features/inspector/actions/clone.ts';
import { trial } from '../../../trials.ts';

const space: Space = {
  dimensions: [
    { name: 'optimizer.name', type: 'categorical', choices: ['adam', 'sgd'] },
    { name: 'optimizer.learningRate', type: 'float', low: 1e-3, high: 1, scale: 'log' },
    {
      ...{ name: 'optimizer.momentum', type: 'float', low: 0, high: 0.9, scale: 'linear' },
      when: { 'optimizer.name': ['sgd'] },
    },
    { name: 'training.batchSize', type: 'int', low: 1, high: 64, scale: 'linear', values: [16, 32, 64] },
  ],
  constraints: ['training.batchSize * optimizer.learningRate <= 32'],
  fixed: { 'training.epochs': 5 },
};
const run = trial(7, {
  params: { 'optimizer.name': 'adam', 'optimizer.learningRate': 0.1, 'training.batchSize': 32 },
});

test('begins as the run is, with the settings that it used', () => {
  const clone = cloneOf(space, run, {});
  expect(clone).toMatchObject({ params: run.params, differing: 0, broken: null, ok: true });
  expect(clone.fields.map(({ dimension }) => dimension.name)).not.toContain('optimizer.momentum');
});

test('a choice brings in what it needs with its usual value, and leaves out what it does not', () => {
  const clone = cloneOf(space, run, { 'optimizer.name': 'sgd' });
  const momentum = clone.fields.find(({ dimension }) => dimension.name === 'optimizer.momentum');
  expect(momentum).toMatchObject({ before: undefined, changed: true, problem: null });
  expect(typeof momentum?.value).toBe('number');
  expect(clone).toMatchObject({ differing: 2, ok: true });
  const back = cloneOf(space, run, { 'optimizer.name': 'adam', 'optimizer.momentum': 0.5 });
  expect(back.params).toEqual(run.params);
});

test('values outside the space and a broken constraint are told, and nothing is put in the queue', () => {
  const outside = cloneOf(space, run, { 'optimizer.learningRate': 5 });
  expect(outside.fields[1]).toMatchObject({ value: 5, before: 0.1, problem: 'outside' });
  expect(outside.ok).toBe(false);
  const broken = cloneOf(space, run, { 'optimizer.learningRate': 1, 'training.batchSize': 64 });
  expect(broken).toMatchObject({ broken: space.constraints[0], ok: false, differing: 2 });
});

test('settings with few values are chosen, others entered', () => {
  expect(space.dimensions.map(choicesOf)).toEqual([['adam', 'sgd'], null, null, [16, 32, 64]]);
});
