// From a sequence to one row.
import type { ModelBuilder } from '../model.ts';
import { div, maximum, mul } from '../ops/elementwise.ts';
import { constant } from '../ops/leaves.ts';
import { reshape } from '../ops/movement.ts';
import { reduceSum } from '../ops/reductions.ts';
import { dimension, type Value } from '../value.ts';

/** Mean over the steps within each sequence: x [batch, steps, features] → [batch, features]; zeros for an empty one. */
export function meanOverSteps(builder: ModelBuilder, x: Value): Value {
  const { mask } = builder.inputs;
  const name = builder.layerName('pool');
  if (mask === null) {
    const mean = mul(reduceSum(x, [1]), constant(1 / dimension(x.shape, 1)));
    return builder.finish(name, 'mean over steps', mean);
  }
  const within = reshape(mask, [...mask.shape, 1]);
  const count = maximum(reduceSum(within, [1]), constant(1));
  return builder.finish(name, 'mean over steps', div(reduceSum(mul(x, within), [1]), count));
}
