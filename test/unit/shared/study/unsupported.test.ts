import { describe, expect, it } from 'vitest';
import { unsupportedYet } from '#shared/study/unsupported.ts';
import { changed, example, parsed } from './study.fixture.ts';

const refusals = (input: unknown) => unsupportedYet(parsed(input)).map(({ path, message }) => [path, message]);

describe('what this version does not run', () => {
  it('says what there is instead of folds', () => {
    const data = { ...example.data, validation: { folds: 5 } };
    const message = 'This version validates on one part of the rows; use "fraction", "path" or "column".';
    expect(refusals(changed({}, { data }))).toEqual([['data.validation.folds', message]]);
  });

  it('is nothing of an ordinary study', () => {
    expect(refusals(example)).toEqual([]);
    const search = { ...example.search, repeats: 3, pruner: { kind: 'extrapolation' }, sampler: { kind: 'grid' } };
    expect(refusals(changed({}, { search }))).toEqual([]);
    const runner = { kind: 'command', argv: ['x'] };
    expect(refusals({ version: 1, runner, objective: { metric: 'm', direction: 'maximize' } })).toEqual([]);
  });
});
