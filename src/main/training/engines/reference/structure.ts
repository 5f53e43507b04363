// Reference kernels of products, reductions, movement and the loss.
import type { CrossEntropyOps } from '../../program/ops/cross-entropy.ts';
import type { MatmulOps } from '../../program/ops/matmul.ts';
import type { MovementOps, SplitAttributes } from '../../program/ops/movement.ts';
import type { ReductionOps } from '../../program/ops/reductions.ts';
import { dimension, sizeOf, type Value } from '../../program/value.ts';
import { at, type FloatArray, type KernelContext, type Kernels, operand, strides, walk } from './kernel.ts';

function reduceKernel(start: number, combine: (sum: number, x: number) => number) {
  return (
    node: Value & { attributes: { axes: readonly number[] } },
    inputs: readonly FloatArray[],
    { create }: KernelContext,
  ) => {
    const x = operand(inputs, 0);
    const shape = node.inputs[0]?.shape ?? [];
    const kept = shape.map((size, axis) => (node.attributes.axes.includes(axis) ? 1 : size));
    const result = create(sizeOf(node.shape)).fill(start);
    let i = 0;
    walk(shape, [strides(kept)], ([target = 0]) => {
      result[target] = combine(at(result, target), at(x, i++));
    });
    return result;
  };
}

/** result[i] = x[offset of i], where the walk over the result's shape uses these strides into x, from `start` on. */
function picked(
  node: Value,
  x: FloatArray,
  steps: readonly number[],
  start: number,
  { create }: KernelContext,
): FloatArray {
  const result = create(sizeOf(node.shape));
  let i = 0;
  walk(node.shape, [steps], ([offset = 0]) => {
    result[i++] = at(x, start + offset);
  });
  return result;
}

/** Writes x into a region of `result` that begins at `start`. */
function placed(
  x: FloatArray,
  shape: readonly number[],
  result: FloatArray,
  steps: readonly number[],
  start: number,
): void {
  let i = 0;
  walk(shape, [steps], ([offset = 0]) => {
    result[start + offset] = at(x, i++);
  });
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

/** Strides that are not 0 along axes of size 1. */
function plainStrides(shape: readonly number[]): number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
}

/** Softmax of one row of logits. */
function softmaxRow(logits: FloatArray, start: number, classes: number): { probabilities: number[]; logSum: number } {
  const row = Array.from({ length: classes }, (_, k) => at(logits, start + k));
  const highest = Math.max(...row);
  const exponentials = row.map((logit) => Math.exp(logit - highest));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return { probabilities: exponentials.map((value) => value / total), logSum: highest + Math.log(total) };
}

