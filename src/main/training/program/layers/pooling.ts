// Pooling layers over images [batch, channels, height, width].
import type { ModelBuilder } from '../model.ts';
import { slice } from '../ops/movement.ts';
import { averagePool2d, maxPool2d } from '../ops/pooling.ts';
import { dimension, type Value } from '../value.ts';

export const poolingNames = ['max', 'average', 'none'] as const;
export type PoolingName = (typeof poolingNames)[number];

/**
 * Pools windows of size × size; rows and columns that do not fill a window are cropped at the end ("valid"). A map smaller than the
 * window stays as it is, so that deeper networks remain trainable on small images.
 */
export function pool2d(builder: ModelBuilder, x: Value, kind: PoolingName, size = 2): Value {
  const height = dimension(x.shape, 2);
  const width = dimension(x.shape, 3);
  if (kind === 'none' || height < size || width < size) return x;
  const ends = [dimension(x.shape, 0), dimension(x.shape, 1), height - (height % size), width - (width % size)];
  const cropped = slice(x, [0, 0, 0, 0], ends);
  const pooled = kind === 'max' ? maxPool2d(cropped, [size, size]) : averagePool2d(cropped, [size, size]);
  return builder.finish(builder.layerName('pool'), `${kind} pool ${size}×${size}`, pooled);
}
