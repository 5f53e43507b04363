// Lowers values of the training program to calls of tfjs kernels: one rule per operation.
import { dispatch, type NodeOf, type OpName } from '../../program/ops/table.ts';
import { sizeOf, topologicalOrder, type Value } from '../../program/value.ts';
import { isRowOf, LoweredValues, productsWithBias } from '../lowered-values.ts';
import { convolutionRules } from './lower-convolutions.ts';
import {
  broadcast,
  concatenated,
  type Lowering,
  type LoweringRules,
  padded,
  product,
  sliceOf,
  type Traits,
} from './lowering.ts';
import { type Plan, PlanBuilder, type Ref } from './plan.ts';

/** Names of a plan's leaves. */
export const leafName = {
  input: (name: string) => `input ${name}`,
  scalar: (name: string) => `scalar ${name}`,
  state: (name: string) => `state ${name}`,
  mask: (salt: number) => `mask ${salt}`,
} as const;

/** The plan that computes these values, each group of them joined to one vector and every single one for itself. */
export function lower(joined: readonly Value[], single: readonly Value[], traits: Traits): Plan {
  const order = topologicalOrder([...joined, ...single]);
  const plan = new PlanBuilder();
  const refs = new LoweredValues<Ref>();
  const lowering: Lowering = {
    plan,
    traits,
    of: refs.of,
    input: refs.input,
  };
  const absorbed = traits.fusesBias ? productsWithBias(order, isRowOf) : new Set<Value>();
  for (const value of order) {
    if (!absorbed.has(value)) refs.set(value, lowerValue(value, absorbed, lowering));
  }
  const parts = joined.map((value) => plan.reshape(lowering.of(value), [sizeOf(value.shape)]));
  const first = parts.length > 0 ? [concatenated(plan, parts, 0)] : [];
  return plan.finish([...first, ...single.map(lowering.of)]);
}

function lowerValue(value: Value, absorbed: ReadonlySet<Value>, lowering: Lowering): Ref {
  const [matmul, bias] = value.inputs;
  if (matmul !== undefined && bias !== undefined && absorbed.has(matmul)) {
    const factors = [lowering.input(matmul, 0), lowering.input(matmul, 1), lowering.of(bias)] as const;
    return product(lowering, factors, matmul.attributes as NodeOf<'matmul'>['attributes']);
  }
  return dispatch(rules, value, lowering);
}

const unary =
  (kernel: string) =>
  (node: Value, { plan, input }: Lowering): Ref =>
    plan.call(kernel, { x: input(node, 0) }, {}, node.shape);

const binary =
  (kernel: string) =>
  (node: Value, { plan, input }: Lowering): Ref =>
    plan.call(kernel, { a: input(node, 0), b: input(node, 1) }, {}, node.shape);

/** tfjs comparisons give booleans, and some backends compare equal shapes only. */
const comparison =
  (kernel: string) =>
  (node: Value, { plan, input }: Lowering) => {
    const [a, b] = [0, 1].map((index) => broadcast(plan, input(node, index), node.shape)) as [Ref, Ref];
    const truth = plan.call(kernel, { a, b }, {}, node.shape, 'bool');
    return plan.call('Cast', { x: truth }, { dtype: 'float32' }, node.shape);
  };

/** NaN in either operand gives NaN. */
const extreme =
  (kernel: 'Maximum' | 'Minimum') =>
  (node: Value, { plan, traits, input }: Lowering) => {
    const [left, right] = [input(node, 0), input(node, 1)];
    // A number is never NaN: the other operand, put second, decides.
    const [a, b] = plan.isFixed(right) ? [right, left] : [left, right];
    const result = plan.call(kernel, { a, b }, {}, node.shape);
    if (!traits.losesNaN || plan.isFixed(a)) return result;
    const bad = broadcast(plan, a, node.shape);
    const condition = plan.call('IsNan', { x: bad }, {}, node.shape, 'bool');
    return plan.call('Select', { condition, t: bad, e: result }, {}, node.shape);
  };

const toIndices = ({ plan }: Lowering, x: Ref) => plan.call('Cast', { x }, { dtype: 'int32' }, x.shape, 'int32');

