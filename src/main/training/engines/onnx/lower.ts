// Lowers values of the training program to ONNX nodes: one rule per operation.
import { dispatch, type NodeOf, type OpName } from '../../program/ops/table.ts';
import { type Shape, sameShape, sizeOf, topologicalOrder, type Value } from '../../program/value.ts';
import { isRowOf, LoweredValues, productsWithBias } from '../lowered-values.ts';
import { convolutionRules } from './lower-convolutions.ts';
import type { Lowering, LoweringRules } from './lowering.ts';
import type { OnnxGraph } from './model-proto.ts';

/** Name of the graph input that carries a dropout layer's mask. */
export const maskName = (salt: number) => `mask${salt}`;

/** Tensor of an input or a state by its name. */
export type LeafTensor = (name: string, shape: Shape) => string;

export interface LowerOptions {
  readonly scalarNames: readonly string[];
  /** Channels of a block of the blocked convolution; null: the standard one. */
  readonly blockSize: number | null;
  /** Default: a graph input of that name. */
  readonly leaf?: LeafTensor;
}

/**
 * Lowers everything the wanted values depend on and returns their tensors. Leaves become graph inputs, unless `leaf` has another tensor for
 * them: "x", "y", "weight", "scalars" (a vector in the order of `scalarNames`), each state under its name, each dropout mask under
 * maskName(salt).
 */
export function lower(
  graph: OnnxGraph,
  wanted: readonly Value[],
  { scalarNames, blockSize, leaf = (name, shape) => graph.input(name, shape) }: LowerOptions,
): string[] {
  const order = topologicalOrder(wanted);
  const tensors = new LoweredValues<string>();
  const usesScalars = order.some((value) => value.op === 'scalar');
  const values = usesScalars
    ? graph.split(
        graph.input('scalars', [scalarNames.length]),
        scalarNames.map(() => 1),
        0,
      )
    : [];
  const shared = new Map<string, string>();
  const lowering: Lowering = {
    graph,
    leaf,
    of: tensors.of,
    input: tensors.input,
    parts: new Map(),
    blockSize,
    scalars: new Map(scalarNames.map((name, index) => [name, values[index] ?? ''])),
  };
  // Gemm adds a row, or a matrix of the product's shape.
  const absorbed = productsWithBias(order, (bias, product) => isRowOf(bias, product) || sameShape(bias, product));
  for (const value of order) {
    if (absorbed.has(value)) continue;
    // Two leaves of one name are one graph input.
    const key = value.inputs.length === 0 ? `${value.op} ${JSON.stringify(value.attributes)}` : null;
    const tensor = (key === null ? undefined : shared.get(key)) ?? lowerValue(value, absorbed, lowering);
    if (key !== null) shared.set(key, tensor);
    tensors.set(value, tensor);
  }
  return wanted.map(lowering.of);
}

function lowerValue(value: Value, absorbed: ReadonlySet<Value>, lowering: Lowering): string {
  const [product, bias] = value.inputs;
  if (product !== undefined && bias !== undefined && absorbed.has(product)) {
    const { transposeA, transposeB } = product.attributes as NodeOf<'matmul'>['attributes'];
    const inputs = [lowering.input(product, 0), lowering.input(product, 1), lowering.of(bias)];
    return lowering.graph.node('Gemm', inputs, { transA: Number(transposeA), transB: Number(transposeB) });
  }
  return dispatch(rules, value, lowering);
}

const direct =
  (type: string) =>
  (node: Value, { graph, of }: Lowering): string =>
    graph.node(type, node.inputs.map(of));

/** ONNX comparisons give booleans. */
const comparison = (type: string) => (node: Value, lowering: Lowering) =>
  lowering.graph.node('Cast', [direct(type)(node, lowering)], { to: 1 });

const toIndices = (graph: OnnxGraph, tensor: string) => graph.node('Cast', [tensor], { to: 7 });

/** Labels [rows] as int64 [rows, 1]. */
function labelColumn(node: Value, { graph, input }: Lowering): string {
  return graph.node('Reshape', [toIndices(graph, input(node, 1)), graph.ints([node.shape[0] ?? 0, 1])]);
}

