// Convolution layers over images [batch, channels, height, width]. A sequence is an image of height 1.
import { AppError } from '#shared/errors.ts';
import type { InitializerName } from '../initializers.ts';
import type { ModelBuilder } from '../model.ts';
import { conv2d, samePadding } from '../ops/conv2d.ts';
import { add } from '../ops/elementwise.ts';
import { reshape, slice } from '../ops/movement.ts';
import { dimension, type Value } from '../value.ts';
import { type ActivationName, activation, isMonotone } from './activations.ts';
import { type NormalizationName, normalize } from './normalization.ts';
import { type PoolingName, pool2d } from './pooling.ts';

export const convolutionNames = ['standard', 'separable'] as const;
export type ConvolutionName = (typeof convolutionNames)[number];

export const paddingNames = ['same', 'valid'] as const;
export type PaddingName = (typeof paddingNames)[number];

export interface Conv2dOptions {
  readonly filters: number;
  /** Height and width. */
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: PaddingName;
  /** separable: a kernel per channel, then 1×1 over the channels (Chollet 2017). */
  readonly convolution: ConvolutionName;
  readonly normalization: NormalizationName;
  readonly activation: ActivationName | null;
  readonly initializer: InitializerName;
  readonly pooling: PoolingName;
  readonly poolWindow: readonly [number, number];
  /** The input is added to the output before pooling, through a 1×1 convolution where the shapes differ: He et al. 2016. */
  readonly residual: boolean;
}

/**
 * x [batch, c, h, w] → pool(activation(normalised(conv(x) + bias)) [+ x]), [batch, filters, h', w']. The maximum commutes with a bias
 * per channel and a non-decreasing activation; pooling first leaves them a quarter of the work.
 */
export function conv2dLayer(builder: ModelBuilder, x: Value, options: Conv2dOptions): Value {
  const { filters, kernel, pooling, poolWindow, normalization, residual } = options;
  const name = builder.layerName('conv');
  requireRoom(x, options);
  const convolved = convolve(builder, name, x, options);
  const bias = builder.parameter(`${name}/bias`, {
    ...{ shape: [filters], initializer: 'zeros', penalised: false },
    ...{ fanIn: dimension(x.shape, 1), fanOut: filters },
  });
  const kind = options.convolution === 'separable' ? 'separable conv' : 'conv';
  const finish = (value: Value) =>
    builder.finish(name, `${kind} ${kernel.join('×')}, ${options.activation ?? 'linear'}`, value);
  const activate = (value: Value) => (options.activation === null ? value : activation(options.activation, value));
  const biased = (value: Value) => add(value, reshape(bias, [filters, 1, 1]));
  const isPlain = normalization === 'none' && !residual;
  if (isPlain && pooling === 'max' && (options.activation === null || isMonotone(options.activation))) {
    return activate(biased(pool2d(builder, finish(convolved), pooling, poolWindow)));
  }
  const activated =
    normalization === 'none'
      ? finish(activate(biased(convolved)))
      : activate(normalize(builder, finish(biased(convolved)), normalization));
  const output = residual ? add(activated, shortcut(builder, x, activated, options)) : activated;
  return pool2d(builder, output, pooling, poolWindow);
}

function convolve(builder: ModelBuilder, name: string, x: Value, options: Conv2dOptions): Value {
  const { filters, kernel: size, strides, convolution, initializer } = options;
  const [high, wide] = size;
  const channels = dimension(x.shape, 1);
  const taps = high * wide;
  const pads = padsOf(x, options);
  if (convolution === 'standard') {
    const kernel = builder.parameter(`${name}/kernel`, {
      ...{ shape: [filters, channels, high, wide], initializer, penalised: true },
      ...{ fanIn: channels * taps, fanOut: filters * taps },
    });
    return conv2d(x, kernel, { strides, pads, groups: 1 });
  }
  const depthwise = builder.parameter(`${name}/depthwise`, {
    ...{ shape: [channels, 1, high, wide], initializer, penalised: true },
    ...{ fanIn: taps, fanOut: taps },
  });
  const pointwise = builder.parameter(`${name}/pointwise`, {
    ...{ shape: [filters, channels, 1, 1], initializer, penalised: true },
    ...{ fanIn: channels, fanOut: filters },
  });
  return onePixel(conv2d(x, depthwise, { strides, pads, groups: channels }), pointwise, [1, 1]);
}

const onePixel = (x: Value, kernel: Value, strides: readonly [number, number]): Value =>
  conv2d(x, kernel, { strides, pads: [0, 0, 0, 0], groups: 1 });

/** The pixels under the middle of each window, brought to the output's channels. */
function shortcut(
  builder: ModelBuilder,
  x: Value,
  output: Value,
  { kernel, strides, ...options }: Conv2dOptions,
): Value {
  const [top, left] = padsOf(x, { ...options, kernel, strides });
  const [channels, filters] = [dimension(x.shape, 1), dimension(output.shape, 1)];
  const along = (axis: 0 | 1, before: number): [number, number] => {
    const start = Math.floor((kernel[axis] - 1) / 2) - before;
    return [start, start + (dimension(output.shape, axis + 2) - 1) * strides[axis] + 1];
  };
  const [rows, columns] = [along(0, top), along(1, left)];
  const middle = slice(x, [0, 0, rows[0], columns[0]], [dimension(x.shape, 0), channels, rows[1], columns[1]]);
  if (channels === filters && strides[0] === 1 && strides[1] === 1) return middle;
  const name = builder.layerName('shortcut');
  const projection = builder.parameter(`${name}/kernel`, {
    ...{ shape: [filters, channels, 1, 1], initializer: options.initializer, penalised: true },
    ...{ fanIn: channels, fanOut: filters },
  });
  return builder.finish(name, 'conv 1×1', onePixel(middle, projection, strides));
}

/** Top, left, bottom, right. */
function padsOf(
  x: Value,
  options: Pick<Conv2dOptions, 'padding' | 'kernel' | 'strides'>,
): [number, number, number, number] {
  const { padding, kernel, strides } = options;
  if (padding === 'valid') return [0, 0, 0, 0];
  const [top, bottom] = samePadding(dimension(x.shape, 2), kernel[0], strides[0]);
  const [left, right] = samePadding(dimension(x.shape, 3), kernel[1], strides[1]);
  return [top, left, bottom, right];
}

function requireRoom(x: Value, { padding, kernel }: Conv2dOptions): void {
  const [height, width] = [dimension(x.shape, 2), dimension(x.shape, 3)];
  if (padding === 'same' || (height >= kernel[0] && width >= kernel[1])) return;
  throw new AppError(
    'invalid',
    `A convolution of ${kernel.join('×')} without padding does not fit into the ${height}×${width} that is left of the input: set model.padding to "same", or fewer model.convLayers, a smaller model.kernelSize or no model.pooling.`,
    { setting: 'model.padding' },
  );
}
