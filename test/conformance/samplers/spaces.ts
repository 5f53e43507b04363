// Spaces that every sampler must cope with.
import type { Dimension, Space } from '#shared/study/space.ts';

const space = (dimensions: readonly Dimension[], constraints: readonly string[] = [], fixed = {}): Space => ({
  dimensions,
  constraints,
  fixed,
});
const float = (name: string, low: number, high: number, more: Partial<Dimension> = {}): Dimension =>
  ({ name, type: 'float', low, high, scale: 'linear', ...more }) as Dimension;
const int = (name: string, low: number, high: number, more: Partial<Dimension> = {}): Dimension =>
  ({ name, type: 'int', low, high, scale: 'linear', ...more }) as Dimension;

export const spaces: Readonly<Record<string, Space>> = {
  continuous: space([float('x', -1, 1), float('y', 0, 5)]),
  log: space([float('rate', 1e-5, 1, { scale: 'log' }), int('units', 16, 1024, { scale: 'log' })]),
  'int with step': space([int('k', 3, 11, { step: 2 }), float('d', 0, 0.7, { step: 0.1 })]),
  values: space([float('rate', 0.001, 1, { values: [0.001, 0.03, 1] }), int('n', 1, 9, { values: [1, 9] })]),
  points: space([float('rate', 1e-4, 1, { scale: 'log', points: 5 }), int('n', 1, 100, { points: 4 })]),
  'categorical weighted': space([
    { name: 'c', type: 'categorical', choices: ['a', 1, true, null], weights: [8, 1, 1, 1] },
    { name: 'size', type: 'categorical', choices: [16, 32, 64], ordered: true },
  ]),
  priors: space([
    { name: 'z', type: 'normal', mean: 0, sd: 2 },
    { name: 'rate', type: 'lognormal', mean: -5, sd: 1 },
    { name: 'q', type: 'normal', mean: 10, sd: 3, step: 0.5 },
  ]),
  'conditional nested': space(
    [
      { name: 'family', type: 'categorical', choices: ['mlp', 'cnn'] },
      { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam'] },
      float('momentum', 0, 0.99, { when: { optimizer: ['sgd'] } }),
      int('convLayers', 1, 3, { when: { family: ['cnn'] } }),
      int('filters', 8, 64, { scale: 'log', when: { family: ['cnn'], convLayers: [2, 3] } }),
      float('extra', 0, 1, { when: { mode: ['full'] } }),
    ],
    [],
    { mode: 'full' },
  ),
  'constraint-laden': space(
    [int('layers', 1, 6), int('units', 8, 512, { scale: 'log' }), float('rate', 1e-5, 1, { scale: 'log' })],
    ['layers * units <= 256', 'layers >= 2 or rate < 0.1', 'log(rate) < -1'],
  ),
  'finite tiny': space([
    { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam'] },
    float('momentum', 0, 0.9, { values: [0, 0.5, 0.9], when: { optimizer: ['sgd'] } }),
    int('layers', 1, 2),
  ]),
  'finite with constraints': space([int('a', 1, 20), int('b', 1, 20), int('c', 1, 20)], ['a + b + c >= 58']),
  'single point': space([int('n', 4, 4), { name: 'c', type: 'categorical', choices: ['only'] }]),
  'nothing to search': space([], [], { a: 1 }),
  '40 dimensions': space(
    Array.from({ length: 40 }, (_, i) => (i % 2 ? float(`x${i}`, 0, 1) : int(`n${i}`, 1, 8))),
    ['x1 + x3 < 1.9'],
  ),
  '40 choices': space(
    Array.from({ length: 40 }, (_, i): Dimension => ({ name: `c${i}`, type: 'categorical', choices: ['a', 'b', 'c'] })),
  ),
};

/** One point of six million keeps the constraint. */
export const rare: Space = space([float('x', 0, 1), float('y', 0, 1), float('z', 0, 1)], ['x + y + z < 0.01']);

export const impossible: Readonly<Record<string, { readonly space: Space; readonly names: string }>> = {
  'a constraint that no value satisfies': {
    space: space([float('x', 0, 1), int('n', 1, 9)], ['n >= 1', 'x > 2']),
    names: 'x > 2',
  },
  'a finite space': { space: space([int('n', 1, 4), int('m', 1, 4)], ['n * m > 16']), names: 'n * m > 16' },
  'constraints that exclude each other': {
    space: space([float('x', 0, 1)], ['x > 0.5', 'x < 0.5']),
    names: 'x < 0.5',
  },
};
