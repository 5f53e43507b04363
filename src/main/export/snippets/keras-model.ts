// The model of a Keras snippet: one line or more per layer.

import type { DataKind } from '#main/data/dataset.ts';
import type { InitializerName } from '#main/training/program/initializers.ts';
import type { ActivationName } from '#main/training/program/layers/activations.ts';
import { call, indent, pythonTuple } from './code.ts';
import type { ConvLayer, DenseLayer, LayerPlan } from './layer-plan.ts';
import type { SnippetPlan } from './snippet-plan.ts';

const activations: Readonly<Record<ActivationName, string>> = {
  relu: 'layers.Activation("relu")',
  elu: 'layers.Activation("elu")',
  gelu: 'layers.Activation(keras.activations.gelu)',
  selu: 'layers.Activation("selu")',
  tanh: 'layers.Activation("tanh")',
  sigmoid: 'layers.Activation("sigmoid")',
  leakyRelu: 'layers.LeakyReLU(negative_slope=0.01)',
};

/** Keras' named initialisers cut the normal distribution; these do not, and take a factor. */
const initializers: Readonly<Record<InitializerName, string>> = {
  glorotUniform: 'keras.initializers.VarianceScaling(gain**2, "fan_avg", "uniform")',
  heNormal: 'keras.initializers.VarianceScaling(2 * gain**2, "fan_in", "untruncated_normal")',
  lecunNormal: 'keras.initializers.VarianceScaling(gain**2, "fan_in", "untruncated_normal")',
  orthogonal: 'keras.initializers.Orthogonal(gain)',
  uniform: 'keras.initializers.VarianceScaling(gain**2 / 3, "fan_in", "uniform")',
};

/** `penalty` and `initializer` and `build_model()`. */
export function kerasModel(plan: SnippetPlan): string[][] {
  const { model, l1, l2, augment, data } = plan;
  const context = { initializer: model.initializer, penalty: penaltyOf(plan), isMasked: model.paddingMark !== 'none' };
  const lines = [
    ...inputLines(model),
    ...augmentation(augment, data.kind),
    ...model.layers.flatMap((layer) => layerLines(layer, context)),
    'return keras.Model(inputs, x)',
  ];
  const penalty = [...(l1 > 0 ? [`l1=${l1}`] : []), ...(l2 > 0 ? [`l2=${l2}`] : [])];
  return [
    ['def initializer(gain=1.0):', ...indent([`return ${initializers[model.initializer]}`])],
    penalty.length === 0
      ? []
      : [
          '# Kernels only; the sum over the weights is added to the mean loss.',
          `PENALTY = keras.regularizers.L1L2(${penalty.join(', ')})`,
        ],
    ['def build_model():', ...indent(lines)],
  ];
}

const penaltyOf = ({ l1, l2 }: SnippetPlan) => (l1 > 0 || l2 > 0 ? 'PENALTY' : null);

function inputLines({ inputShape, paddingMark }: SnippetPlan['model']): string[] {
  const [steps = 1, features = 1] = inputShape;
  switch (paddingMark) {
    case 'ids':
      return [`inputs = keras.Input(shape=(${steps},), dtype="int32")`, 'x, mask = inputs, inputs > 0'];
    case 'feature':
      return [
        `inputs = keras.Input(shape=(${steps}, ${features + 1}))`,
        'x, mask = inputs[..., :-1], inputs[..., -1] > 0',
      ];
    case 'none':
      return [`inputs = keras.Input(shape=${pythonTuple(inputShape)})`, 'x = inputs'];
  }
}

/** What all layers of a model share. */
interface Context {
  readonly initializer: InitializerName;
  readonly penalty: string | null;
  /** Whether `mask` says which steps are not padding. */
  readonly isMasked: boolean;
}

function augmentation({ flip, shift, rotate, noise }: SnippetPlan['augment'], kind: DataKind): string[] {
  const isImage = kind === 'image';
  const direction = { none: null, horizontal: 'horizontal', vertical: 'vertical', both: 'horizontal_and_vertical' }[
    flip
  ];
  return [
    ...(isImage && direction !== null ? [`x = layers.RandomFlip("${direction}")(x)`] : []),
    ...(isImage && rotate > 0 ? [`x = layers.RandomRotation(${rotate} / 360, fill_mode="nearest")(x)`] : []),
    ...(isImage && shift > 0 ? [`x = layers.RandomTranslation(${shift}, ${shift}, fill_mode="nearest")(x)`] : []),
    ...(noise > 0 ? [`x = layers.GaussianNoise(${noise})(x)`] : []),
  ];
}

function layerLines(layer: LayerPlan, context: Context): string[] {
  const { penalty, isMasked } = context;
  switch (layer.kind) {
    case 'flatten':
      return ['x = layers.Flatten()(x)'];
    case 'steps':
      return [`x = layers.Reshape((${layer.steps}, ${layer.features}))(x)`];
    case 'dense':
      return dense(layer, penalty);
    case 'output':
      return [
        `x = ${call('layers.Dense', String(layer.units), `kernel_initializer=initializer(gain=${short(layer.gain)})`, kernelPenalty(penalty))}(x)`,
      ];
    case 'conv':
      return conv(layer, context);
    case 'globalPool':
      return [`x = layers.Global${layer.pooling === 'max' ? 'Max' : 'Average'}Pooling${layer.dimensions}D()(x)`];
    case 'embedding': {
      const limit = short(1 / Math.sqrt(layer.size));
      const start = `embeddings_initializer=keras.initializers.RandomUniform(-${limit}, ${limit})`;
      return [`x = ${call('layers.Embedding', String(layer.tokens), String(layer.size), start)}(x)`];
    }
    case 'meanOverSteps':
      if (!isMasked) return ['x = layers.GlobalAveragePooling1D()(x)'];
      return [
        '# The mean within the sequence; zeros of an empty one.',
        'weights = ops.cast(mask, "float32")[..., None]',
        'x = ops.sum(x * weights, axis=1) / ops.maximum(ops.sum(weights, axis=1), 1)',
      ];
    case 'normalization':
      return normalization(layer.normalization, 'dense');
    case 'dropout':
      return [`x = layers.Dropout(${layer.rate})(x)`];
    case 'recurrent':
      return recurrent(layer, context);
  }
}

