import { describe, expect, it } from 'vitest';
import type { Engine } from '#main/training/engines/engine.ts';
import { getEngine } from '#main/training/engines/index.ts';
import { reusing } from '#main/training/engines/reusing.ts';
import { trainTrial } from '#main/training/loop/index.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { recorded } from '../loop/blobs.ts';

/** The onnx engine, with a count of what it compiles and gives up. */
async function counted(): Promise<Engine & { compiled: number; disposed: number }> {
  const engine = await getEngine('onnx');
  const own = {
    name: engine.name,
    compiled: 0,
    disposed: 0,
    unavailable: () => engine.unavailable(),
    usesCuda: () => engine.usesCuda(),
    version: () => engine.version(),
    async compile(...given: Parameters<Engine['compile']>) {
      own.compiled++;
      const program = await engine.compile(...given);
      return {
        ...program,
        dispose() {
          own.disposed++;
          return program.dispose();
        },
      };
    },
  };
  return own;
}

const base: ResolvedSettings = { 'training.epochs': 2, 'optimizer.name': 'adam', 'model.dropout': 0.3 };

async function curve(engine: Engine, settings: ResolvedSettings): Promise<unknown> {
  const { request, epochs } = await recorded({ ...base, ...settings }, { engine });
  await trainTrial(request);
  return epochs;
}

describe('an engine that keeps its last program', () => {
  it('compiles once for trials that differ in rates only, and each is as if it had been compiled for it', async () => {
    const onnx = await counted();
    const engine = reusing(onnx);
    const trials: ResolvedSettings[] = [
      { 'optimizer.learningRate': 0.1 },
      { 'optimizer.learningRate': 0.001, 'model.dropout': 0.6 },
      { 'optimizer.beta1': 0.5, 'optimizer.epsilon': 0.01 },
      {},
    ];
    for (const settings of trials) {
      expect(await curve(engine, settings)).toEqual(await curve(await counted(), settings));
    }
    expect([onnx.compiled, onnx.disposed]).toEqual([1, 0]);
  });

  it('compiles again for another shape, batch or optimiser, and holds one program at a time', async () => {
    const onnx = await counted();
    const engine = reusing(onnx);
    const others: ResolvedSettings[] = [
      {},
      { 'model.units': 17 },
      { 'training.batchSize': 20 },
      { 'optimizer.name': 'sgd' },
      { 'regularization.l2': 0.1 },
    ];
    for (const settings of others)
      expect(await curve(engine, settings)).toEqual(await curve(await counted(), settings));
    expect([onnx.compiled, onnx.disposed]).toEqual([5, 4]);
  });

  it('does not trust a program that failed with another trial', async () => {
    const onnx = await counted();
    const compile = onnx.compile.bind(onnx);
    const failing = {
      ...onnx,
      compile: async (...given: Parameters<Engine['compile']>) => ({
        ...(await compile(...given)),
        step: () => Promise.reject(new Error('out of memory')),
      }),
    };
    const engine = reusing(failing);
    for (let trial = 0; trial < 2; trial++) await expect(curve(engine, {})).rejects.toThrow('out of memory');
    expect(onnx.compiled).toBe(2);
  });
});
