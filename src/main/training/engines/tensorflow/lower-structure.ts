// Products, reductions, movement and losses as TensorFlow nodes.
import type { CrossEntropyOps } from '../../program/ops/cross-entropy.ts';
import type { MatmulOps } from '../../program/ops/matmul.ts';
import type { MovementOps } from '../../program/ops/movement.ts';
import type { ReductionOps } from '../../program/ops/reductions.ts';
import type { NodeOf } from '../../program/ops/table.ts';
import { sameShape, type Value } from '../../program/value.ts';
import type { Attributes } from './graph-def.ts';
import { floatType, type Lowering, type LoweringRules, ordered, plainOrder, type Tensor } from './lowering.ts';

const indexed = (key: string): Attributes => ({ ...floatType, [key]: { type: 'int32' } });

export const structureRules: LoweringRules<keyof (MatmulOps & ReductionOps & MovementOps & CrossEntropyOps)> = {
  matmul(node, lowering) {
    const { transposeA, transposeB } = node.attributes;
    const rank = node.shape.length;
    if (rank > 2) {
      const attributes = { ...floatType, adj_x: { bool: transposeA }, adj_y: { bool: transposeB } };
      const inputs = [lowering.input(node, 0), lowering.input(node, 1)];
      return plain(node, lowering.graph.node('BatchMatMulV2', inputs, attributes));
    }
    // A transposition before a product is the product's own.
    const left = lowering.of(lowering.value(node, 0));
    const right = lowering.of(lowering.value(node, 1));
    const attributes = {
      ...floatType,
      transpose_a: { bool: transposeA !== (left.order[0] === 1) },
      transpose_b: { bool: transposeB !== (right.order[0] === 1) },
    };
    return plain(node, lowering.graph.node('MatMul', [left.name, right.name], attributes));
  },

  reduceSum: (node, lowering) => sumOfColumns(node, lowering) ?? reduce('Sum', node, lowering),
  reduceMax: (node, lowering) => reduce('Max', node, lowering),
  sumSquares(node, lowering) {
    const half = lowering.graph.node('L2Loss', [lowering.of(lowering.value(node, 0)).name], floatType);
    return plain(node, lowering.graph.node('Mul', [half, lowering.graph.float(2)], floatType));
  },
  argMax(node, lowering) {
    const { graph } = lowering;
    const inputs = [lowering.input(node, 0), graph.ints(-1)];
    const index = graph.node('ArgMax', inputs, { ...indexed('Tidx'), output_type: { type: 'int64' } });
    return plain(node, lowering.toFloat(index, 'int64'));
  },
  broadcastTo: (node, lowering) =>
    plain(
      node,
      lowering.graph.node('BroadcastTo', [lowering.input(node, 0), lowering.graph.ints(node.shape)], indexed('Tidx')),
    ),

  reshape(node, lowering) {
    const x = lowering.value(node, 0);
    const { name, order } = lowering.of(x);
    const long = ({ shape }: Value) => plainOrder(shape.length).filter((axis) => shape[axis] !== 1);
    const from = long(x);
    const to = long(node);
    const sizes = (value: Value, axes: readonly number[]) => axes.map((axis) => value.shape[axis] ?? 1);
    if (sameShape(order, plainOrder(order.length)) || !sameShape(sizes(x, from), sizes(node, to))) {
      return plain(node, lowering.reshape(lowering.inOrder(x), node.shape));
    }
    // Only axes of length 1 come or go: the others keep their places in memory.
    const short = plainOrder(node.shape.length).filter((axis) => node.shape[axis] === 1);
    const kept = order.filter((axis) => x.shape[axis] !== 1).map((axis) => to[from.indexOf(axis)] ?? 0);
    const moved = [...short, ...kept];
    return { name: lowering.reshape(name, ordered(node.shape, moved)), order: moved };
  },
  transpose({ attributes: { permutation }, inputs }, lowering) {
    const [x] = inputs.map((value) => lowering.of(value));
    if (x === undefined) throw new RangeError('transpose has no input');
    return { name: x.name, order: x.order.map((axis) => permutation.indexOf(axis)) };
  },
  slice(node, lowering) {
    const { starts } = node.attributes;
    const { name, order } = lowering.of(lowering.value(node, 0));
    const begin = lowering.graph.ints(ordered(starts, order));
    const size = lowering.graph.ints(ordered(node.shape, order));
    return { name: lowering.graph.node('Slice', [name, begin, size], indexed('Index')), order };
  },
  pad(node, lowering) {
    const { before, after } = node.attributes;
    const { name, order } = lowering.of(lowering.value(node, 0));
    const amounts = order.flatMap((axis) => [before[axis] ?? 0, after[axis] ?? 0]);
    const paddings = lowering.graph.ints(amounts, [order.length, 2]);
    return { name: lowering.graph.node('Pad', [name, paddings], indexed('Tpaddings')), order };
  },
  concat(node, lowering) {
    const { order } = lowering.of(lowering.value(node, 0));
    const parts = node.inputs.map((value) => lowering.inOrder(value, order));
    const [only] = parts;
    if (only !== undefined && parts.length === 1) return { name: only, order };
    const attributes = { ...indexed('Tidx'), N: { int: parts.length } };
    const axis = lowering.graph.ints(order.indexOf(node.attributes.axis));
    return { name: lowering.graph.node('ConcatV2', [...parts, axis], attributes), order };
  },
  split(node, lowering) {
    const { axis, sizes } = node.attributes;
    const { name, order } = lowering.of(lowering.value(node, 0));
    const inputs = [name, lowering.graph.ints(sizes), lowering.graph.ints(order.indexOf(axis))];
    const attributes: Attributes = { ...indexed('Tlen'), num_split: { int: sizes.length } };
    return { name: lowering.graph.node('SplitV', inputs, attributes), order };
  },
  part(node, lowering) {
    const { name, order } = lowering.of(lowering.value(node, 0));
    return { name: node.attributes.index === 0 ? name : `${name}:${node.attributes.index}`, order };
  },
  gather(node, lowering) {
    const indices = lowering.toInt(lowering.input(node, 1), 'int32');
    return plain(
      node,
      lowering.graph.node('GatherV2', [lowering.input(node, 0), indices, lowering.graph.ints(0)], {
        Tparams: { type: 'float' },
        Tindices: { type: 'int32' },
        Taxis: { type: 'int32' },
      }),
    );
  },
  scatterAdd(node, lowering) {
    const indices = lowering.toInt(lowering.input(node, 1), 'int32');
    const rows = lowering.graph.ints(node.shape[0] ?? 0);
    return plain(
      node,
      lowering.graph.node('UnsortedSegmentSum', [lowering.input(node, 0), indices, rows], {
        ...indexed('Tindices'),
        Tnumsegments: { type: 'int32' },
      }),
    );
  },

  crossEntropy: (node, lowering) => plain(node, sparseCrossEntropy(node, lowering)),
  crossEntropyGradient: (node, lowering) => plain(node, `${sparseCrossEntropy(node, lowering)}:1`),
  softCrossEntropy: (node, lowering) => plain(node, denseCrossEntropy(node, lowering)),
  softCrossEntropyGradient: (node, lowering) => plain(node, `${denseCrossEntropy(node, lowering)}:1`),
  // log(1 + e^z) − z y; Softplus has no overflow.
  sigmoidCrossEntropy(node, lowering) {
    const { graph } = lowering;
    const logits = lowering.input(node, 0);
    const linear = graph.node('Mul', [logits, lowering.input(node, 1)], floatType);
    return plain(node, graph.node('Sub', [graph.node('Softplus', [logits], floatType), linear], floatType));
  },
};

