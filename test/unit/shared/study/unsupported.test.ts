import { describe, expect, it } from 'vitest';
import { unsupportedYet } from '#shared/study/unsupported.ts';
import { changed, example, only, parsed } from './study.fixture.ts';

const refusals = (input: unknown) => unsupportedYet(parsed(input)).map(({ path, message }) => [path, message]);

describe('what this version does not run', () => {
  it.each<[unknown, string, string]>([
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
  ])('%#: says what there is instead', (input, path, message) => {
    expect(refusals(input)).toEqual([[path, message]]);
  });

  it('is nothing of an ordinary study', () => {
    expect(refusals(example)).toEqual([]);
    const search = { ...example.search, pruner: { kind: 'extrapolation' }, sampler: { kind: 'grid' } };
    expect(refusals(changed({}, { search }))).toEqual([]);
    const runner = { kind: 'command', argv: ['x'] };
    expect(refusals({ version: 1, runner, objective: { metric: 'm', direction: 'maximize' } })).toEqual([]);
  });
});
