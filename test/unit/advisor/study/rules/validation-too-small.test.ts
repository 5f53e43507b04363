import { expect, test } from 'vitest';
import { rate, spaceOf, study, told, trial } from '../studies.fixture.ts';

const name = 'validation-too-small';
const space = spaceOf(rate);
const near = Array.from({ length: 20 }, (_, i) =>
  trial(i + 1, { value: 0.9 - 0.001 * i, params: { 'optimizer.learningRate': 0.1 } }),
);

test('half of the trials within the interval of the rows: a larger part, as much as it takes', () => {
  const [advice] = told(study(space, near, { validationRows: 300, validation: { fraction: 0.1, folds: null } }), name);
  expect(advice).toMatchObject({
    evidence: { id: 'study.validation', values: { rows: 300, difference: expect.closeTo(0.0095, 6) } },
    change: { kind: 'validation', from: 0.1, to: 0.3 },
  });
  expect(advice?.evidence.values.reach).toBeCloseTo(0.034, 2);
});

test('a part that is large already becomes folds; one that the data name has no change', () => {
  const of = (validation: { fraction: number | null; folds: number | null }) =>
    told(study(space, near, { validationRows: 300, validation }), name)[0]?.change;
  expect(of({ fraction: 0.3, folds: null })).toEqual({ kind: 'folds', from: null, to: 5 });
  expect(of({ fraction: null, folds: null })).toBeNull();
});

test('an error of regression by its own interval', () => {
  const trials = near.map((one) => ({ ...one, value: 2 + (one.value ?? 0) / 10 }));
  const input = study(space, trials, { metric: 'validation.rmse', direction: 'minimize', validationRows: 50 });
  expect(told(input, name)).toHaveLength(1);
});

test('silent where rows tell the trials apart, where the interval is a fraction of a point, and where nobody knows the rows', () => {
  const apart = near.map((one, i) => ({ ...one, value: 0.9 - 0.02 * i }));
  expect(told(study(space, apart, { validationRows: 300 }), name)).toEqual([]);
  expect(told(study(space, near, { validationRows: 20_000 }), name)).toEqual([]);
  expect(told(study(space, near, { validationRows: null }), name)).toEqual([]);
  expect(told(study(space, near, { validationRows: 300, metric: 'my.score' }), name)).toEqual([]);
  expect(told(study(space, near.slice(0, 9), { validationRows: 300 }), name)).toEqual([]);
});
