// The space designer's pictures: the network, and two settings against each other.
import { expect, test } from 'vitest';
import { histogramsOf } from '../../../../../src/renderer/features/new-study/model/histogram.ts';
import { amount, networkOf, shapeText } from '../../../../../src/renderer/features/new-study/model/network.ts';
import { positionOf } from '../../../../../src/renderer/features/new-study/model/position.ts';
import { drawsOf } from '../../../../../src/renderer/features/new-study/model/space-draws.ts';
import { chosenPair, nextDot, twoSettings } from '../../../../../src/renderer/features/new-study/model/two-settings.ts';
import type { ModelPoint } from '../../../../../src/shared/contract/studies.ts';
import type { Dimension, Space } from '../../../../../src/shared/study/space.ts';

function model(point: ModelPoint['point'], hidden: readonly number[]): ModelPoint {
  const sizes = [4, ...hidden, 3];
  const layers = sizes.slice(1).map((size, i) => ({
    ...{ name: `dense${i + 1}`, kind: i === hidden.length ? 'dense' : 'dense, relu', outputShape: [size] },
    parameters: size * ((sizes[i] ?? 0) + 1),
  }));
  return {
    ...{ point, params: {}, layers, inputShape: [4], optimizer: 'adam', loss: 'x', batchSize: 32, flopsPerStep: 1 },
    parameters: layers.reduce((sum, { parameters }) => sum + parameters, 0),
    memory: {
      ...{ weights: 0, optimizer: 0, gradients: 0, activations: 0, evaluation: 0, data: 0, worker: 1, available: 9 },
    },
    refusal: null,
  };
}

test('a network of one point has nothing that changes', () => {
  const network = networkOf([model('default', [8])]);
  expect(network?.blocks.map(({ kind, shape, searched }) => [kind, shape, searched])).toEqual([
    ['dense, relu', [8], false],
    ['dense', [3], false],
  ]);
  expect(networkOf([])).toBeNull();
});

test('layers that only larger networks have stand before the output, whose number differs; widths show their ends', () => {
  const network = networkOf([model('default', [8]), model('largest', [64, 64]), model('smallest', [2])]);
  expect(network?.blocks.map((block) => [block.name, shapeText(block), block.onlyAtEnd])).toEqual([
    ['dense1', '2–64', false],
    ['dense2', '64', true],
    ['dense2', '3', false],
  ]);
  const [hidden, extra, output] = network?.blocks ?? [];
  expect(hidden?.range).toEqual([10, 320]);
  expect([hidden?.searched, extra?.searched, output?.searched]).toEqual([true, true, true]);
  expect(output?.shapes).toBeNull();
  expect([network?.smallest.parameters, network?.largest.parameters]).toEqual([19, 320 + 64 * 65 + 3 * 65]);
});

test('the smallest network is the one with the fewest parameters, whatever costs least to compute', () => {
  const network = networkOf([model('default', [8]), model('largest', [16]), model('smallest', [32])]);
  expect(network?.smallest.point).toBe('largest');
});

test('numbers of parameters as people write them', () => {
  expect([0, 640, 12_680, 999_800, 4_712_000, 2.1e9].map(amount)).toEqual([
    ...['0', '640', '12.7 k', '1 M', '4.71 M', '2.1 G'],
  ]);
});

const rate: Dimension = { name: 'optimizer.learningRate', type: 'float', low: 1e-4, high: 1, scale: 'log' };
const kind: Dimension = { name: 'optimizer.name', type: 'categorical', choices: ['sgd', 'adam'] };
const momentum: Dimension = {
  ...{ name: 'optimizer.momentum', type: 'float', low: 0, high: 1, scale: 'linear' },
  when: { 'optimizer.name': ['sgd'] },
};
const space: Space = { dimensions: [kind, momentum, rate], constraints: [], fixed: {} };

test('positions follow the scale; two decades are shown on a log axis even where they are drawn linearly', () => {
  expect(positionOf(rate, 0.01)).toBeCloseTo(0.5);
  expect(positionOf({ ...rate, scale: 'linear' }, 0.01)).toBeCloseTo(0.5);
  expect(positionOf({ ...momentum, low: 0.5 }, 0.75)).toBeCloseTo(0.5);
  expect([positionOf(kind, 'sgd'), positionOf(kind, 'adam'), positionOf(kind, 'x')]).toEqual([0.25, 0.75, null]);
  expect(positionOf(momentum, Number.NaN)).toBeNull();
});

test('the most important settings are shown first; a choice that is not searched any more gives way', () => {
  const names = (wanted: Parameters<typeof chosenPair>[1]) => chosenPair(space, wanted)?.map(({ name }) => name);
  expect(names([null, null])?.[0]).toBe('optimizer.learningRate');
  expect(names(['optimizer.momentum', 'optimizer.learningRate'])).toEqual([
    ...['optimizer.momentum', 'optimizer.learningRate'],
  ]);
  expect(names([null, 'optimizer.learningRate'])?.[0]).not.toBe('optimizer.learningRate');
  expect(names(['model.gone', 'model.gone'])).toHaveLength(2);
  expect(chosenPair({ ...space, dimensions: [rate] }, [null, null])).toBeNull();
});

test('every draw is a dot, forbidden, or counted as not using both; starting points keep their number', () => {
  const draws = drawsOf(space, 1);
  const kept = draws.map(({ 'optimizer.learningRate': value }) => Number(value) < 0.1);
  const shown = twoSettings([rate, momentum], draws, kept, [
    { 'optimizer.learningRate': 0.01 },
    { 'optimizer.learningRate': 0.01, 'optimizer.momentum': 0.5 },
  ]);
  expect(shown.dots.length + shown.unused).toBe(draws.length);
  expect(shown.unused).toBe(draws.filter((one) => one['optimizer.name'] === 'adam').length);
  expect(shown.forbidden).toBe(shown.dots.filter(({ values }) => Number(values[0]) >= 0.1).length);
  expect(shown.forbidden).toBeGreaterThan(0);
  expect(shown.starts.map(({ index, x, y }) => [index, x, y])).toEqual([[1, 0.5, 0.5]]);
  // Of a choice they do not lie on one line, and stay in its part.
  const ofKind = twoSettings([kind, rate], draws, [], []).dots.filter(({ values }) => values[0] === 'sgd');
  expect(new Set(ofKind.map(({ x }) => x)).size).toBeGreaterThan(20);
  expect(ofKind.every(({ x }) => x > 0 && x < 0.5)).toBe(true);
});

test('arrows go from draw to draw along one axis and stop at its ends', () => {
  const dot = (index: number, x: number, y: number) => ({ index, x, y, values: [x, y] as const, forbidden: false });
  const dots = [dot(0, 0.5, 0.1), dot(1, 0.1, 0.9), dot(2, 0.9, 0.5)];
  expect(nextDot(dots, null, 'ArrowRight')?.index).toBe(1);
  expect(nextDot(dots, 1, 'ArrowRight')?.index).toBe(0);
  expect(nextDot(dots, 2, 'ArrowRight')?.index).toBe(2);
  expect(nextDot(dots, 0, 'ArrowUp')?.index).toBe(2);
  expect(nextDot([], null, 'ArrowUp')).toBeNull();
});

test('histograms count the draws that use a setting', () => {
  const draws = drawsOf(space, 1);
  const counts = histogramsOf(space, draws);
  const sum = (name: string) => (counts.get(name) ?? []).reduce((all, one) => all + one, 0);
  expect(sum('optimizer.learningRate')).toBe(200);
  expect(sum('optimizer.momentum')).toBe(counts.get('optimizer.name')?.[0]);
});
