// Convolution layers over images [batch, channels, height, width].
import type { InitializerName } from '../initializers.ts';
import type { ModelBuilder } from '../model.ts';
import { conv2d, samePadding } from '../ops/conv2d.ts';
import { add } from '../ops/elementwise.ts';
import { reshape } from '../ops/movement.ts';
import { dimension, type Value } from '../value.ts';
import { type ActivationName, activation, isMonotone } from './activations.ts';
import { type PoolingName, pool2d } from './pooling.ts';

export interface Conv2dOptions {
  readonly filters: number;
  readonly kernelSize: number;
  readonly stride?: number;
  readonly padding?: 'same' | 'valid';
  readonly activation: ActivationName | null;
  readonly initializer: InitializerName;
  readonly pooling: PoolingName;
}

/**
 * x [batch, c, h, w] → pool(activation(conv(x) + bias)), [batch, filters, h', w']. The maximum commutes with a bias per channel and a
 * non-decreasing activation; pooling first leaves them a quarter of the work.
 */
export function conv2dLayer(builder: ModelBuilder, x: Value, options: Conv2dOptions): Value {
  const { filters, kernelSize: size, stride = 1, padding = 'same', pooling } = options;
  const name = builder.layerName('conv');
  const channels = dimension(x.shape, 1);
  const fan = { fanIn: channels * size * size, fanOut: filters * size * size };
  const kernel = builder.parameter(`${name}/kernel`, {
    shape: [filters, channels, size, size],
    initializer: options.initializer,
    penalised: true,
    ...fan,
  });
  const bias = builder.parameter(`${name}/bias`, {
    shape: [filters],
    initializer: 'zeros',
    penalised: false,
    ...fan,
  });
  const same = padding === 'same';
  const [top, bottom] = same ? samePadding(dimension(x.shape, 2), size, stride) : [0, 0];
  const [left, right] = same ? samePadding(dimension(x.shape, 3), size, stride) : [0, 0];
  const convolved = conv2d(x, kernel, { strides: [stride, stride], pads: [top, left, bottom, right], groups: 1 });
  const finish = (value: Value) =>
    builder.finish(name, `conv ${size}×${size}, ${options.activation ?? 'linear'}`, value);
  const activate = (value: Value) => (options.activation === null ? value : activation(options.activation, value));
  const biased = (value: Value) => add(value, reshape(bias, [filters, 1, 1]));
  if (pooling === 'max' && (options.activation === null || isMonotone(options.activation))) {
    return activate(biased(pool2d(builder, finish(convolved), pooling)));
  }
  return pool2d(builder, finish(activate(biased(convolved))), pooling);
}
