// Reverse-mode differentiation: values in, values out. Griewank & Walther 2008, "Evaluating Derivatives", section 3.2.
import { elementwiseGradients } from './gradients/elementwise.ts';
import { linearGradients } from './gradients/linear.ts';
import { ownGradient } from './gradients/own.ts';
import { structureGradients } from './gradients/structure.ts';
import { totalOf } from './gradients/total.ts';
import { constant } from './ops/leaves.ts';
import { concat, type MovementOps, type SplitAttributes } from './ops/movement.ts';
import { broadcastTo } from './ops/reductions.ts';
import { dispatch, type PerOp } from './ops/table.ts';
import { shapeError, topologicalOrder, type Value } from './value.ts';

const rules: PerOp<[dy: Value], readonly (Value | null)[]> = {
  ...elementwiseGradients,
  ...linearGradients,
  ...structureGradients,
};

/**
 * Derivatives of a scalar by each of the given values, of their shapes; zeros where it does not depend on one.
 * Throws AppError('internal') when `loss` is not [] shaped or a rule breaks the shape of an input.
 */
export function gradients(loss: Value, by: readonly Value[]): Value[] {
  if (loss.shape.length !== 0) throw shapeError('gradients', 'needs a scalar', [loss.shape]);
  const order = topologicalOrder([loss]);
  const relevant = new Set<Value>(by);
  for (const node of order) if (node.inputs.some((input) => relevant.has(input))) relevant.add(node);

  const contributions = new Map<Value, Value[]>([[loss, [constant(1)]]]);
  /** Of a `split`: the gradient by each of its parts. */
  const byPart = new Map<Value, Map<number, Value>>();
  const adjoint = (node: Value): Value | null => {
    const parts = byPart.get(node);
    if (parts !== undefined) return joined(node, parts);
    const list = contributions.get(node);
    return list === undefined ? null : totalOf(list);
  };
  for (const node of order.reverse()) {
    const own = ownGradient(node);
    const { inputs } = own ?? node;
    if (!inputs.some((input) => relevant.has(input))) continue;
    const dy = adjoint(node);
    if (dy === null) continue;
    const byInput = own === null ? dispatch(rules, node, dy) : own.rule(dy);
    byInput.forEach((contribution, index) => {
      const input = inputs[index];
      if (contribution === null || input === undefined || !relevant.has(input)) return;
      if (node.op === 'part' && own === null) {
        const parts = byPart.get(input) ?? new Map<number, Value>();
        byPart.set(input, parts.set((node.attributes as MovementOps['part']).index, contribution));
      } else {
        const list = contributions.get(input);
        if (list === undefined) contributions.set(input, [contribution]);
        else list.push(contribution);
      }
    });
  }
  return by.map((value) => broadcastTo(adjoint(value) ?? constant(0), value.shape));
}

/** The gradient by a split's input: its parts' gradients side by side, zeros for parts that nothing depends on. */
function joined(node: Value, parts: ReadonlyMap<number, Value>): Value {
  const { axis, sizes } = node.attributes as SplitAttributes;
  const shapeOf = (size: number) => node.shape.map((own, i) => (i === axis ? size : own));
  const all = sizes.map((size, index) => parts.get(index) ?? broadcastTo(constant(0), shapeOf(size)));
  return concat(all, axis);
}
