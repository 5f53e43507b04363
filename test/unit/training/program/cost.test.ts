import { describe, expect, it } from 'vitest';
import { buildProgram } from '#main/training/program/build.ts';
import { costOf } from '#main/training/program/cost.ts';
import { flopsOf } from '#main/training/program/flops.ts';
import { conv2d, conv2dFilterGradient, conv2dInputGradient } from '#main/training/program/ops/conv2d.ts';
import { input } from '#main/training/program/ops/leaves.ts';
import { matmul } from '#main/training/program/ops/matmul.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { header } from './headers.ts';

const sizes = { batchSize: 128, evaluationBatchSize: 256 };
const cost = (settings: ResolvedSettings, batch: Partial<typeof sizes> = {}) =>
  costOf(buildProgram(settings, header()), { ...sizes, ...batch });
const mlp = { 'model.family': 'mlp', 'model.layers': 2, 'model.units': 256, 'model.unitsShape': 'halving' };

describe('floating-point operations', () => {
  it('a matrix product counts 2nmk, transposed or not', () => {
    expect(flopsOf(matmul(input('a', [3, 5]), input('b', [5, 7])))).toBe(2 * 3 * 5 * 7);
    const transposed = matmul(input('a', [5, 3]), input('b', [7, 5]), { transposeA: true, transposeB: true });
    expect(flopsOf(transposed)).toBe(2 * 3 * 5 * 7);
  });

  it('a convolution and both its gradients count 2·n·o·h·w·(c/groups)·kh·kw', () => {
    const attributes = { strides: [1, 1], pads: [1, 1, 1, 1], groups: 2 } as const;
    const x = input('x', [2, 4, 8, 8]);
    const kernel = input('k', [6, 2, 3, 3]);
    const y = conv2d(x, kernel, attributes);
    const expected = 2 * (2 * 6 * 8 * 8) * (2 * 3 * 3);
    expect(flopsOf(y)).toBe(expected);
    expect(flopsOf(conv2dInputGradient(y, kernel, x.shape, attributes))).toBe(expected);
    expect(flopsOf(conv2dFilterGradient(x, y, kernel.shape, attributes))).toBe(expected);
  });

  it('a step of an MLP is its three products a layer, the first without a gradient by its input', () => {
    const products = 2 * 128 * (2 * 784 * 256 + 3 * 256 * 128 + 3 * 128 * 10);
    const { flopsPerStep } = cost(mlp);
    expect(flopsPerStep).toBeGreaterThan(products);
    expect(flopsPerStep).toBeLessThan(1.1 * products);
  });
});

describe('memory of a program', () => {
  const parameters = 784 * 256 + 256 + 256 * 128 + 128 + 128 * 10 + 10;

  it('weights, gradients and slots are counted by the optimiser', () => {
    const adam = cost({ ...mlp, 'optimizer.name': 'adam' });
    expect(adam).toMatchObject({ weightBytes: 4 * parameters, gradientBytes: 4 * parameters });
    expect(adam.slotBytes).toBe(8 * parameters);
    expect(cost({ ...mlp, 'optimizer.name': 'sgd' }).slotBytes).toBe(0);
  });

  it('activations grow with the batch, and hold at least the batch and what the backward pass needs', () => {
    const small = cost(mlp).activationBytes;
    const large = cost(mlp, { batchSize: 1280 }).activationBytes;
    expect(small).toBeGreaterThanOrEqual(4 * 128 * (784 + 256 + 128));
    expect(large / small).toBeGreaterThan(4);
    expect(large / small).toBeLessThan(10.1);
  });

  it('values that nothing needs any more are not counted: a forward pass holds two neighbouring layers', () => {
    const deep = cost({ 'model.family': 'mlp', 'model.layers': 8, 'model.units': 784 }).evaluationBytes;
    expect(deep).toBeLessThanOrEqual(4 * 256 * 784 * 3.1);
  });

  it('every family has a cost', () => {
    for (const family of ['mlp', 'cnn', 'rnn']) {
      const { flopsPerStep, activationBytes, evaluationBytes } = cost({ 'model.family': family, 'model.layers': 1 });
      for (const value of [flopsPerStep, activationBytes, evaluationBytes]) expect(value).toBeGreaterThan(1000);
    }
  });
});
