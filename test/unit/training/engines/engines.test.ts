import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { CompiledProgram, Engine } from '#main/training/engines/engine.ts';
import { engineNames, getEngine, resolveEngine } from '#main/training/engines/index.ts';
import { referenceEngine } from '#main/training/engines/reference/engine.ts';
import { distance } from '#main/training/engines/self-test/compare.ts';
import { familyCases } from '#main/training/engines/self-test/family-cases.ts';
import { selfTest } from '#main/training/engines/self-test.ts';
import { engineNames as named } from '#shared/study/study-schema.ts';

it('auto is onnx before any test; an unknown engine is a sentence with the known ones', async () => {
  expect(await resolveEngine('auto', null)).toBe('onnx');
  for (const name of engineNames) expect((await getEngine(name)).name).toBe(name);
  const sentence = 'There is no engine "cuda": choose auto or onnx or tensorflow or tfjs or reference.';
  await expect(resolveEngine('cuda')).rejects.toThrow(sentence);
});

it('a study may name exactly the engines that are there', () => {
  expect([...named].sort()).toEqual(['auto', ...engineNames].sort());
});

it('the version of onnx is that of onnxruntime', async () => {
  expect(await (await getEngine('onnx')).version()).toMatch(/^\d+\.\d+\.\d+/);
});

/** The reference with a defect. */
function broken(spoil: (compiled: CompiledProgram) => CompiledProgram): Engine {
  return { ...referenceEngine, compile: async (...given) => spoil(await referenceEngine.compile(...given)) };
}

it('the self-test notices wrong outputs, NaN and throwing, each with a sentence', { timeout: 60_000 }, async () => {
  const shifted = broken((compiled) => ({
    ...compiled,
    evaluate: async (batch) => (await compiled.evaluate(batch)).map((value) => value + 1e-3),
  }));
  const silent = broken((compiled) => ({
    ...compiled,
    evaluate: async (batch) => (await compiled.evaluate(batch)).fill(Number.NaN),
  }));
  const lazy = broken((compiled) => ({ ...compiled, step: async () => ({ loss: 1, gradientNorm: 1, correct: 0 }) }));
  const throwing: Engine = {
    ...referenceEngine,
    compile: async () => {
      throw new Error('no device');
    },
  };
  const [a, b, c, d] = await Promise.all([shifted, silent, lazy, throwing].map((engine) => selfTest(engine)));
  expect([a?.passed, b?.passed, d?.passed]).toEqual([0, 0, 0]);
  expect(c?.failures.some((sentence) => sentence.startsWith('mlp, adam differs from the reference by'))).toBe(true);
  expect(d?.failures).toContain('matmul plus bias fails: no device');
});

it('distance: relative to large values, absolute for small ones, infinite for a one-sided NaN', () => {
  expect(distance([1000.1], [1000])).toBeCloseTo(1e-4, 6);
  expect(distance([0.1], [0])).toBeCloseTo(0.1, 12);
  expect(distance([Number.NaN], [1])).toBe(Number.POSITIVE_INFINITY);
  expect(distance([Number.NaN, Number.POSITIVE_INFINITY], [Number.NaN, Number.POSITIVE_INFINITY])).toBe(0);
  expect(distance([1], [1, 2])).toBe(Number.POSITIVE_INFINITY);
});

it.runIf(process.platform === 'linux')(
  'onnx starts as many threads as a trial may have, not one per core',
  async () => {
    const engine = await getEngine('onnx');
    const [first] = familyCases;
    if (first === undefined) throw new Error('there is no case to compile');
    const running = () => readdirSync('/proc/self/task').length;
    const started = async (threads: number) => {
      const before = running();
      const compiled = await engine.compile(first.program, { threads, batchSize: 4, evaluationBatchSize: 4 });
      const more = running() - before;
      await compiled.dispose();
      return more;
    };
    // The first one also starts what is shared by all.
    await started(1);
    expect(await started(1)).toBe(0);
    expect(await started(6)).toBe(5);
  },
);
