import { describe, expect, it } from 'vitest';
import { buildProgram } from '#main/training/program/build.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { header } from './headers.ts';

const layersOf = (...arguments_: Parameters<typeof buildProgram>) =>
  buildProgram(...arguments_).layers.map(({ kind, outputShape, parameters }) => [kind, outputShape, parameters]);

describe('models', () => {
  it('mlp: layers, units and their shape', () => {
    expect(
      layersOf(
        { 'model.family': 'mlp', 'model.layers': 2, 'model.units': 256, 'model.unitsShape': 'halving' },
        header(),
      ),
    ).toEqual([
      ['dense, relu', [256], 784 * 256 + 256],
      ['dense, relu', [128], 256 * 128 + 128],
      ['dense', [10], 128 * 10 + 10],
    ]);
    const doubling = { 'model.family': 'mlp', 'model.layers': 3, 'model.units': 2, 'model.unitsShape': 'doubling' };
    expect(layersOf(doubling, header()).map(([, shape]) => shape)).toEqual([[2], [4], [8], [10]]);
  });

  it('cnn: filters double, maps halve, odd edges are cropped', () => {
    const settings = { 'model.family': 'cnn', 'model.convLayers': 3, 'model.filters': 8, 'model.units': 32 };
    expect(layersOf(settings, header({ inputShape: [28, 30, 3] }))).toEqual([
      ['conv 3×3, relu', [8, 28, 30], 3 * 9 * 8 + 8],
      ['max pool 2×2', [8, 14, 15], 0],
      ['conv 3×3, relu', [16, 14, 15], 8 * 9 * 16 + 16],
      ['max pool 2×2', [16, 7, 7], 0],
      ['conv 3×3, relu', [32, 7, 7], 16 * 9 * 32 + 32],
      ['max pool 2×2', [32, 3, 3], 0],
      ['dense, relu', [32], 32 * 9 * 32 + 32],
      ['dense', [10], 330],
    ]);
  });

  it('images too small to pool again are left as they are', () => {
    const settings = { 'model.family': 'cnn', 'model.convLayers': 3, 'model.filters': 1, 'model.layers': 0 };
    expect(layersOf(settings, header({ inputShape: [4, 2, 1] })).map(([, shape]) => shape)).toEqual([
      [1, 4, 2],
      [1, 2, 1],
      [2, 2, 1],
      [4, 2, 1],
      [10],
    ]);
  });

  it('the family follows the data when the settings name none', () => {
    expect(layersOf({}, header())[0]?.[0]).toBe('conv 3×3, relu');
    expect(layersOf({}, header({ kind: 'table', inputShape: [4] }))[0]?.[0]).toBe('dense, relu');
  });

  it('regression has one output', () => {
    const program = buildProgram({ 'model.family': 'mlp' }, header({ task: 'regression', classes: null }));
    expect([program.outputs, program.loss, program.task]).toEqual([1, 'meanSquaredError', 'regression']);
  });
});

describe('refusals', () => {
  it.each([
    [{ 'model.family': 'cnn' }, { kind: 'table', inputShape: [4] }, 'needs images'],
    [{ 'model.dropout': 1 }, {}, 'model.dropout must be at least 0 and below 1, not 1'],
    [{ 'model.units': 0 }, {}, 'model.units must be a whole number of at least 1, not 0'],
    [{ 'model.activation': 'swish' }, {}, 'choose relu, elu, gelu, selu, tanh, sigmoid or leakyRelu'],
    [{ 'model.family': 'mlp' }, { kind: 'text', inputShape: [4], vocabulary: ['', '(unknown)', 'a'] }, 'needs numbers'],
    [{ 'model.family': 'rnn' }, { kind: 'table', inputShape: [4] }, 'needs sequences or images'],
    [{ 'model.recurrentDropout': 1 }, { kind: 'sequence', inputShape: [4, 2] }, 'below 1, not 1'],
    [{}, { kind: 'sequence', inputShape: [1001, 2] }, 'at most 1000 steps, and these sequences have 1001'],
    [
      { 'model.recurrentLayers': 2, 'model.bidirectional': true },
      { kind: 'sequence', inputShape: [251, 2] },
      '250 in each, and these sequences have 251: set model.sequenceLength to 250 or less',
    ],
  ] as const)('%j', (settings, facts, sentence) => {
    expect(() => buildProgram(settings, header(facts))).toThrow(sentence);
  });
});

describe('signature', () => {
  const base = { 'model.family': 'mlp', 'optimizer.name': 'adam' };
  const signature = (settings: ResolvedSettings) => buildProgram({ ...base, ...settings }, header()).signature;

  it('is the same for what changes without recompiling', () => {
    expect(signature({ 'optimizer.learningRate': 0.1, 'optimizer.beta1': 0.5 })).toBe(signature({}));
    expect(signature({ 'optimizer.clipNorm': 5 })).toBe(signature({ 'optimizer.clipNorm': 1 }));
    expect(signature({ 'model.dropout': 0.2 })).toBe(signature({ 'model.dropout': 0.7 }));
  });

  it('differs with structure and shapes', () => {
    const all: ResolvedSettings[] = [
      {},
      { 'model.units': 129 },
      { 'model.activation': 'elu' },
      { 'optimizer.name': 'sgd' },
      { 'model.dropout': 0.2 },
      { 'regularization.l2': 1 },
      { 'optimizer.clipNorm': 5 },
      { 'optimizer.clipValue': 5 },
    ];
    expect(new Set(all.map(signature)).size).toBe(all.length);
  });
});

it('scalars of a step: settings, then what the loop gives', () => {
  const program = buildProgram({ 'model.family': 'mlp', 'optimizer.name': 'adam', 'optimizer.beta1': 0.8 }, header());
  const named = (step: number) =>
    Object.fromEntries(
      program.scalarValues({ learningRate: 0.01, step }).map((value, i) => [program.graphScalars[i], value]),
    );
  expect(named(1)).toMatchObject({ beta1: Math.fround(0.8) });
  // Kingma & Ba 2015, section 2: η √(1 − β₂ᵗ) / (1 − β₁ᵗ).
  expect(named(3).stepSize).toBeCloseTo(
    (0.01 * Math.sqrt(1 - Math.fround(0.999) ** 3)) / (1 - Math.fround(0.8) ** 3),
    15,
  );
  expect(() => program.scalarValues({ learningRate: 0.01 })).toThrow('step');
});
