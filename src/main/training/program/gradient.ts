// Reverse-mode differentiation: values in, values out. Griewank & Walther 2008, "Evaluating Derivatives", section 3.2.
import { elementwiseGradients } from './gradients/elementwise.ts';
import { linearGradients } from './gradients/linear.ts';
import { structureGradients } from './gradients/structure.ts';
import { add } from './ops/elementwise.ts';
import { constant } from './ops/leaves.ts';
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

  const adjoints = new Map<Value, Value>([[loss, constant(1)]]);
  for (const node of order.reverse()) {
    const dy = adjoints.get(node);
    if (dy === undefined || !node.inputs.some((input) => relevant.has(input))) continue;
    dispatch(rules, node, dy).forEach((contribution, index) => {
      const input = node.inputs[index];
      if (contribution === null || input === undefined || !relevant.has(input)) return;
      const known = adjoints.get(input);
      adjoints.set(input, known === undefined ? contribution : add(known, contribution));
    });
  }
  return by.map((value) => broadcastTo(adjoints.get(value) ?? constant(0), value.shape));
}
