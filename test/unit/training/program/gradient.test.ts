import { expect, it } from 'vitest';
import { runGraph } from '#main/training/engines/reference/run-graph.ts';
import { gradients } from '#main/training/program/gradient.ts';
import { add, mul } from '#main/training/program/ops/elementwise.ts';
import { constant, input } from '#main/training/program/ops/leaves.ts';
import { matmul } from '#main/training/program/ops/matmul.ts';
import { maxPool2d } from '#main/training/program/ops/pooling.ts';
import { reduceSum } from '#main/training/program/ops/reductions.ts';
import type { Value } from '#main/training/program/value.ts';

const compute = (value: Value, numbers: readonly number[]) => [
  ...(runGraph([value], { leaf: () => Float64Array.from(numbers), scalar: () => 0 }, 'float64')[0] ?? []),
];

it('adds up over every path to a value', () => {
  const x = input('x', [2]);
  const [byX = x] = gradients(reduceSum(add(mul(x, x), mul(constant(3), x))), [x]);
  expect(compute(byX, [1, 5])).toEqual([5, 13]);
});

it('is zero where the loss does not depend on a value', () => {
  const x = input('x', [2]);
  const [byOther = x] = gradients(reduceSum(x), [input('other', [2, 1])]);
  expect(byOther.shape).toEqual([2, 1]);
  expect(compute(byOther, [7, 7])).toEqual([0, 0]);
});

it('shares the gradient of a flat pooling window evenly: a background pixel must not count four times', () => {
  const x = input('x', [1, 1, 2, 4]);
  const [byX = x] = gradients(reduceSum(maxPool2d(x, [2, 2])), [x]);
  expect(compute(byX, [5, 5, 1, 2, 5, 5, 2, 0])).toEqual([0.25, 0.25, 0, 0.5, 0.25, 0.25, 0.5, 0]);
});

it('refuses what cannot be: shapes that do not fit, a loss that is no scalar', () => {
  expect(() => matmul(input('a', [2, 3]), input('b', [2, 3]))).toThrow('equal inner dimensions (2×3, 2×3)');
  expect(() => add(input('a', [2]), input('b', [3]))).toThrow('cannot broadcast');
  expect(() => gradients(input('a', [2]), [])).toThrow('needs a scalar');
});
