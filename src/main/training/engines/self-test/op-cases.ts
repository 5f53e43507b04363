// One small case per operation and per way of using it: the rows of the self-test and of the conformance suite.
import { activation, activationNames } from '../../program/layers/activations.ts';
import { conv2d, samePadding } from '../../program/ops/conv2d.ts';
import { crossEntropy, sigmoidCrossEntropy, softCrossEntropy } from '../../program/ops/cross-entropy.ts';
import * as elementwise from '../../program/ops/elementwise.ts';
import { constant } from '../../program/ops/leaves.ts';
import { matmul } from '../../program/ops/matmul.ts';
import * as movement from '../../program/ops/movement.ts';
import { averagePool2d, maxPool2d, upsample2d } from '../../program/ops/pooling.ts';
import * as reductions from '../../program/ops/reductions.ts';
import type { Shape, Value } from '../../program/value.ts';

/** How the numbers of an operand are drawn. All keep away from 0, where some derivatives jump. */
export type Domain = 'signed' | 'positive' | { readonly indexBelow: number };

export interface Operand {
  readonly shape: Shape;
  readonly domain: Domain;
}

export interface OpCase {
  readonly name: string;
  readonly operands: readonly Operand[];
  apply(...operands: readonly Value[]): Value;
}

const signed = (...shape: number[]): Operand => ({ shape, domain: 'signed' });
const positive = (...shape: number[]): Operand => ({ shape, domain: 'positive' });
const indices = (indexBelow: number, ...shape: number[]): Operand => ({ shape, domain: { indexBelow } });

function opCase(name: string, operands: readonly Operand[], apply: (...operands: Value[]) => Value): OpCase {
  return { name, operands, apply };
}

const {
  add,
  sub,
  mul,
  div,
  minimum,
  maximum,
  equal,
  greater,
  neg,
  abs,
  sign,
  exp,
  log,
  sqrt,
  erf,
  tanh,
  sigmoid,
  relu,
} = elementwise;

const binaryCases = Object.entries({ add, sub, mul, div, minimum, maximum, equal, greater }).flatMap(
  ([name, apply]) => [
    opCase(name, [signed(3, 4), signed(3, 4)], apply),
    opCase(`${name} broadcast row`, [signed(2, 3, 4), signed(4)], apply),
    opCase(`${name} broadcast both`, [signed(3, 1), signed(1, 5)], apply),
  ],
);
const unaryCases = Object.entries({ neg, abs, sign, exp, erf, tanh, sigmoid, relu }).map(([name, apply]) =>
  opCase(name, [signed(3, 7)], apply),
);
const positiveCases = Object.entries({ log, sqrt }).map(([name, apply]) => opCase(name, [positive(3, 7)], apply));
const activationCases = activationNames.map((name) =>
  opCase(`activation ${name}`, [signed(4, 9)], (x) => activation(name, x)),
);

const transpositions = [
  { transposeA: false, transposeB: false },
  { transposeA: true, transposeB: false },
  { transposeA: false, transposeB: true },
  { transposeA: true, transposeB: true },
];
const matmulCases = transpositions.flatMap((options) => {
  const name = `matmul ${options.transposeA ? 'aᵀ' : 'a'}·${options.transposeB ? 'bᵀ' : 'b'}`;
  const a = options.transposeA ? [4, 3] : [3, 4];
  const b = options.transposeB ? [5, 4] : [4, 5];
  const apply = (left: Value, right: Value) => matmul(left, right, options);
  return [
    opCase(name, [signed(...a), signed(...b)], apply),
    opCase(`${name}, two lanes`, [signed(2, ...a), signed(2, ...b)], apply),
  ];
});
const gemmCase = opCase('matmul plus bias', [signed(3, 4), signed(4, 5), signed(5)], (x, w, b) => add(matmul(x, w), b));

const { reduceSum, reduceMax, sumSquares, argMax, broadcastTo } = reductions;
const reductionCases = [
  opCase('reduceSum all', [signed(3, 4)], (x) => reduceSum(x)),
  opCase('reduceSum first axis', [signed(5, 4)], (x) => reduceSum(x, [0])),
  opCase('reduceSum outer axes', [signed(3, 4, 2, 2)], (x) => reduceSum(x, [0, 2, 3], true)),
  opCase('reduceMax last axis', [signed(3, 5)], (x) => reduceMax(x, [1])),
  opCase('reduceMax all', [signed(3, 5)], (x) => reduceMax(x)),
  opCase('sumSquares', [signed(3, 5)], (x) => sumSquares(x)),
  opCase('argMax', [signed(4, 5)], (x) => argMax(x)),
  opCase('broadcastTo', [signed(4, 1)], (x) => broadcastTo(x, [2, 4, 3])),
];

