// Convolution layer over images [batch, channels, height, width].
import type { InitializerName } from '../initializers.ts';
import type { ModelBuilder } from '../model.ts';
import { conv2d, samePadding } from '../ops/conv2d.ts';
import { add } from '../ops/elementwise.ts';
import { reshape } from '../ops/movement.ts';
import { dimension, type Value } from '../value.ts';
import { type ActivationName, activation } from './activations.ts';

export interface Conv2dOptions {
  readonly filters: number;
  readonly kernelSize: number;
  readonly stride?: number;
  readonly padding?: 'same' | 'valid';
  readonly activation: ActivationName | null;
  readonly initializer: InitializerName;
}

/** x [batch, c, h, w] → [batch, filters, h', w']. */
export function conv2dLayer(builder: ModelBuilder, x: Value, options: Conv2dOptions): Value {
  const { filters, kernelSize: size, stride = 1, padding = 'same' } = options;
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
  const convolved = conv2d(x, kernel, { strides: [stride, stride], pads: [top, left, bottom, right] });
  const sum = add(convolved, reshape(bias, [filters, 1, 1]));
  const output = options.activation === null ? sum : activation(options.activation, sum);
  return builder.finish(name, `conv ${size}×${size}, ${options.activation ?? 'linear'}`, output);
}
