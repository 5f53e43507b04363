// Fully connected layer.
import type { InitializerName } from '../initializers.ts';
import type { ModelBuilder } from '../model.ts';
import { add } from '../ops/elementwise.ts';
import { matmul } from '../ops/matmul.ts';
import { dimension, type Value } from '../value.ts';
import { type ActivationName, activation } from './activations.ts';
import { type NormalizationName, normalize } from './normalization.ts';

export interface DenseOptions {
  readonly units: number;
  readonly activation: ActivationName | null;
  readonly initializer: InitializerName;
  /** Between the product and the activation. Default none. */
  readonly normalization?: NormalizationName;
  /** Multiplies the kernel's start values. */
  readonly gain?: number;
}

/** x [batch, features] → activation(normalised(x · kernel + bias)), [batch, units]. */
export function dense(builder: ModelBuilder, x: Value, options: DenseOptions): Value {
  const name = builder.layerName('dense');
  const fanIn = dimension(x.shape, 1);
  const fan = { fanIn, fanOut: options.units };
  const kernel = builder.parameter(`${name}/kernel`, {
    shape: [fanIn, options.units],
    initializer: options.initializer,
    gain: options.gain ?? 1,
    penalised: true,
    ...fan,
  });
  const bias = builder.parameter(`${name}/bias`, {
    shape: [options.units],
    initializer: 'zeros',
    penalised: false,
    ...fan,
  });
  const sum = add(matmul(x, kernel), bias);
  const kind = options.activation === null ? 'dense' : `dense, ${options.activation}`;
  const activate = (value: Value) => (options.activation === null ? value : activation(options.activation, value));
  const { normalization = 'none' } = options;
  if (normalization === 'none') return builder.finish(name, kind, activate(sum));
  return activate(normalize(builder, builder.finish(name, kind, sum), normalization));
}
