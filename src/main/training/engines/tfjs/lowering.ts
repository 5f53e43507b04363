// What the lowering rules of all operations share.
import type { NodeOf, OpName } from '../../program/ops/table.ts';
import type { Value } from '../../program/value.ts';
import type { PlanBuilder, Ref } from './plan.ts';

/** Where the backends differ in what a program needs. */
export interface Traits {
  /**
   * The product is XNNPACK's: fast only for matrices as they lie, so that transposing before costs less; and it remembers how it
   * packed the second one by its buffer alone, so that a buffer must not serve in two shapes.
   */
  readonly packsMatrices: boolean;
  /** Has a kernel that multiplies and adds a row. That of wasm looks at the bias before it was reshaped, and fails. */
  readonly fusesBias: boolean;
  /** Has kernels of both convolution gradients. */
  readonly convolutionGradients: boolean;
  /** Maximum and Minimum give the second operand when the first is NaN, as `a > b ? a : b` does. */
  readonly losesNaN: boolean;
}

export interface Lowering {
  readonly plan: PlanBuilder;
  readonly traits: Traits;
  of(value: Value): Ref;
  /** A node's input. */
  input(node: Value, index: number): Ref;
}

/** Adds the calls for one value and returns what holds it. */
export type LoweringRules<K extends OpName> = { readonly [Op in K]: (node: NodeOf<Op>, lowering: Lowering) => Ref };

/** x without the elements outside of [begin, begin + size). */
export function sliceOf(plan: PlanBuilder, x: Ref, begin: readonly number[], size: readonly number[]): Ref {
  if (size.every((length, axis) => length === x.shape[axis])) return x;
  return plan.call('Slice', { x }, { begin, size }, size, x.type);
}

/** x with zeros around. */
export function padded(plan: PlanBuilder, x: Ref, before: readonly number[], after: readonly number[]): Ref {
  const paddings = x.shape.map((_, axis) => [before[axis] ?? 0, after[axis] ?? 0]);
  if (paddings.flat().every((zeros) => zeros === 0)) return x;
  const shape = x.shape.map((size, axis) => size + (before[axis] ?? 0) + (after[axis] ?? 0));
  return plan.call('PadV2', { x }, { paddings, constantValue: 0 }, shape);
}

export function concatenated(plan: PlanBuilder, parts: readonly Ref[], axis: number): Ref {
  const [first] = parts;
  if (first === undefined) throw new RangeError('nothing to concatenate');
  if (parts.length === 1) return first;
  const total = parts.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0);
  return plan.call(
    'Concat',
    parts,
    { axis },
    first.shape.map((size, i) => (i === axis ? total : size)),
  );
}

/** numpy's broadcast_to. */
export function broadcast(plan: PlanBuilder, x: Ref, shape: readonly number[]): Ref {
  const full = [...new Array<number>(shape.length - x.shape.length).fill(1), ...x.shape];
  const reps = shape.map((size, axis) => (full[axis] === size ? 1 : size));
  const reshaped = plan.reshape(x, full);
  return reps.every((times) => times === 1) ? reshaped : plan.call('Tile', { x: reshaped }, { reps }, shape);
}

/** The same numbers in a buffer of their own. */
function copied(plan: PlanBuilder, x: Ref): Ref {
  return plan.call('Multiply', { a: x, b: plan.constant([1]) }, {}, x.shape);
}

/** Product of [..., n, k] and [..., k, m], after the transpositions asked for, plus a row. */
export function product(
  { plan, traits }: Pick<Lowering, 'plan' | 'traits'>,
  [a, b, bias]: readonly [Ref, Ref, Ref?],
  { transposeA = false, transposeB = false } = {},
): Ref {
  const swap = (x: Ref): Ref => {
    const rank = x.shape.length;
    return plan.transpose(x, [...x.shape.keys()].slice(0, -2).concat(rank - 1, rank - 2));
  };
  const packs = traits.packsMatrices;
  const left = transposeA && packs ? swap(a) : a;
  const asItLies = transposeB && packs ? swap(b) : b;
  const right = packs && plan.isView(asItLies) ? copied(plan, asItLies) : asItLies;
  const attributes = { transposeA: transposeA && !packs, transposeB: transposeB && !packs };
  const rows = a.shape.at(transposeA ? -1 : -2) ?? 1;
  const columns = b.shape.at(transposeB ? -2 : -1) ?? 1;
  const shape = [...a.shape.slice(0, -2), rows, columns];
  if (bias === undefined) return plan.call('BatchMatMul', { a: left, b: right }, attributes, shape);
  const fused = { ...attributes, activation: 'linear' };
  return plan.call('_FusedMatMul', { a: left, b: right, bias }, fused, shape);
}
