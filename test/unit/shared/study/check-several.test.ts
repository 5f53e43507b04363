// What a study of several objectives may not ask for.
import { expect, it } from 'vitest';
import { parseStudyFile } from '#shared/study/study-file.ts';
import { changed } from './study.fixture.ts';

const accuracy = { metric: 'validation.accuracy' };
const loss = { metric: 'validation.loss' };

function problemsOf(objective: unknown, search: Record<string, unknown> = {}): (readonly [string, string])[] {
  const file = changed({}, { objective, search: { sampler: { kind: 'random' }, trials: 4, ...search } });
  return parseStudyFile(file).problems.map(({ path, message }) => [path, message] as const);
}

it.each([
  [{}, []],
  [{ sampler: { kind: 'gp' } }, []],
  [
    { sampler: { kind: 'hyperopt-tpe' } },
    [
      [
        'search.sampler.kind',
        'The sampler "hyperopt-tpe" follows one objective; of several use auto, random, grid, sobol, tpe, gp.',
      ],
    ],
  ],
  [
    { pruner: [{ kind: 'none' }, { kind: 'median' }] },
    [['search.pruner', 'The pruner "median" compares trials by one objective; leave it out with several.']],
  ],
  [
    { stop: { target: 0.9, noImprovement: 3, minutes: 5 } },
    [
      ['search.stop.target', '"target" goes by one objective; with several end by trials or minutes.'],
      ['search.stop.noImprovement', '"noImprovement" goes by one objective; with several end by trials or minutes.'],
    ],
  ],
])('%#: each with its sentence', (search, problems) => {
  expect(problemsOf([accuracy, loss], search)).toEqual(problems);
  expect(problemsOf([accuracy], search)).toEqual([]);
});

it('an objective twice, and results of two epochs, are refused', () => {
  expect(problemsOf([accuracy, loss, accuracy])).toEqual([
    ['objective[2].metric', '"validation.accuracy" is an objective twice; leave one of them out.'],
  ]);
  expect(problemsOf([accuracy, { ...loss, pick: 'last' }]).map(([path]) => path)).toEqual(['objective[1].pick']);
});
