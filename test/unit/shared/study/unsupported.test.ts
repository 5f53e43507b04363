import { describe, expect, it } from 'vitest';
import { unsupportedYet } from '#shared/study/unsupported.ts';
import { changed, example, only, parsed } from './study.fixture.ts';

const refusals = (input: unknown) => unsupportedYet(parsed(input)).map(({ path, message }) => [path, message]);

describe('what this version does not run', () => {
  it.each<[unknown, string, string]>([
    [
      example,
      'search.pruner.kind',
      'The pruner "asha" is not in this version; use none, median, percentile, patient or threshold.',
    ],
    [
      only({}, { search: { sampler: { kind: 'anneal' } } }),
      'search.sampler.kind',
      'The sampler "anneal" is not in this version; use auto, random, grid, sobol, tpe, gp or hyperopt-tpe.',
    ],
    [
      only({}, { stages: [{ name: 'coarse', trials: 4, sampler: { kind: 'anneal' } }] }),
      'stages[0].sampler.kind',
      'The sampler "anneal" is not in this version; use auto, random, grid, sobol, tpe, gp or hyperopt-tpe.',
    ],
    [
      only({}, { stages: [{ name: 'coarse', trials: 4, pruner: [{ kind: 'median' }, { kind: 'hyperband' }] }] }),
      'stages[0].pruner[1].kind',
      'The pruner "hyperband" is not in this version; use none, median, percentile, patient or threshold.',
    ],
    [
      only({}, { stages: [{ name: 'fine', trials: 4, repeats: 3 }] }),
      'stages[0].repeats',
      'This version trains each configuration once; set "repeats" to 1 or leave it out.',
    ],
    [
      only({}, { search: { repeats: 3 } }),
      'search.repeats',
      'This version trains each configuration once; set "repeats" to 1 or leave it out.',
    ],
    [
      only({}, { objective: [{ metric: 'validation.accuracy' }, { metric: 'validation.loss' }] }),
      'objective',
      'This version optimises one objective; give a single one.',
    ],
    [
      { version: 1, runner: { kind: 'command', argv: ['x'] }, objective: { metric: 'm', direction: 'maximize' } },
      'runner.kind',
      'This version trains with its own program only; leave out "runner".',
    ],
  ])('%#: says what there is instead', (input, path, message) => {
    expect(refusals(input)).toEqual([[path, message]]);
  });

  it('is nothing of an ordinary study', () => {
    const search = { ...example.search, pruner: { kind: 'median' }, sampler: { kind: 'grid' } };
    expect(refusals(changed({}, { search }))).toEqual([]);
  });
});
