// Wraps one operation, its result and its gradients into a program, so that any engine can compute it through `evaluate`.
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { assembleProgram } from '../../program/assemble.ts';
import { gradients } from '../../program/gradient.ts';
import { mul } from '../../program/ops/elementwise.ts';
import { constant } from '../../program/ops/leaves.ts';
import { concat, reshape, slice } from '../../program/ops/movement.ts';
import { reduceSum } from '../../program/ops/reductions.ts';
import { sgd } from '../../program/optimizers/sgd.ts';
import type { TrainingProgram } from '../../program/program.ts';
import { sizeOf, type Value } from '../../program/value.ts';
import type { Domain, OpCase, Operand } from './op-cases.ts';

/** Operands one after the other, flat, then a weight for each element of the result: the numbers that one row of x carries. */
export interface OpProgram {
  readonly program: TrainingProgram;
  /** One row of x. */
  readonly x: Float32Array;
  /** How many of the program's outputs are the result; the rest are the gradients of Σ weight · result by each operand. */
  readonly resultSize: number;
  /** Offsets in x where the operands begin; the last one is where the weights begin. */
  readonly offsets: readonly number[];
}

export function opProgram(opCase: OpCase): OpProgram {
  const { operands, name } = opCase;
  const offsets = [0];
  for (const { shape } of operands) offsets.push((offsets.at(-1) ?? 0) + sizeOf(shape));
  const weightStart = offsets.at(-1) ?? 0;
  const parts = (x: Value) =>
    operands.map(({ shape }, i) => {
      const start = offsets[i] ?? 0;
      return reshape(slice(x, [0, start], [1, start + sizeOf(shape)]), shape);
    });
  const resultSize = sizeOf(opCase.apply(...operands.map(({ shape }) => blank(shape))).shape);
  const inputSize = weightStart + resultSize;

  const model = (x: Value): Value => {
    const values = parts(x);
    const result = opCase.apply(...values);
    const weights = reshape(slice(x, [0, weightStart], [1, inputSize]), result.shape);
    const byOperand = gradients(reduceSum(mul(result, weights)), values);
    return concat(
      [result, ...byOperand].map((value) => reshape(value, [1, sizeOf(value.shape)])),
      1,
    );
  };
  const program = assembleProgram({
    inputShape: [inputSize],
    outputs: resultSize + weightStart,
    task: 'regression',
    // A program has at least one weight; this one has no part in the result.
    model: (x, builder) => {
      builder.parameter('unused', { shape: [1], initializer: 'zeros', fanIn: 1, fanOut: 1, penalised: false });
      return model(x);
    },
    loss: { name: 'none', perRow: (_outputs, y) => y, correct: () => constant(0) },
    optimizer: sgd,
    penalties: { l1: false, l2: false },
    scalars: {},
  });
  const drawn = [...operands, { shape: [resultSize], domain: 'signed' } satisfies Operand].map(({ shape, domain }, i) =>
    draw(domain, sizeOf(shape), deriveSeed(1, name, i)),
  );
  return { program, x: Float32Array.from(drawn.flat()), resultSize, offsets };
}

/** Numbers of an operand; signed and positive ones lie in ±[0.2, 1.2], all different, in steps that survive float32. */
function draw(domain: Domain, size: number, seed: number): number[] {
  const random = randomStream(seed);
  if (typeof domain === 'object') return Array.from({ length: size }, () => random.int(0, domain.indexBelow - 1));
  const magnitudes = random.shuffle(Array.from({ length: size }, (_, i) => 0.2 + (i + random.uniform() / 2) / size));
  return magnitudes.map((value) => (domain === 'signed' && random.uniform() < 0.5 ? -value : value));
}

function blank(shape: Operand['shape']): Value {
  return { op: 'input', inputs: [], attributes: { name: 'blank' }, shape };
}
