// Numbers that can be worked out by hand, on every engine.
import { describe, expect, it } from 'vitest';
import type { DatasetHeader } from '#main/data/dataset.ts';
import { buildProgram } from '#main/training/program/build.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { availableEngines } from './available-engines.ts';

const engines = await availableEngines();

const header: DatasetHeader = {
  version: 1,
  fingerprint: 'golden',
  task: 'classification',
  kind: 'table',
  rows: 2,
  inputShape: [2],
  features: ['a', 'b'],
  xType: 'float32',
  vocabulary: null,
  classes: ['no', 'yes'],
  trainClassCounts: [1, 1],
  label: 'label',
  labelMean: 0,
  labelSd: 1,
  statistics: { mean: [0, 0], sd: [1, 1], min: [0, 0], max: [1, 1] },
  trainRows: 2,
  validationRows: 0,
  testRows: 0,
};

const zeroWeights = [
  ['dense1/kernel', { shape: [2, 2], data: new Float32Array(4) }],
  ['dense1/bias', { shape: [2], data: new Float32Array(2) }],
] as const;
const zeroSlots = ['m', 'v'].flatMap((slot) =>
  zeroWeights.map(([name, tensor]) => [`adam/${slot}/${name}`, tensor] as const),
);
// Both rows are of class "yes", x = (1, −3) and (2, 1).
const batch = { size: 2, x: Float32Array.of(1, -3, 2, 1), y: Float32Array.of(1, 1) };

for (const engine of engines) {
  describe(`by hand on ${engine.name}`, () => {
    const logistic = async (settings: ResolvedSettings, slots: typeof zeroSlots = []) => {
      const program = buildProgram({ 'model.layers': 0, ...settings }, header);
      const model = await engine.compile(program, { threads: 1, batchSize: 2, evaluationBatchSize: 2 });
      await model.write(new Map([...zeroWeights, ...slots]));
      return model;
    };

    it('logistic regression: loss ln 2, gradient mean of (softmax − onehot) xᵀ', async () => {
      const model = await logistic({ 'optimizer.name': 'sgd' });
      const { loss, gradientNorm } = await model.step(batch, { learningRate: 1, step: 1, seed: 1 });
      expect(loss).toBeCloseTo(Math.LN2, 6);
      // softmax − onehot is (½, −½) for both rows; the mean of x is (3/2, −1).
      const state = await model.read();
      expect([...(state.get('dense1/kernel')?.data ?? [])]).toEqual([-0.75, 0.75, 0.5, -0.5]);
      expect([...(state.get('dense1/bias')?.data ?? [])]).toEqual([-0.5, 0.5]);
      expect(gradientNorm).toBeCloseTo(Math.sqrt(2 * (0.75 ** 2 + 0.5 ** 2 + 0.5 ** 2)), 6);
      await model.dispose();
    });

    it('a row of weight 0 does not count', async () => {
      const model = await logistic({ 'optimizer.name': 'sgd' });
      await model.step({ ...batch, weight: Float32Array.of(1, 0) }, { learningRate: 1, step: 1, seed: 1 });
      expect([...((await model.read()).get('dense1/kernel')?.data ?? [])]).toEqual([-0.5, 0.5, 1.5, -1.5]);
      await model.dispose();
    });

    it("Adam's first step is the learning rate in the direction of the sign", async () => {
      const model = await logistic({ 'optimizer.name': 'adam' }, zeroSlots);
      await model.step(batch, { learningRate: 0.001, step: 1, seed: 1 });
      const kernel = (await model.read()).get('dense1/kernel')?.data ?? [];
      [-0.001, 0.001, 0.001, -0.001].forEach((expected, i) => {
        expect(kernel[i]).toBeCloseTo(expected, 8);
      });
      await model.dispose();
    });

    it('the L2 penalty λ·Σw² adds 2λw to the gradient of kernels, and nothing to biases or the loss', async () => {
      const model = await logistic({ 'optimizer.name': 'sgd', 'regularization.l2': 0.25 });
      await model.write(
        new Map([
          ['dense1/kernel', { shape: [2, 2], data: Float32Array.of(4, 4, -2, -2) }],
          ['dense1/bias', { shape: [2], data: Float32Array.of(8, 8) }],
        ]),
      );
      const { loss } = await model.step(batch, { learningRate: 1, step: 1, seed: 1 });
      expect(loss).toBeCloseTo(Math.LN2, 6);
      const state = await model.read();
      // w − (data gradient + 2 · 0.25 · w)
      expect([...(state.get('dense1/kernel')?.data ?? [])]).toEqual([1.25, 2.75, -0.5, -1.5]);
      expect([...(state.get('dense1/bias')?.data ?? [])]).toEqual([7.5, 8.5]);
      await model.dispose();
    });

    it('momentum 0.5 repeats half of the step before', async () => {
      const model = await logistic({ 'optimizer.name': 'sgd', 'optimizer.momentum': 0.5 }, [
        ['momentum/velocity/dense1/kernel', { shape: [2, 2], data: Float32Array.of(2, 0, 0, 0) }],
        ['momentum/velocity/dense1/bias', { shape: [2], data: new Float32Array(2) }],
      ] as unknown as typeof zeroSlots);
      await model.step(batch, { learningRate: 1, step: 1, seed: 1 });
      expect([...((await model.read()).get('dense1/kernel')?.data ?? [])]).toEqual([-1.75, 0.75, 0.5, -0.5]);
      await model.dispose();
    });
  });
}
