import { expect, test } from 'vitest';
import { contour, partialDependence } from '#main/analysis/dependence.ts';
import { fanovaImportance } from '#main/analysis/importance.ts';
import { modelOf } from '#main/analysis/model.ts';
import type { Space } from '#shared/study/space.ts';
import { drawn, loss, minimizing, mixed, told } from './made-histories.ts';

const model = modelOf(mixed, minimizing(drawn(mixed, 400, loss)), 1);
const dependence = (name: string, points = 21) => partialDependence(model, name, points);

test('equal seeds give equal forests, another seed another one', () => {
  const trials = minimizing(drawn(mixed, 60, loss));
  const shares = (seed: number) => fanovaImportance(modelOf(mixed, trials, seed), true);
  expect(shares(5)).toEqual(shares(5));
  expect(shares(6)).not.toEqual(shares(5));
});

test('the curve of a setting follows the function, in its own units and on its own scale', () => {
  const { values, mean, sd } = dependence('rate');
  expect(values).toHaveLength(21);
  expect([values[0], values.at(-1)]).toEqual([1e-5, 1]);
  const lowest = mean.indexOf(Math.min(...mean));
  expect(Math.abs(Math.log10(Number(values[lowest])) + 2)).toBeLessThan(0.5);
  // (log10(rate) + 2)² / 4 is 2.25 at 1e-5 and 0 at 0.01.
  expect((mean[0] ?? 0) - (mean[lowest] ?? 0)).toBeGreaterThan(1.7);
  expect((mean[0] ?? 0) - (mean[lowest] ?? 0)).toBeLessThan(2.5);
  expect(Math.max(...sd)).toBeLessThan(0.6);
  expect(Math.min(...sd)).toBeGreaterThan(0);
});

test('choices and whole numbers have their own values', () => {
  const optimizer = dependence('optimizer');
  expect(optimizer.values).toEqual(['sgd', 'adam', 'rmsprop']);
  expect(optimizer.mean[1]).toBeLessThan(optimizer.mean[2] ?? 0);
  expect(dependence('batch').values).toEqual([32, 64, 128]);
  expect(dependence('fixed').values).toEqual(['only']);
  expect(dependence('units').values.every(Number.isInteger)).toBe(true);
});

test('a conditional setting is looked at where it is active, and the sentence says where', () => {
  const { mean, notes } = dependence('momentum');
  // From 1 to 0 under sgd; averaged over the other optimisers too it would fall by a third of that.
  expect((mean[0] ?? 0) - (mean.at(-1) ?? 0)).toBeGreaterThan(0.5);
  expect(told(notes)).toEqual(['"momentum" counts where optimizer is "sgd".']);
});

test('the contour of two settings has the product that neither has alone', () => {
  const number = (name: string) => ({ name, type: 'float', low: 0, high: 1, scale: 'linear' }) as const;
  const space: Space = { dimensions: [number('x'), number('y'), number('z')], constraints: [], fixed: {} };
  const trials = drawn(space, 500, ({ x, y }) => 8 * (Number(x) - 0.5) * (Number(y) - 0.5));
  const product = modelOf(space, minimizing(trials), 1);
  const { x, y, mean, sd } = contour(product, 'x', 'y', 11);
  expect([x.values.length, y.values.length, mean.length, sd.length]).toEqual([11, 11, 121, 121]);
  const at = (column: number, row: number) => mean[row * 11 + column] ?? 0;
  for (const [column, row, sign] of [
    [0, 0, 1],
    [10, 10, 1],
    [0, 10, -1],
    [10, 0, -1],
  ] as const) {
    expect(at(column, row) * sign).toBeGreaterThan(1);
  }
  expect(Math.abs(at(5, 5))).toBeLessThan(0.4);
  // Rows are y, columns x: with a plain slope in x the two differ.
  const slope = modelOf(space, minimizing(drawn(space, 200, (params) => Number(params.x))), 1);
  const tilted = contour(slope, 'x', 'y', 11).mean;
  expect((tilted[10] ?? 0) - (tilted[0] ?? 0)).toBeGreaterThan(0.8);
  expect(Math.abs((tilted[110] ?? 0) - (tilted[0] ?? 0))).toBeLessThan(0.1);
});

test('settings that are never active together have no contour, and the sentence says so', () => {
  const space: Space = {
    dimensions: [
      { name: 'kind', type: 'categorical', choices: ['a', 'b'] },
      { name: 'inA', type: 'float', low: 0, high: 1, scale: 'linear', when: { kind: ['a'] } },
      { name: 'inB', type: 'float', low: 0, high: 1, scale: 'linear', when: { kind: ['b'] } },
    ],
    constraints: [],
    fixed: {},
  };
  const trials = drawn(space, 50, ({ inA, inB }) => Number(inA ?? inB));
  const { mean, notes } = contour(modelOf(space, minimizing(trials), 1), 'inA', 'inB', 9);
  expect(mean).toHaveLength(0);
  expect(told(notes)).toContain('"inA" and "inB" are never active together.');
});

test('where a setting is inactive the result does not depend on it, wherever the trials seem to lie', () => {
  const space: Space = {
    dimensions: [
      { name: 'kind', type: 'categorical', choices: ['a', 'b'] },
      { name: 'idle', type: 'float', low: 0, high: 1, scale: 'linear', when: { kind: ['a'] } },
    ],
    constraints: [],
    fixed: {},
  };
  // Over the whole square f(kind, u) is 2u − 1 for a and 0 for b: half of its variance is of u alone, half of both together.
  const trials = drawn(space, 300, ({ kind, idle }) => (kind === 'a' ? 2 * Number(idle) - 1 : 0));
  const { settings, pairs } = fanovaImportance(modelOf(space, minimizing(trials), 1), true);
  expect(settings[0]?.share).toBeLessThan(0.05);
  expect(Math.abs((settings[1]?.share ?? 0) - 0.5)).toBeLessThan(0.1);
  expect(Math.abs((pairs[0]?.share ?? 0) - 0.5)).toBeLessThan(0.1);
});
