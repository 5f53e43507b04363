// Normalisation layers. Both scale and shift what they normalise by learned vectors, which the penalties leave alone.
import type { ModelBuilder } from '../model.ts';
import { add, div, maximum, mul, sign, sqrt, sub } from '../ops/elementwise.ts';
import { constant } from '../ops/leaves.ts';
import { reshape } from '../ops/movement.ts';
import { reduceSum } from '../ops/reductions.ts';
import { dimension, type Shape, sizeOf, type Value } from '../value.ts';

export const normalizationNames = ['none', 'batch', 'layer'] as const;
export type NormalizationName = (typeof normalizationNames)[number];

/** Added to variances before their root: Ioffe & Szegedy 2015, algorithm 1; the value that PyTorch takes for both. */
const epsilon = 1e-5;
/** Share of the new batch in the moving statistics. */
const momentum = 0.1;

/** x [batch, features] or [batch, channels, height, width], normalised per feature or channel ('batch') or per row ('layer'). */
export function normalize(builder: ModelBuilder, x: Value, kind: NormalizationName): Value {
  switch (kind) {
    case 'none':
      return x;
    case 'batch':
      return batchNormalization(builder, x);
    case 'layer':
      return layerNormalization(builder, x);
  }
}

/**
 * Ioffe & Szegedy 2015: statistics of the batch while training, moving averages of them otherwise (of the unbiased variance, as
 * PyTorch keeps it). Padding rows do not count.
 */
function batchNormalization(builder: ModelBuilder, x: Value): Value {
  const name = builder.layerName('norm');
  const channels = dimension(x.shape, 1);
  const perChannel = x.shape.map((size, axis) => (axis === 1 ? size : 1));
  const affine = learned(builder, name, channels, perChannel);
  const movingMean = builder.buffer(`${name}/mean`, [channels], 0);
  const movingVariance = builder.buffer(`${name}/variance`, [channels], 1);
  const { rowWeight } = builder.inputs;
  if (!builder.training || rowWeight === null) {
    const variance = reshape(movingVariance, perChannel);
    return builder.finish(name, 'batch norm', affine(sub(x, reshape(movingMean, perChannel)), variance));
  }
  const axes = x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
  // 1 for real rows, 0 for padding: class weights change the loss, not what the inputs of a layer look like.
  const real = sign(rowWeight);
  const weight = reshape(real, [dimension(x.shape, 0), ...x.shape.slice(1).map(() => 1)]);
  const count = mul(reduceSum(real), constant(sizeOf(x.shape.slice(2))));
  const weightedMean = (value: Value) => div(reduceSum(mul(value, weight), axes, true), count);
  const mean = weightedMean(x);
  const centred = sub(x, mean);
  const variance = weightedMean(mul(centred, centred));
  const moved = (old: Value, now: Value) => add(mul(old, constant(1 - momentum)), mul(now, constant(momentum)));
  const unbiased = mul(variance, div(count, maximum(sub(count, constant(1)), constant(1))));
  builder.updateBuffer(`${name}/mean`, moved(movingMean, reshape(mean, [channels])));
  builder.updateBuffer(`${name}/variance`, moved(movingVariance, reshape(unbiased, [channels])));
  return builder.finish(name, 'batch norm', affine(centred, variance));
}

/** Ba et al. 2016, equation 3, over everything but the batch; scale and shift per feature or channel. */
function layerNormalization(builder: ModelBuilder, x: Value): Value {
  const name = builder.layerName('norm');
  const perChannel = x.shape.map((size, axis) => (axis === 1 ? size : 1));
  const affine = learned(builder, name, dimension(x.shape, 1), perChannel);
  const axes = x.shape.flatMap((_, axis) => (axis === 0 ? [] : [axis]));
  const share = constant(1 / sizeOf(x.shape.slice(1)));
  const mean = mul(reduceSum(x, axes, true), share);
  const centred = sub(x, mean);
  const variance = mul(reduceSum(mul(centred, centred), axes, true), share);
  return builder.finish(name, 'layer norm', affine(centred, variance));
}

/** (x − mean) / √(variance + ε) · scale + shift. */
function learned(builder: ModelBuilder, name: string, channels: number, shape: Shape) {
  const fan = { fanIn: channels, fanOut: channels, penalised: false, shape: [channels] };
  const scale = builder.parameter(`${name}/scale`, { ...fan, initializer: 'ones' });
  const shift = builder.parameter(`${name}/shift`, { ...fan, initializer: 'zeros' });
  return (centred: Value, variance: Value): Value => {
    const deviation = sqrt(add(variance, constant(epsilon)));
    return add(mul(centred, div(reshape(scale, shape), deviation)), reshape(shift, shape));
  };
}
