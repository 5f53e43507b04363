import { expect, it } from 'vitest';
import { checkStudy } from '#shared/study/check-study.ts';
import { only, parsed } from './study.fixture.ts';

const said = (input: unknown) =>
  checkStudy(parsed(input))
    .filter(({ path }) => path.endsWith('repeats'))
    .map(({ severity, path, message }) => [severity, path, message]);

it('a few repeats are fine; very many are worth a word that says what they come to', () => {
  expect(said(only({}, { search: { trials: 8, repeats: 3 } }))).toEqual([]);
  expect(said(only({}, { search: { trials: 8, repeats: 1000 } }))).toEqual([
    [
      'warning',
      'search.repeats',
      'Each trial is trained 1000 times, 8,000 trainings in all; 3 to 10 runs show how far chance moves a value.',
    ],
  ]);
  expect(said(only({}, { stages: [{ name: 'fine', trials: 4, repeats: 100 }] }))[0]?.slice(0, 2)).toEqual([
    'warning',
    'stages[0].repeats',
  ]);
});
