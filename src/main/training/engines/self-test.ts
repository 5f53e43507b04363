// A quick check that an engine computes on this machine what the reference computes: every operation with its gradient, every model
// family with every optimiser. Engines are offered only after it passed.
import type { Engine } from './engine.ts';
import { createReferenceEngine } from './reference/engine.ts';
import { distance, opTolerance, trainingTolerance } from './self-test/compare.ts';
import { type FamilyCase, type FamilyRun, familyCases, runFamily } from './self-test/family-cases.ts';
import { opCases } from './self-test/op-cases.ts';
import { opProgram } from './self-test/op-program.ts';

export interface SelfTestResult {
  readonly passed: number;
  readonly failed: number;
  /** One sentence per failed case. */
  readonly failures: readonly string[];
}

const steps = 3;

/**
 * Never rejects: an engine that throws fails the case. Takes about a second on a CPU. All model families unless given some. `told` hears
 * how many of the cases are done, and is waited for.
 */
export async function selfTest(
  engine: Engine,
  families: readonly FamilyCase[] = familyCases,
  told?: (done: number, total: number) => Promise<void>,
): Promise<SelfTestResult> {
  const exact = createReferenceEngine('float64');
  const failures: string[] = [];
  const total = opCases.length + families.length;
  let done = 0;
  const check = async (name: string, tolerance: number, difference: () => Promise<number>) => {
    try {
      const found = await difference();
      if (!(found <= tolerance)) failures.push(`${name} differs from the reference by ${found.toExponential(1)}.`);
    } catch (error) {
      failures.push(`${name} fails: ${error instanceof Error ? error.message : String(error)}`);
    }
    done++;
    await told?.(done, total);
  };
  for (const opCase of opCases) {
    await check(opCase.name, opTolerance, async () => {
      const { program, x } = opProgram(opCase);
      return distance(await evaluateOnce(engine, program, x), await evaluateOnce(exact, program, x));
    });
  }
  for (const { name, program } of families) {
    await check(name, trainingTolerance, async () =>
      runDistance(await runFamily(engine, program, steps), await runFamily(exact, program, steps)),
    );
  }
  return { passed: total - failures.length, failed: failures.length, failures };
}

type Program = Parameters<Engine['compile']>[0];

/** Outputs for one row. */
export async function evaluateOnce(engine: Engine, program: Program, x: Float32Array): Promise<Float32Array> {
  const compiled = await engine.compile(program, { threads: 1, batchSize: 1, evaluationBatchSize: 1 });
  try {
    return await compiled.evaluate({ size: 1, x });
  } finally {
    await compiled.dispose();
  }
}

/** The largest distance between losses, gradient norms, outputs and final weights and slots of two runs. */
export function runDistance(actual: FamilyRun, expected: FamilyRun): number {
  const numbers = ({ steps: results }: FamilyRun) =>
    results.flatMap(({ loss, gradientNorm, correct }) => [loss, gradientNorm, correct]);
  const states = [...expected.state].map(([name, { data }]) => distance(actual.state.get(name)?.data ?? [], data));
  return Math.max(distance(numbers(actual), numbers(expected)), distance(actual.outputs, expected.outputs), ...states);
}