function summed({ plan }: Lowering, x: Ref, axis: readonly number[], keepDims: boolean): Ref {
  const shape = x.shape.flatMap((size, i) => (!axis.includes(i) ? [size] : keepDims ? [1] : []));
  return plan.call('Sum', { x }, { axis, keepDims }, shape);
}

/** Labels [rows] as rows of one 1 and zeros. */
function oneHot(node: Value, lowering: Lowering, depth: number): Ref {
  const indices = toIndices(lowering, lowering.input(node, 1));
  const attributes = { depth, onValue: 1, offValue: 0, dtype: 'int32' };
  const shape = [...indices.shape, depth];
  const x = lowering.plan.call('OneHot', { indices }, attributes, shape, 'int32');
  return lowering.plan.call('Cast', { x }, { dtype: 'float32' }, shape);
}

/** Logarithms of the probabilities of [rows, classes] logits. */
function logSoftmax(lowering: Lowering, x: Ref): Ref {
  const { plan } = lowering;
  const column = [x.shape[0] ?? 1, 1];
  const highest = plan.call('Max', { x }, { reductionIndices: [1], keepDims: true }, column);
  const shifted = plan.call('Sub', { a: x, b: highest }, {}, x.shape);
  const total = summed(lowering, plan.call('Exp', { x: shifted }, {}, x.shape), [1], true);
  return plan.call('Sub', { a: shifted, b: plan.call('Log', { x: total }, {}, column) }, {}, x.shape);
}

function crossEntropyOf(node: Value, lowering: Lowering, targets: Ref): Ref {
  const { plan, input } = lowering;
  const logs = logSoftmax(lowering, input(node, 0));
  const chosen = plan.call('Multiply', { a: logs, b: targets }, {}, logs.shape);
  return plan.call('Neg', { x: summed(lowering, chosen, [1], false) }, {}, node.shape);
}

function probabilitiesMinus(node: Value, { plan, input }: Lowering, targets: Ref): Ref {
  const a = plan.call('Softmax', { logits: input(node, 0) }, { dim: 1 }, node.shape);
  return plan.call('Sub', { a, b: targets }, {}, node.shape);
}

const isUnstacked = ({ attributes: { axis, sizes } }: NodeOf<'split'>) => axis > 0 && sizes.every((size) => size === 1);

