import { expect, test } from 'vitest';
import { confusedPairs, matrixRows } from '../../../../../src/renderer/features/compare/model/confusion.ts';

const matrix = (trial: number, classes: string[], counts: number[]) => ({ trial, epoch: 1, classes, counts });

test('pairs that runs differ in most come first; what no run confuses is left out', () => {
  const a = matrix(1, ['cat', 'dog', 'eel'], [8, 2, 0, 4, 6, 0, 0, 5, 5]);
  const b = matrix(2, ['cat', 'dog', 'eel'], [9, 1, 0, 0, 9, 1, 0, 5, 5]);
  expect(confusedPairs([a, b], 9).map(({ actual, predicted, counts }) => [actual, predicted, ...counts])).toEqual([
    ['dog', 'cat', 4, 0],
    ['cat', 'dog', 2, 1],
    ['dog', 'eel', 0, 1],
    ['eel', 'dog', 5, 5],
  ]);
  expect(confusedPairs([a, b], 1)).toHaveLength(1);
});

test('a run without a matrix, or of a stage with fewer classes, has no count', () => {
  const a = matrix(1, ['cat', 'dog', 'eel'], [8, 2, 0, 0, 6, 0, 1, 0, 5]);
  const fewer = matrix(2, ['dog', 'cat'], [5, 5, 7, 3]);
  expect(
    confusedPairs([a, null, fewer], 9).map(({ actual, predicted, counts }) => [actual, predicted, ...counts]),
  ).toEqual([
    ['cat', 'dog', 2, null, 7],
    ['dog', 'cat', 0, null, 5],
    ['eel', 'cat', 1, null, null],
  ]);
  expect(confusedPairs([null], 3)).toEqual([]);
});

test('shares are of the rows of a class, and none where it has no rows', () => {
  const [cat, dog] = matrixRows(matrix(1, ['cat', 'dog'], [3, 1, 0, 0]));
  expect(cat).toMatchObject({
    rows: 4,
    cells: [
      { count: 3, share: 0.75 },
      { predicted: 'dog', share: 0.25 },
    ],
  });
  expect(dog).toMatchObject({ rows: 0, cells: [{ share: 0 }, { share: 0 }] });
});
