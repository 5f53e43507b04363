import { expect, test } from 'vitest';
import { seriesPaths } from '../../../../src/renderer/data-view/series-paths.ts';

test('lines of sequences: one scale per feature over all of them, longer ones wider, a constant in the middle', () => {
  const sequences = [
    {
      label: 'a',
      length: 3,
      values: [
        [0, 5, 10],
        [1, 1, 1],
      ],
    },
    {
      label: 'b',
      length: 2,
      values: [
        [10, 20],
        [1, 1],
      ],
    },
  ];
  expect(seriesPaths(sequences, 104, 24)).toEqual([
    ['M2 22L52 17L102 12', 'M2 12L52 12L102 12'],
    ['M2 12L52 2', 'M2 12L52 12'],
  ]);
  expect(seriesPaths([], 100, 20)).toEqual([]);
  expect(seriesPaths([{ label: '', length: 0, values: [[]] }], 100, 20)).toEqual([['']]);
});