const rules: LoweringRules<OpName> = {
  input: ({ attributes, shape }, { plan }) => plan.leaf(leafName.input(attributes.name), shape),
  state: ({ attributes, shape }, { plan }) => plan.leaf(leafName.state(attributes.name), shape),
  dropoutMask: ({ attributes, shape }, { plan }) => plan.leaf(leafName.mask(attributes.salt), shape),
  scalar: ({ attributes }, { plan }) => plan.leaf(leafName.scalar(attributes.name), []),
  constant: ({ attributes }, { plan }) => plan.constant([attributes.value]),

  add: binary('Add'),
  sub: binary('Sub'),
  mul: binary('Multiply'),
  div: binary('RealDiv'),
  minimum: extreme('Minimum'),
  maximum: extreme('Maximum'),
  equal: comparison('Equal'),
  greater: comparison('Greater'),
  neg: unary('Neg'),
  abs: unary('Abs'),
  sign: unary('Sign'),
  exp: unary('Exp'),
  log: unary('Log'),
  sqrt: unary('Sqrt'),
  erf: unary('Erf'),
  tanh: unary('Tanh'),
  sigmoid: unary('Sigmoid'),
  relu: unary('Relu'),

  matmul: (node, lowering) => product(lowering, [lowering.input(node, 0), lowering.input(node, 1)], node.attributes),

  reduceSum: (node, lowering) =>
    summed(lowering, lowering.input(node, 0), node.attributes.axes, node.attributes.keepDims),
  reduceMax: (node, { plan, input }) =>
    plan.call(
      'Max',
      { x: input(node, 0) },
      { reductionIndices: node.attributes.axes, keepDims: node.attributes.keepDims },
      node.shape,
    ),
  sumSquares(node, lowering) {
    const { plan, input } = lowering;
    const x = input(node, 0);
    const squares = plan.call('Multiply', { a: x, b: x }, {}, x.shape);
    // Row by row first: a single running sum in float32 loses digits.
    const byRow = x.shape.length > 1 ? summed(lowering, squares, [x.shape.length - 1], false) : squares;
    return summed(lowering, byRow, [...byRow.shape.keys()], false);
  },
  argMax(node, { plan, input }) {
    const x = input(node, 0);
    const index = plan.call('ArgMax', { x }, { axis: x.shape.length - 1 }, node.shape, 'int32');
    return plan.call('Cast', { x: index }, { dtype: 'float32' }, node.shape);
  },
  broadcastTo: (node, { plan, input }) => broadcast(plan, input(node, 0), node.shape),

  reshape: (node, { plan, input }) => plan.reshape(input(node, 0), node.shape),
  transpose: (node, { plan, input }) => plan.transpose(input(node, 0), node.attributes.permutation),
  slice: (node, { plan, input }) => sliceOf(plan, input(node, 0), node.attributes.starts, node.shape),
  pad: (node, { plan, input }) => padded(plan, input(node, 0), node.attributes.before, node.attributes.after),
  concat: (node, { plan, of }) => concatenated(plan, node.inputs.map(of), node.attributes.axis),
  // Nothing but `part` uses it, and a part is as cheap to cut out of the whole; single steps lie together when they come first.
  split: (node, { plan, input }) =>
    isUnstacked(node)
      ? plan.transpose(input(node, 0), [
          node.attributes.axis,
          ...[...node.shape.keys()].filter((axis) => axis !== node.attributes.axis),
        ])
      : input(node, 0),
  part(node, { plan, input }) {
    const [split] = node.inputs as readonly [NodeOf<'split'>];
    const { axis, sizes } = split.attributes;
    if (isUnstacked(split)) {
      const x = input(node, 0);
      const begin = x.shape.map((_, i) => (i === 0 ? node.attributes.index : 0));
      return plan.reshape(sliceOf(plan, x, begin, [1, ...x.shape.slice(1)]), node.shape);
    }
    const start = sizes.slice(0, node.attributes.index).reduce((sum, size) => sum + size, 0);
    const begin = node.shape.map((_, i) => (i === axis ? start : 0));
    return sliceOf(plan, input(node, 0), begin, node.shape);
  },
  gather(node, lowering) {
    const [x, indices] = [lowering.input(node, 0), toIndices(lowering, lowering.input(node, 1))];
    return lowering.plan.call('GatherV2', { x, indices }, { axis: 0, batchDims: 0 }, node.shape);
  },
  scatterAdd(node, lowering) {
    const { plan, input } = lowering;
    const count = sizeOf(node.inputs[1]?.shape ?? []);
    const indices = plan.reshape(toIndices(lowering, input(node, 1)), [count, 1]);
    const updates = plan.reshape(input(node, 0), [count, ...node.shape.slice(1)]);
    return plan.call('ScatterNd', { indices, updates }, { shape: node.shape }, node.shape);
  },

  crossEntropy: (node, lowering) =>
    crossEntropyOf(node, lowering, oneHot(node, lowering, node.inputs[0]?.shape[1] ?? 0)),
  crossEntropyGradient: (node, lowering) =>
    probabilitiesMinus(node, lowering, oneHot(node, lowering, node.shape[1] ?? 0)),
  softCrossEntropy: (node, lowering) => crossEntropyOf(node, lowering, lowering.input(node, 1)),
  softCrossEntropyGradient: (node, lowering) => probabilitiesMinus(node, lowering, lowering.input(node, 1)),
  // max(z, 0) − z y + log(1 + e^−|z|): no exponential of a large number.
  sigmoidCrossEntropy(node, { plan, input }) {
    const { shape } = node;
    const [z, labels] = [input(node, 0), input(node, 1)];
    const negated = plan.call('Neg', { x: plan.call('Abs', { x: z }, {}, shape) }, {}, shape);
    const rest = plan.call('Log1p', { x: plan.call('Exp', { x: negated }, {}, shape) }, {}, shape);
    const positive = plan.call('Relu', { x: z }, {}, shape);
    const share = plan.call('Multiply', { a: z, b: labels }, {}, shape);
    return plan.call('Add', { a: plan.call('Sub', { a: positive, b: share }, {}, shape), b: rest }, {}, shape);
  },

  ...convolutionRules,
};
