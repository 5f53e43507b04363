import { describe, expect, it } from 'vitest';
import { initializerNames, initialValues, type ParameterSpec } from '#main/training/program/initializers.ts';

const spec = (facts: Partial<ParameterSpec>): ParameterSpec => ({
  name: 'dense1/kernel',
  shape: [200, 100],
  initializer: 'heNormal',
  gain: 1,
  fanIn: 200,
  fanOut: 100,
  penalised: true,
  ...facts,
});

const moments = (values: Float32Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
};

describe.each([
  ['glorotUniform', 2 / 300],
  ['heNormal', 2 / 200],
  ['lecunNormal', 1 / 200],
  ['uniform', 1 / 600],
] as const)('%s', (initializer, variance) => {
  it('has mean 0 and the variance of its paper', () => {
    const found = moments(initialValues(spec({ initializer }), 1));
    expect(Math.abs(found.mean)).toBeLessThan(4 * Math.sqrt(variance / 20_000));
    expect(found.variance / variance).toBeGreaterThan(0.95);
    expect(found.variance / variance).toBeLessThan(1.05);
  });
});

it.each([
  [[40, 10], 40],
  [[10, 40], 10],
  [[8, 3, 3, 3], 27],
  [[64, 2, 3, 3], 18],
])('orthogonal %j: the shorter side is orthonormal', (shape, fanIn) => {
  const size = shape.reduce((a, b) => a * b, 1);
  const values = initialValues(spec({ shape, initializer: 'orthogonal', fanIn, fanOut: size / fanIn }), 1);
  const rows = shape[0] ?? 0;
  const columns = size / rows;
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const entry = (vector: number, i: number) =>
    values[rows === count ? vector * columns + i : i * columns + vector] ?? 0;
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      let dot = 0;
      for (let i = 0; i < length; i++) dot += entry(a, i) * entry(b, i);
      expect(dot).toBeCloseTo(a === b ? 1 : 0, 5);
    }
  }
});

it('depends on the seed and on the name, and on nothing else', () => {
  for (const initializer of initializerNames) {
    const first = initialValues(spec({ initializer }), 1);
    expect(initialValues(spec({ initializer }), 1)).toEqual(first);
    expect(initialValues(spec({ initializer }), 2)).not.toEqual(first);
    expect(initialValues(spec({ initializer, name: 'dense2/kernel' }), 1)).not.toEqual(first);
  }
});

it('biases start at zero', () => {
  expect(initialValues(spec({ initializer: 'zeros', shape: [3] }), 1)).toEqual(new Float32Array(3));
});
