// Fully connected layer.
import type { InitializerName } from '../initializers.ts';
import type { ModelBuilder } from '../model.ts';
import { add } from '../ops/elementwise.ts';
import { matmul } from '../ops/matmul.ts';
import { dimension, type Value } from '../value.ts';
import { type ActivationName, activation } from './activations.ts';

export interface DenseOptions {
  readonly units: number;
  readonly activation: ActivationName | null;
  readonly initializer: InitializerName;
  /** Multiplies the kernel's start values. */
  readonly gain?: number;
}

/** x [batch, features] → activation(x · kernel + bias), [batch, units]. */
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
  const output = options.activation === null ? sum : activation(options.activation, sum);
  return builder.finish(name, options.activation === null ? 'dense' : `dense, ${options.activation}`, output);
}