const rules: LoweringRules<OpName> = {
  input: ({ attributes, shape }, { leaf }) => leaf(attributes.name, shape),
  state: ({ attributes, shape }, { leaf }) => leaf(attributes.name, shape),
  dropoutMask: ({ attributes, shape }, { graph }) => graph.input(maskName(attributes.salt), shape),
  constant: ({ attributes }, { graph }) => graph.float(attributes.value),
  scalar({ attributes }, { scalars }) {
    const tensor = scalars.get(attributes.name);
    if (tensor === undefined) throw new RangeError(`the graph has no scalar ${attributes.name}`);
    return tensor;
  },

  add: direct('Add'),
  sub: direct('Sub'),
  mul: direct('Mul'),
  div: direct('Div'),
  minimum: direct('Min'),
  maximum: direct('Max'),
  equal: comparison('Equal'),
  greater: comparison('Greater'),
  neg: direct('Neg'),
  abs: direct('Abs'),
  sign: direct('Sign'),
  exp: direct('Exp'),
  log: direct('Log'),
  sqrt: direct('Sqrt'),
  erf: direct('Erf'),
  tanh: direct('Tanh'),
  sigmoid: direct('Sigmoid'),
  relu: direct('Relu'),

  matmul(node, { graph, input }) {
    const { transposeA, transposeB } = node.attributes;
    if (node.shape.length === 2) {
      const attributes = { transA: Number(transposeA), transB: Number(transposeB) };
      return graph.node('Gemm', [input(node, 0), input(node, 1)], attributes);
    }
    const rank = node.shape.length;
    const perm = [...node.shape.keys()].map((axis) =>
      axis === rank - 1 ? rank - 2 : axis === rank - 2 ? rank - 1 : axis,
    );
    const swapped = (index: number, swap: boolean) =>
      swap ? graph.node('Transpose', [input(node, index)], { perm }) : input(node, index);
    return graph.node('MatMul', [swapped(0, transposeA), swapped(1, transposeB)]);
  },

  reduceSum: ({ attributes, inputs }, { graph, of }) =>
    graph.node('ReduceSum', [...inputs.map(of), graph.ints(attributes.axes)], {
      keepdims: Number(attributes.keepDims),
    }),
  reduceMax: ({ attributes, inputs }, { graph, of }) =>
    graph.node('ReduceMax', [...inputs.map(of), graph.ints(attributes.axes)], {
      keepdims: Number(attributes.keepDims),
    }),
  sumSquares: ({ inputs }, { graph, of }) => graph.node('ReduceSumSquare', inputs.map(of), { keepdims: 0 }),
  argMax: ({ inputs }, { graph, of }) =>
    graph.node('Cast', [graph.node('ArgMax', inputs.map(of), { axis: -1, keepdims: 0 })], { to: 1 }),
  broadcastTo: ({ inputs, shape }, { graph, of }) => graph.node('Expand', [...inputs.map(of), graph.ints(shape)]),

  reshape: ({ inputs, shape }, { graph, of }) => graph.node('Reshape', [...inputs.map(of), graph.ints(shape)]),
  transpose: ({ attributes, inputs }, { graph, of }) =>
    graph.node('Transpose', inputs.map(of), { perm: attributes.permutation }),
  slice({ attributes: { starts, ends }, inputs }, { graph, of }) {
    const axes = [...starts.keys()].filter((axis) => starts[axis] !== 0 || ends[axis] !== inputs[0]?.shape[axis]);
    const pick = (values: readonly number[]) => graph.ints(axes.map((axis) => values[axis] ?? 0));
    return graph.node('Slice', [...inputs.map(of), pick(starts), pick(ends), graph.ints(axes)]);
  },
  pad: ({ attributes, inputs }, { graph, of }) =>
    graph.node('Pad', [...inputs.map(of), graph.ints([...attributes.before, ...attributes.after])]),
  concat: ({ attributes, inputs }, { graph, of }) => graph.node('Concat', inputs.map(of), { axis: attributes.axis }),
  split({ attributes: { axis, sizes }, inputs }, { graph, of, parts }) {
    const [name = ''] = inputs.map(of);
    const outputs = graph.split(name, sizes, axis);
    const [first = ''] = outputs;
    parts.set(first, outputs);
    return first;
  },
  part(node, { input, parts }) {
    const tensor = parts.get(input(node, 0))?.[node.attributes.index];
    if (tensor === undefined) throw new RangeError('a part is taken of what is not split');
    return tensor;
  },
  gather: (node, { graph, input }) =>
    graph.node('Gather', [input(node, 0), toIndices(graph, input(node, 1))], { axis: 0 }),
  scatterAdd(node, { graph, input }) {
    const zeros = graph.node('Expand', [graph.float(0), graph.ints(node.shape)]);
    const indexShape = node.inputs[1]?.shape ?? [];
    const indices = graph.node('Reshape', [toIndices(graph, input(node, 1)), graph.ints([sizeOf(indexShape), 1])]);
    const rows = graph.node('Reshape', [input(node, 0), graph.ints([sizeOf(indexShape), ...node.shape.slice(1)])]);
    return graph.node('ScatterND', [zeros, indices, rows], { reduction: 'add' });
  },

  crossEntropy(node, lowering) {
    const { graph, input } = lowering;
    const logs = graph.node('LogSoftmax', [input(node, 0)], { axis: -1 });
    const picked = graph.node('GatherElements', [logs, labelColumn(node, lowering)], { axis: 1 });
    return graph.node('Neg', [graph.node('Reshape', [picked, graph.ints(node.shape)])]);
  },
  crossEntropyGradient(node, { graph, input }) {
    const classes = node.shape[1] ?? 0;
    const labels = toIndices(graph, input(node, 1));
    const target = graph.node('OneHot', [labels, graph.ints([classes]), graph.float([0, 1])], { axis: -1 });
    return graph.node('Sub', [graph.node('Softmax', [input(node, 0)], { axis: -1 }), target]);
  },
  softCrossEntropy(node, { graph, input }) {
    const logs = graph.node('LogSoftmax', [input(node, 0)], { axis: -1 });
    const products = graph.node('Mul', [logs, input(node, 1)]);
    return graph.node('Neg', [graph.node('ReduceSum', [products, graph.ints([1])], { keepdims: 0 })]);
  },
  softCrossEntropyGradient: (node, { graph, input }) =>
    graph.node('Sub', [graph.node('Softmax', [input(node, 0)], { axis: -1 }), input(node, 1)]),
  // log(1 + e^z) − z y; Softplus has no overflow.
  sigmoidCrossEntropy: (node, { graph, input }) =>
    graph.node('Sub', [graph.node('Softplus', [input(node, 0)]), graph.node('Mul', [input(node, 0), input(node, 1)])]),

  ...convolutionRules,
};
