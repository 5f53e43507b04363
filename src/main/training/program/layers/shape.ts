// Layers without parameters: flatten, image layout, dropout.
import type { ModelBuilder } from '../model.ts';
import { mul } from '../ops/elementwise.ts';
import { dropoutMask } from '../ops/leaves.ts';
import { reshape, transpose } from '../ops/movement.ts';
import { dimension, sizeOf, type Value } from '../value.ts';

/** [batch, ...] → [batch, product of the rest]. */
export function flatten(x: Value): Value {
  return reshape(x, [dimension(x.shape, 0), sizeOf(x.shape.slice(1))]);
}

/** [batch, height, width, channels], as data sets are stored, → [batch, channels, height, width]. */
export function toChannelsFirst(x: Value): Value {
  const [batch, height, width, channels] = [0, 1, 2, 3].map((axis) => dimension(x.shape, axis));
  if (channels === 1) return reshape(x, [batch ?? 0, 1, height ?? 0, width ?? 0]);
  return transpose(x, [0, 3, 1, 2]);
}

/** Inverted dropout (Srivastava et al. 2014, section 10) at this step's rate while training; the identity otherwise. */
export function dropout(builder: ModelBuilder, x: Value): Value {
  if (!builder.training) return x;
  return mul(x, dropoutMask(x.shape, builder.nextSalt()));
}