function plain(node: Value, name: string): Tensor {
  return { name, order: plainOrder(node.shape.length) };
}

/** Loss and gradient are the two results of one node; equal nodes are one, so asking twice computes once. */
function sparseCrossEntropy(node: Value, lowering: Lowering): string {
  const inputs = [lowering.input(node, 0), lowering.toInt(lowering.input(node, 1), 'int64')];
  return lowering.graph.node('SparseSoftmaxCrossEntropyWithLogits', inputs, {
    ...floatType,
    Tlabels: { type: 'int64' },
  });
}

function denseCrossEntropy(node: Value, lowering: Lowering): string {
  const inputs = [lowering.input(node, 0), lowering.input(node, 1)];
  return lowering.graph.node('SoftmaxCrossEntropyWithLogits', inputs, floatType);
}

function reduce(type: 'Sum' | 'Max', node: NodeOf<'reduceSum' | 'reduceMax'>, lowering: Lowering): Tensor {
  const { axes, keepDims } = node.attributes;
  const { name, order } = lowering.of(lowering.value(node, 0));
  const where = lowering.graph.ints(axes.map((axis) => order.indexOf(axis)));
  const attributes: Attributes = { ...indexed('Tidx'), keep_dims: { bool: keepDims } };
  const reduced = lowering.graph.node(type, [name, where], attributes);
  if (keepDims) return { name: reduced, order };
  const left = plainOrder(order.length).filter((axis) => !axes.includes(axis));
  return {
    name: reduced,
    order: order.filter((axis) => !axes.includes(axis)).map((axis) => left.indexOf(axis)),
  };
}

/** The sum over all axes but the one that lies innermost: a bias's gradient. */
function sumOfColumns(node: NodeOf<'reduceSum'>, lowering: Lowering): Tensor | null {
  const { axes } = node.attributes;
  const x = lowering.value(node, 0);
  const { name, order } = lowering.of(x);
  const rank = order.length;
  if (rank < 2 || axes.length !== rank - 1 || axes.includes(order.at(-1) ?? 0)) return null;
  const vector = lowering.graph.node('BiasAddGrad', [name], floatType);
  return plain(node, node.shape.length === 1 ? vector : lowering.reshape(vector, node.shape));
}
