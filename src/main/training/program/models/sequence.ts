// Recurrent networks and networks that read text: steps, then an encoder that makes one row of them, then the dense part.
import { AppError } from '#shared/errors.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import { embedding } from '../layers/embedding.ts';
import { normalize } from '../layers/normalization.ts';
import { type RecurrentOptions, recurrent, timeFirst } from '../layers/recurrent.ts';
import { cellNames } from '../layers/recurrent-cells.ts';
import { meanOverSteps } from '../layers/sequence-pooling.ts';
import { dropout } from '../layers/shape.ts';
import type { Model, ModelBuilder } from '../model.ts';
import { reshape } from '../ops/movement.ts';
import { nameSetting, rateSetting, wholeSetting } from '../settings.ts';
import { dimension, sizeOf, type Value } from '../value.ts';
import { hiddenLayers, normalizationSetting } from './hidden-layers.ts';

export const encoderNames = ['recurrent', 'mean'] as const;

/**
 * Steps of a sequence × layers × directions. Each is 15 to 25 operations of the compiled step, and compiling grows faster than their
 * number: on the engine onnx 28, 200, 500 and 1 000 steps of 64 LSTM units take about 0.05, 0.6, 2 and 8 s on a core of its own.
 */
export const largestUnrolledSteps = 1000;

/** Over sequences [batch, steps, features], or images [batch, height, width, channels], whose rows are the steps. */
export function recurrentModel(settings: ResolvedSettings, outputs: number): Model {
  return (x, builder) => {
    const [batch, steps] = [dimension(x.shape, 0), dimension(x.shape, 1)];
    const sequence = reshape(x, [batch, steps, sizeOf(x.shape.slice(2))]);
    return hiddenLayers(settings, outputs, encode(settings, sequence, builder, 'recurrent'), builder);
  };
}

/** Over token ids [batch, steps]. */
export function textModel(settings: ResolvedSettings, outputs: number, tokens: number): Model {
  const size = wholeSetting(settings, 'model.embeddingSize', 128, 1);
  return (ids, builder) => {
    const embedded = embedding(builder, ids, tokens, size);
    return hiddenLayers(settings, outputs, encode(settings, embedded, builder, 'mean'), builder);
  };
}

/** [batch, steps, features] → [batch, features], normalised, dropout after it as after every layer. */
function encode(
  settings: ResolvedSettings,
  x: Value,
  builder: ModelBuilder,
  fallback: (typeof encoderNames)[number],
): Value {
  const encoder = nameSetting(settings, 'model.encoder', encoderNames, fallback);
  const encoded: Value = encoder === 'mean' ? meanOverSteps(builder, x) : recurrentLayers(settings, x, builder);
  const normalized = normalize(builder, encoded, normalizationSetting(settings));
  return rateSetting(settings, 'model.dropout') > 0 ? dropout(builder, normalized) : normalized;
}

function recurrentLayers(settings: ResolvedSettings, x: Value, builder: ModelBuilder): Value {
  const options: RecurrentOptions = {
    cell: nameSetting(settings, 'model.cell', cellNames, 'gru'),
    units: wholeSetting(settings, 'model.recurrentUnits', 64, 1),
    bidirectional: settings['model.bidirectional'] === true,
    recurrentDropout: rateSetting(settings, 'model.recurrentDropout') > 0,
  };
  const layers = wholeSetting(settings, 'model.recurrentLayers', 1, 1);
  requireUnrollable(dimension(x.shape, 1), layers, options.bidirectional ? 2 : 1);
  const between = rateSetting(settings, 'model.dropout') > 0;
  let sequence = timeFirst(builder, x);
  for (let layer = 1; ; layer++) {
    const { all, last } = recurrent(builder, sequence, options);
    if (layer === layers) return last();
    const values = all();
    sequence = { ...sequence, values: between ? dropout(builder, values) : values };
  }
}

function requireUnrollable(steps: number, layers: number, directions: number): void {
  const unrolled = steps * layers * directions;
  if (unrolled <= largestUnrolledSteps) return;
  const longest = Math.floor(largestUnrolledSteps / (layers * directions));
  const over = layers * directions === 1 ? ',' : ` over its layers and directions, ${longest} in each,`;
  throw new AppError(
    'invalid',
    `A recurrent network reads at most ${largestUnrolledSteps} steps${over} and these sequences have ${steps}: set model.sequenceLength to ${longest} or less, or model.encoder to "mean".`,
    { setting: 'model.sequenceLength', steps },
  );
}
