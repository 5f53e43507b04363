import { expect, test } from 'vitest';
import { classRows, mirroredMajority } from '../../../../../src/renderer/features/inspector/classes.ts';

const classes = [
  { name: 'ham', rows: 900 },
  { name: 'spam', rows: 100 },
];
const row = (key: string, best: number | null, last = best) => ({ key, best, last });
const run = (accuracy: number) => [
  row('validation.accuracy', accuracy),
  row('validation.balancedAccuracy', 0.55),
  row('validation.macroF1', 0.52),
  row('validation.recall[ham]', 0.99),
  row('validation.f1[ham]', 0.95),
  row('validation.recall[spam]', 0.1),
  row('classMix[ham]', 0.5, 0.51),
  row('classMix[spam]', 0.5, 0.49),
];

test('each class has its share of the data, of what was drawn last, and how well it is found', () => {
  expect(classRows(run(0.9), classes)).toEqual([
    { name: 'ham', ofData: 0.9, ofBatches: 0.51, recall: 0.99, f1: 0.95 },
    { name: 'spam', ofData: 0.1, ofBatches: 0.49, recall: 0.1, f1: null },
  ]);
  expect(classRows(run(0.9), []).map(({ name, ofData }) => [name, ofData])).toEqual([
    ['ham', null],
    ['spam', null],
  ]);
  expect(classRows([], [])).toEqual([]);
});

test('an accuracy that the largest class alone would nearly have is told; even classes and good runs are not', () => {
  expect(mirroredMajority(run(0.91), classes)).toMatchObject({ name: 'ham', share: 0.9, accuracy: 0.91 });
  expect(mirroredMajority(run(0.97), classes)).toBeNull();
  const even = classes.map(({ name }) => ({ name, rows: 500 }));
  expect(mirroredMajority(run(0.55), even)).toBeNull();
  expect(mirroredMajority([], classes)).toBeNull();
  expect(mirroredMajority(run(0.9), [])).toBeNull();
});
