// What the backend holds between steps, and that a plan does not compute the same twice.
import { beforeAll, describe, expect, it } from 'vitest';
import type { CompiledProgram } from '#main/training/engines/engine.ts';
import { batchSize, familyCases, randomBatch, trainSteps } from '#main/training/engines/self-test/family-cases.ts';
import type { Backend } from '#main/training/engines/tfjs/backend.ts';
import { openBackend } from '#main/training/engines/tfjs/backends.ts';
import { compileFor } from '#main/training/engines/tfjs/engine.ts';
import { lower } from '#main/training/engines/tfjs/lower.ts';
import { initialState } from '#main/training/program/initial-state.ts';
import { add, maximum, mul } from '#main/training/program/ops/elementwise.ts';
import { constant, input } from '#main/training/program/ops/leaves.ts';
import { reshape } from '#main/training/program/ops/movement.ts';
import type { TrainingProgram } from '#main/training/program/program.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await openBackend(async () => undefined, { VERNIER_TFJS_BACKEND: 'wasm' });
});

function programNamed(name: string): TrainingProgram {
  const found = familyCases.find((familyCase) => familyCase.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found.program;
}

async function compiled(program: TrainingProgram): Promise<CompiledProgram> {
  const model = compileFor(backend, program, { threads: 1, batchSize, evaluationBatchSize: batchSize });
  await model.write(initialState(program, 3));
  return model;
}

describe('buffers', () => {
  it.each([
    ['mlp, adam', 2000],
    ['cnn, momentum', 2000],
    ['gru, two layers, both directions, masked, momentum', 300],
  ] as const)(
    '%s: as many after %i steps as after one, none after the end',
    async (name, steps) => {
      const program = programNamed(name);
      const atStart = backend.count();
      const model = await compiled(program);
      await trainSteps(model, program, 1, 1);
      await model.evaluate(randomBatch(program, batchSize, 0));
      const afterOne = backend.count();
      await trainSteps(model, program, 2, steps);
      await model.evaluate(randomBatch(program, batchSize, 0));
      await model.write(await model.read());
      expect(backend.count()).toBe(afterOne);
      await model.dispose();
      expect(backend.count()).toBe(atStart);
    },
    60_000,
  );
});

describe('a plan', () => {
  const x = input('x', [2, 3]);
  const kernels = (...wanted: Parameters<typeof lower>[1]) =>
    lower([], wanted, backend.traits).calls.map(({ kernel }) => kernel);

  it('makes equal calls once', () => {
    expect(kernels(add(mul(x, x), mul(x, x)))).toEqual(['Multiply', 'Add']);
  });

  it('computes what depends on constants before the first run', () => {
    const plan = lower([], [mul(x, add(constant(2), constant(3)))], backend.traits);
    expect(plan.once.map(({ kernel }) => kernel)).toEqual(['Add']);
    expect(plan.calls.map(({ kernel }) => kernel)).toEqual(['Multiply']);
  });

  it('reshapes once where the program does it twice', () => {
    expect(kernels(reshape(reshape(x, [6]), [3, 2]))).toEqual(['Reshape']);
  });

  it('gives every output a call of its own, so that each can be released', () => {
    const product = mul(x, x);
    const { outputs } = lower([], [product, product, x], backend.traits);
    expect(new Set(outputs).size).toBe(3);
  });

  it('guards against the NaN that a maximum would lose, but not against a number', () => {
    expect(kernels(maximum(x, constant(0)))).toEqual(['Maximum']);
    expect(kernels(maximum(x, input('y', [2, 3])))).toContain('IsNan');
  });
});