export const structureKernels: Kernels<keyof (MatmulOps & ReductionOps & MovementOps & CrossEntropyOps)> = {
  matmul(node, inputs, { create }) {
    const [a, b] = [operand(inputs, 0), operand(inputs, 1)];
    const { transposeA, transposeB } = node.attributes;
    const rows = dimension(node.shape, -2);
    const columns = dimension(node.shape, -1);
    const inner = dimension(node.inputs[0]?.shape ?? [], transposeA ? -2 : -1);
    const lanes = sizeOf(node.shape.slice(0, -2));
    const result = create(sizeOf(node.shape));
    for (let lane = 0; lane < lanes; lane++) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          let sum = 0;
          for (let k = 0; k < inner; k++) {
            const left = lane * rows * inner + (transposeA ? k * rows + i : i * inner + k);
            const right = lane * columns * inner + (transposeB ? j * inner + k : k * columns + j);
            sum += at(a, left) * at(b, right);
          }
          result[(lane * rows + i) * columns + j] = sum;
        }
      }
    }
    return result;
  },

  reduceSum: reduceKernel(0, (sum, x) => sum + x),
  reduceMax: reduceKernel(Number.NEGATIVE_INFINITY, Math.max),
  sumSquares(_node, inputs, { create }) {
    let sum = 0;
    for (const value of operand(inputs, 0)) sum += value * value;
    return create(1).fill(sum);
  },
  argMax(node, inputs, { create }) {
    const x = operand(inputs, 0);
    const last = dimension(node.inputs[0]?.shape ?? [], -1);
    const result = create(sizeOf(node.shape));
    for (let row = 0; row < result.length; row++) {
      let best = 0;
      for (let k = 1; k < last; k++) if (at(x, row * last + k) > at(x, row * last + best)) best = k;
      result[row] = best;
    }
    return result;
  },
  broadcastTo(node, inputs, context) {
    const steps = strides(node.inputs[0]?.shape ?? [], node.shape.length);
    return picked(node, operand(inputs, 0), steps, 0, context);
  },

  reshape: (_node, inputs) => operand(inputs, 0),
  transpose(node, inputs, context) {
    const own = plainStrides(node.inputs[0]?.shape ?? []);
    return picked(
      node,
      operand(inputs, 0),
      node.attributes.permutation.map((axis) => own[axis] ?? 0),
      0,
      context,
    );
  },
  slice(node, inputs, context) {
    const own = plainStrides(node.inputs[0]?.shape ?? []);
    return picked(node, operand(inputs, 0), own, dot(node.attributes.starts, own), context);
  },
  pad(node, inputs, { create }) {
    const result = create(sizeOf(node.shape));
    const own = plainStrides(node.shape);
    placed(operand(inputs, 0), node.inputs[0]?.shape ?? [], result, own, dot(node.attributes.before, own));
    return result;
  },
  concat(node, inputs, { create }) {
    const result = create(sizeOf(node.shape));
    const own = plainStrides(node.shape);
    let offset = 0;
    node.inputs.forEach(({ shape }, index) => {
      placed(operand(inputs, index), shape, result, own, offset * (own[node.attributes.axis] ?? 0));
      offset += shape[node.attributes.axis] ?? 0;
    });
    return result;
  },
  // The parts one after the other, each row-major.
  split(node, inputs, { create }) {
    const { axis, sizes } = node.attributes;
    const own = plainStrides(node.shape);
    const result = create(sizeOf(node.shape));
    let written = 0;
    let start = 0;
    for (const size of sizes) {
      const shape = node.shape.map((length, i) => (i === axis ? size : length));
      walk(shape, [own], ([offset = 0]) => {
        result[written++] = at(operand(inputs, 0), start + offset);
      });
      start += size * (own[axis] ?? 0);
    }
    return result;
  },
  part(node, inputs) {
    const whole = node.inputs[0];
    const { axis, sizes } = (whole?.attributes ?? { axis: 0, sizes: [] }) as SplitAttributes;
    const before = sizes.slice(0, node.attributes.index).reduce((sum, size) => sum + size, 0);
    const start = (sizeOf(whole?.shape ?? []) / (whole?.shape[axis] ?? 1)) * before;
    return operand(inputs, 0).subarray(start, start + sizeOf(node.shape));
  },
  gather(node, inputs, { create }) {
    const [table, indices] = [operand(inputs, 0), operand(inputs, 1)];
    const row = sizeOf(node.inputs[0]?.shape.slice(1) ?? []);
    const result = create(sizeOf(node.shape));
    indices.forEach((index, i) => {
      result.set(table.subarray(index * row, (index + 1) * row), i * row);
    });
    return result;
  },
  scatterAdd(node, inputs, { create }) {
    const [values, indices] = [operand(inputs, 0), operand(inputs, 1)];
    const row = sizeOf(node.shape.slice(1));
    const result = create(sizeOf(node.shape));
    indices.forEach((index, i) => {
      for (let k = 0; k < row; k++) result[index * row + k] = at(result, index * row + k) + at(values, i * row + k);
    });
    return result;
  },

  crossEntropy(node, inputs, { create }) {
    const [logits, labels] = [operand(inputs, 0), operand(inputs, 1)];
    const classes = dimension(node.inputs[0]?.shape ?? [], 1);
    const result = create(sizeOf(node.shape));
    labels.forEach((label, row) => {
      result[row] = softmaxRow(logits, row * classes, classes).logSum - at(logits, row * classes + label);
    });
    return result;
  },
  crossEntropyGradient(node, inputs, { create }) {
    const [logits, labels] = [operand(inputs, 0), operand(inputs, 1)];
    const classes = dimension(node.shape, 1);
    const result = create(sizeOf(node.shape));
    labels.forEach((label, row) => {
      softmaxRow(logits, row * classes, classes).probabilities.forEach((probability, k) => {
        result[row * classes + k] = probability - (k === label ? 1 : 0);
      });
    });
    return result;
  },
  softCrossEntropy(node, inputs, { create }) {
    const [logits, targets] = [operand(inputs, 0), operand(inputs, 1)];
    const classes = dimension(node.inputs[0]?.shape ?? [], 1);
    const result = create(sizeOf(node.shape));
    for (let row = 0; row < result.length; row++) {
      const { logSum } = softmaxRow(logits, row * classes, classes);
      for (let k = row * classes; k < (row + 1) * classes; k++) {
        result[row] = at(result, row) + at(targets, k) * (logSum - at(logits, k));
      }
    }
    return result;
  },
  softCrossEntropyGradient(node, inputs, { create }) {
    const [logits, targets] = [operand(inputs, 0), operand(inputs, 1)];
    const classes = dimension(node.shape, 1);
    const result = create(sizeOf(node.shape));
    for (let start = 0; start < result.length; start += classes) {
      softmaxRow(logits, start, classes).probabilities.forEach((probability, k) => {
        result[start + k] = probability - at(targets, start + k);
      });
    }
    return result;
  },
  // max(z, 0) − z y + log(1 + e^−|z|): no exponential of a large number.
  sigmoidCrossEntropy(_node, inputs, { create }) {
    const [logits, labels] = [operand(inputs, 0), operand(inputs, 1)];
    return create(logits.length).map((_, i) => {
      const z = at(logits, i);
      return Math.max(z, 0) - z * at(labels, i) + Math.log1p(Math.exp(-Math.abs(z)));
    });
  },
};
