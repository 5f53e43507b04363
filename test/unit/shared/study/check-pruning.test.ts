import { expect, it } from 'vitest';
import { changed, errorOf, problemsOf } from './study.fixture.ts';

it('epochs cannot be a range together with a pruner', () => {
  const epochs = { 'training.epochs': { type: 'int', low: 1, high: 20 } };
  expect(errorOf(changed(epochs))[1]).toContain('cannot be a range together with the pruner "asha"');
  expect(problemsOf(changed(epochs, { search: { pruner: { kind: 'none' } } }))).toEqual([]);
});

it('two pruners that let trials wait cannot be listed together', () => {
  const search = { pruner: [{ kind: 'asha' }, { kind: 'threshold' }, { kind: 'hyperband' }] };
  expect(errorOf(changed({}, { search }))).toEqual([
    'search.pruner',
    '"search.pruner" lists "asha" and "hyperband", and each lets trials wait for a place of its own; keep one of them.',
  ]);
  expect(problemsOf(changed({}, { search: { pruner: [{ kind: 'asha' }, { kind: 'threshold' }] } }))).toEqual([]);
});

it('options of a pruner must go together, wherever it is listed', () => {
  const pruner = (spec: unknown) => changed({}, { search: { pruner: spec } });
  expect(errorOf(pruner({ kind: 'threshold', lower: 2, upper: 1 }))).toEqual([
    'search.pruner.lower',
    '"search.pruner.lower" is 2 and above "upper", 1: no value lies between them; swap them.',
  ]);
  expect(errorOf(pruner([{ kind: 'none' }, { kind: 'hyperband', minEpochs: 5, maxEpochs: 4 }]))).toEqual([
    'search.pruner[1].maxEpochs',
    '"search.pruner[1].maxEpochs" is 4 and below "minEpochs", 5; make it the epochs of a whole training.',
  ]);
  expect(problemsOf(pruner({ kind: 'threshold', lower: 1 }))).toEqual([]);
});

it('a pruner over the share of data goes alone, with options of its own', () => {
  const asha = { kind: 'asha', over: 'data', minShare: 0.2 };
  const errors = (search: object, more: object = {}) => errorOf(changed({}, { search, ...more }));
  expect(problemsOf(changed({}, { search: { pruner: asha } }))).toEqual([]);
  const range = { 'training.epochs': { type: 'int', low: 1, high: 20 } };
  expect(problemsOf(changed(range, { search: { pruner: asha } }))).toEqual([]);
  expect(errors({ pruner: [asha, { kind: 'median' }] })).toEqual([
    'search.pruner',
    '"search.pruner" lists "median" beside "asha" over the share of data, where trials are compared training by training; keep one of them.',
  ]);
  expect(errors({ pruner: { ...asha, minEpochs: 2 } })).toEqual([
    'search.pruner.minEpochs',
    '"search.pruner.minEpochs" says nothing where "over" is "data", which goes with "minShare"; leave it out, or change "over".',
  ]);
  expect(errors({ pruner: { kind: 'hyperband', minShare: 0.2 } })[1]).toContain('where "over" is "epochs"');
  const folds = { data: { source: 'sample', name: 'digits', validation: { folds: 4 } } };
  expect(errors({ pruner: asha }, folds)).toContainEqual(expect.stringContaining('one validation part'));
});

it('a first rung at or beyond the last epoch is worth a word', () => {
  const problems = (minEpochs: number) => problemsOf(changed({}, { search: { pruner: { kind: 'asha', minEpochs } } }));
  expect(problems(9)).toEqual([]);
  expect(problems(10)).toEqual([
    {
      path: 'search.pruner.minEpochs',
      severity: 'warning',
      message: '"search.pruner.minEpochs" is 10, and a training ends after epoch 10: no trial is ever stopped.',
      reason: {
        id: 'warning.rung-beyond',
        values: { path: 'search.pruner.minEpochs', minEpochs: 10, epochs: 10 },
      },
    },
  ]);
});