const { reshape, transpose, slice, pad, concat, gather, split } = movement;
const movementCases = [
  opCase('reshape', [signed(3, 4)], (x) => reshape(x, [2, 6])),
  opCase('transpose', [signed(2, 3, 4)], (x) => transpose(x, [2, 0, 1])),
  opCase('slice', [signed(4, 5)], (x) => slice(x, [1, 0], [3, 4])),
  opCase('pad', [signed(2, 3)], (x) => pad(x, [1, 0], [2, 1])),
  opCase('concat', [signed(2, 3), signed(2, 2)], (...parts) => concat(parts, 1)),
  opCase('concat of one part', [signed(2, 3)], (...parts) => concat(parts, 1)),
  opCase('split, parts in another order', [signed(2, 6)], (x) => concat(split(x, 1, [2, 2, 2]).reverse(), 0)),
  opCase('split, one part unused', [signed(6, 2)], (x) => concat(split(x, 0, [2, 2, 2]).slice(1), 1)),
  opCase('split, unequal parts', [signed(2, 6, 2)], (x) => concat(split(x, 1, [1, 3, 2]).reverse(), 1)),
  opCase('gather', [signed(5, 3), indices(5, 2, 4)], (table, at) => gather(table, at)),
];

const crossEntropyCase = opCase('crossEntropy', [signed(5, 4), indices(4, 5)], (logits, labels) =>
  crossEntropy(logits, labels),
);

// Rows of targets sum to 1, as the gradient supposes: 0.1 or 0.35 twice, and what is left.
const softCrossEntropyCase = opCase('softCrossEntropy', [signed(4, 3), indices(2, 4, 2)], (logits, choices) => {
  const shares = add(mul(choices, constant(0.25)), constant(0.1));
  const rest = sub(constant(1), reductions.reduceSum(shares, [1], true));
  return softCrossEntropy(logits, concat([shares, rest], 1));
});
const sigmoidCrossEntropyCases = [
  opCase('sigmoidCrossEntropy', [signed(4, 3), indices(2, 4, 3)], (logits, labels) =>
    sigmoidCrossEntropy(logits, labels),
  ),
  opCase('sigmoidCrossEntropy at large logits', [signed(4, 3), indices(2, 4, 3)], (logits, labels) =>
    sigmoidCrossEntropy(mul(logits, constant(100)), labels),
  ),
];

interface ConvolutionForm {
  readonly name: string;
  readonly x: readonly [number, number, number, number];
  readonly kernel: readonly [number, number, number, number];
  readonly stride: number;
  readonly same: boolean;
  readonly groups?: number;
}

const convolutionForms: readonly ConvolutionForm[] = [
  { name: 'same', x: [2, 3, 6, 5], kernel: [4, 3, 3, 3], stride: 1, same: true },
  { name: 'same, even kernel', x: [2, 1, 6, 6], kernel: [3, 1, 2, 2], stride: 1, same: true },
  { name: 'valid', x: [3, 2, 6, 7], kernel: [3, 2, 3, 2], stride: 1, same: false },
  { name: 'same, stride 2', x: [2, 2, 7, 8], kernel: [3, 2, 3, 3], stride: 2, same: true },
  { name: 'valid, stride 2 with a rest', x: [2, 2, 8, 9], kernel: [3, 2, 3, 3], stride: 2, same: false },
  { name: 'one pixel', x: [2, 5, 4, 4], kernel: [3, 5, 1, 1], stride: 1, same: true },
  { name: 'depthwise', x: [2, 4, 6, 5], kernel: [4, 1, 3, 3], stride: 1, same: true, groups: 4 },
  {
    name: 'depthwise, stride 2, two filters a channel',
    x: [2, 3, 7, 6],
    kernel: [6, 1, 3, 3],
    stride: 2,
    same: true,
    groups: 3,
  },
  { name: 'two groups', x: [2, 4, 5, 5], kernel: [6, 2, 3, 3], stride: 1, same: false, groups: 2 },
  { name: 'one row', x: [3, 4, 1, 9], kernel: [5, 4, 1, 3], stride: 1, same: true },
  { name: 'many channels', x: [2, 16, 6, 6], kernel: [24, 16, 3, 3], stride: 1, same: true },
];
const convolutionCases = convolutionForms.map(({ name, x, kernel, stride, same, groups = 1 }) => {
  const [top, bottom] = same ? samePadding(x[2], kernel[2], stride) : [0, 0];
  const [left, right] = same ? samePadding(x[3], kernel[3], stride) : [0, 0];
  return opCase(`conv2d ${name}`, [signed(...x), signed(...kernel)], (image, weights) =>
    conv2d(image, weights, { strides: [stride, stride], pads: [top, left, bottom, right], groups }),
  );
});

const poolingCases = [
  opCase('maxPool2d', [signed(2, 3, 4, 6)], (x) => maxPool2d(x, [2, 2])),
  opCase('maxPool2d 3×2', [signed(2, 2, 6, 4)], (x) => maxPool2d(x, [3, 2])),
  opCase('averagePool2d', [signed(2, 3, 4, 6)], (x) => averagePool2d(x, [2, 2])),
  opCase('upsample2d', [signed(2, 3, 2, 3)], (x) => upsample2d(x, [2, 3])),
];

export const opCases: readonly OpCase[] = [
  ...binaryCases,
  ...unaryCases,
  ...positiveCases,
  ...activationCases,
  ...matmulCases,
  gemmCase,
  ...reductionCases,
  ...movementCases,
  crossEntropyCase,
  softCrossEntropyCase,
  ...sigmoidCrossEntropyCases,
  ...convolutionCases,
  ...poolingCases,
];
