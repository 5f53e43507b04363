// Every operation, forward and gradient: engines against the float64 reference, its gradients against finite differences.
import { describe, expect, it } from 'vitest';
import { createReferenceEngine } from '#main/training/engines/reference/engine.ts';
import { runGraph } from '#main/training/engines/reference/run-graph.ts';
import { distance, opTolerance } from '#main/training/engines/self-test/compare.ts';
import { opCases } from '#main/training/engines/self-test/op-cases.ts';
import { type OpProgram, opProgram } from '#main/training/engines/self-test/op-program.ts';
import { evaluateOnce } from '#main/training/engines/self-test.ts';
import { topologicalOrder } from '#main/training/program/value.ts';
import { availableEngines } from './available-engines.ts';

const engines = await availableEngines();

const exact = createReferenceEngine('float64');

for (const engine of engines) {
  describe(`operations on ${engine.name}`, () => {
    it.each(opCases)('$name', async (opCase) => {
      const { program, x } = opProgram(opCase);
      const expected = await evaluateOnce(exact, program, x);
      expect(expected.every(Number.isFinite)).toBe(true);
      expect(distance(await evaluateOnce(engine, program, x), expected)).toBeLessThan(opTolerance);
    });
  });
}

/** Everything the program puts out for one row, in float64. */
function compute({ program }: OpProgram, x: Float64Array): Float64Array {
  const { outputs } = program.forward(1);
  return Float64Array.from(runGraph([outputs], { leaf: () => x, scalar: () => Number.NaN }, 'float64')[0] ?? []);
}

describe('gradients', () => {
  it.each(opCases)('of $name equal central differences', (opCase) => {
    const wrapped = opProgram(opCase);
    const { resultSize, offsets } = wrapped;
    const x = Float64Array.from(wrapped.x);
    const gradient = compute(wrapped, x).subarray(resultSize);
    const weightStart = offsets.at(-1) ?? 0;
    const weights = x.subarray(weightStart);
    const weighted = (point: Float64Array) =>
      compute(wrapped, point)
        .subarray(0, resultSize)
        .reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);
    const step = 1e-5;
    opCase.operands.forEach(({ domain }, operand) => {
      if (typeof domain === 'object') return;
      const end = offsets[operand + 1] ?? 0;
      for (let i = offsets[operand] ?? 0; i < end; i += Math.max(1, Math.floor((end - (offsets[operand] ?? 0)) / 12))) {
        const up = x.slice();
        const down = x.slice();
        up[i] = (x[i] ?? 0) + step;
        down[i] = (x[i] ?? 0) - step;
        const difference = (weighted(up) - weighted(down)) / (2 * step);
        expect(gradient[i], `operand ${operand}, element ${i}`).toBeCloseTo(difference, 6);
      }
    });
  });
});

it('has a case for every operation', async () => {
  const { kernels } = await import('#main/training/engines/reference/run-graph.ts');
  const covered = new Set(
    opCases.flatMap((opCase) => topologicalOrder([opProgram(opCase).program.forward(1).outputs]).map(({ op }) => op)),
  );
  const elsewhere = ['state', 'scalar', 'dropoutMask'];
  expect(Object.keys(kernels).filter((op) => !covered.has(op))).toEqual(expect.arrayContaining(elsewhere));
  expect(Object.keys(kernels).filter((op) => !covered.has(op) && !elsewhere.includes(op))).toEqual([]);
});