const gates = { lstm: 4, gru: 3, simple: 1 } as const;

function recurrent(layer: Extract<LayerPlan, { kind: 'recurrent' }>, { penalty, isMasked }: Context): string[] {
  const { inputs, units } = layer;
  const name = { lstm: 'LSTM', gru: 'GRU', simple: 'SimpleRNN' }[layer.cell];
  const scale = (inputs + gates[layer.cell] * units) / (inputs + units);
  const cell = call(
    `layers.${name}`,
    String(units),
    layer.isLast ? null : 'return_sequences=True',
    scale === 1 ? null : `kernel_initializer=keras.initializers.VarianceScaling(${short(scale)}, "fan_avg", "uniform")`,
    layer.recurrentDropout > 0 ? `recurrent_dropout=${layer.recurrentDropout}` : null,
    kernelPenalty(penalty),
    penalty === null ? null : `recurrent_regularizer=${penalty}`,
  );
  const whole = layer.isBidirectional ? `layers.Bidirectional(${cell})` : cell;
  return [
    ...(scale === 1
      ? []
      : ['# Glorot per gate: Keras counts the columns of all gates as outputs, the scale takes that back.']),
    `x = ${whole}(x${isMasked ? ', mask=mask' : ''})`,
    ...(layer.dropout > 0 ? [`x = layers.Dropout(${layer.dropout})(x)`] : []),
  ];
}

const kernelPenalty = (penalty: string | null) => (penalty === null ? null : `kernel_regularizer=${penalty}`);

/** A gain in six digits. */
const short = (value: number) => String(Number(value.toPrecision(6)));

function normalization(kind: DenseLayer['normalization'], of: 'dense' | 'conv'): string[] {
  if (kind === 'none') return [];
  if (kind === 'batch') return ['x = layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(x)'];
  return [
    of === 'dense'
      ? 'x = layers.LayerNormalization(epsilon=1e-5)(x)'
      : 'x = layers.GroupNormalization(groups=1, epsilon=1e-5)(x)',
  ];
}

function dense(layer: DenseLayer, penalty: string | null): string[] {
  const { units, activation, residual, dropout } = layer;
  const linear = (input: string) =>
    `${call('layers.Dense', String(units), 'kernel_initializer=initializer()', kernelPenalty(penalty))}(${input})`;
  return [
    ...(residual === 'none' ? [] : ['before = x']),
    `x = ${linear('x')}`,
    ...normalization(layer.normalization, 'dense'),
    `x = ${activations[activation]}(x)`,
    ...(residual === 'none' ? [] : [`x = layers.Add()([x, ${residual === 'same' ? 'before' : linear('before')}])`]),
    ...(dropout > 0 ? [`x = layers.Dropout(${dropout})(x)`] : []),
  ];
}

function conv(layer: ConvLayer, { initializer, penalty }: Context): string[] {
  const { dimensions, channels, filters, size, stride, padding, residual, pooling, isSeparable } = layer;
  const strided = stride > 1 ? `strides=${stride}` : null;
  const kernel = ['kernel_initializer=initializer()', kernelPenalty(penalty)] as const;
  const standard = call(
    `layers.Conv${dimensions}D`,
    String(filters),
    String(size),
    strided,
    `padding="${padding}"`,
    ...kernel,
  );
  // Keras counts the channels among the inputs of a depthwise kernel; the gain takes that back.
  const gain = initializer === 'glorotUniform' ? Math.sqrt((channels + 1) / 2) : Math.sqrt(channels);
  const separable = call(
    `layers.SeparableConv${dimensions}D`,
    ...[String(filters), String(size), strided, `padding="${padding}"`],
    `depthwise_initializer=initializer(gain=${short(gain)})`,
    'pointwise_initializer=initializer()',
    penalty === null ? null : `depthwise_regularizer=${penalty}`,
    penalty === null ? null : `pointwise_regularizer=${penalty}`,
  );
  const lines = [
    ...(residual === null ? [] : ['before = x']),
    `x = ${isSeparable ? separable : standard}(x)`,
    ...normalization(layer.normalization, 'conv'),
    `x = ${activations[layer.activation]}(x)`,
  ];
  if (residual !== null) {
    const cut =
      residual.ranges === null ? '' : `[:, ${residual.ranges.map(([start, end]) => `${start}:${end}`).join(', ')}, :]`;
    const projection = call(`layers.Conv${dimensions}D`, String(filters), '1', strided, 'use_bias=False', ...kernel);
    lines.push(`x = layers.Add()([x, ${residual.projects ? `${projection}(before${cut})` : `before${cut}`}])`);
  }
  if (pooling !== null) lines.push(`x = layers.${pooling === 'max' ? 'Max' : 'Average'}Pooling${dimensions}D(2)(x)`);
  return lines;
}
