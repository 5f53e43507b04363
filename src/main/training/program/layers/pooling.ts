// Pooling layers over images [batch, channels, height, width]. A sequence is an image of height 1.
import type { ModelBuilder } from '../model.ts';
import { mul } from '../ops/elementwise.ts';
import { constant } from '../ops/leaves.ts';
import { slice } from '../ops/movement.ts';
import { averagePool2d, maxPool2d } from '../ops/pooling.ts';
import { reduceMax, reduceSum } from '../ops/reductions.ts';
import { dimension, sizeOf, type Value } from '../value.ts';

export const poolingNames = ['max', 'average', 'none'] as const;
export type PoolingName = (typeof poolingNames)[number];

export const globalPoolingNames = ['none', 'max', 'average'] as const;
export type GlobalPoolingName = (typeof globalPoolingNames)[number];

/**
 * Pools windows of this height and width; rows and columns that do not fill a window are cropped at the end ("valid"). A map smaller
 * than the window stays as it is, so that deeper networks remain trainable on small images.
 */
export function pool2d(
  builder: ModelBuilder,
  x: Value,
  kind: PoolingName,
  window: readonly [number, number] = [2, 2],
): Value {
  const [high, wide] = window;
  const height = dimension(x.shape, 2);
  const width = dimension(x.shape, 3);
  if (kind === 'none' || height < high || width < wide) return x;
  const ends = [dimension(x.shape, 0), dimension(x.shape, 1), height - (height % high), width - (width % wide)];
  const cropped = slice(x, [0, 0, 0, 0], ends);
  const pooled = kind === 'max' ? maxPool2d(cropped, window) : averagePool2d(cropped, window);
  return builder.finish(builder.layerName('pool'), `${kind} pool ${high}×${wide}`, pooled);
}

/** One number per channel: [batch, channels, height, width] → [batch, channels]. Lin et al. 2014, section 3.2. */
export function globalPool(builder: ModelBuilder, x: Value, kind: GlobalPoolingName): Value {
  if (kind === 'none') return x;
  const share = constant(1 / sizeOf(x.shape.slice(2)));
  const pooled = kind === 'max' ? reduceMax(x, [2, 3]) : mul(reduceSum(x, [2, 3]), share);
  return builder.finish(builder.layerName('pool'), `global ${kind} pool`, pooled);
}
