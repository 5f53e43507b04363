// The dense part that every family ends with: hidden layers, then the outputs.
import type { ResolvedSettings } from '#shared/study/values.ts';
import type { InitializerName } from '../initializers.ts';
import { initializerNames } from '../initializers.ts';
import { type ActivationName, activationNames } from '../layers/activations.ts';
import { dense } from '../layers/dense.ts';
import { type NormalizationName, normalizationNames } from '../layers/normalization.ts';
import { dropout, flatten } from '../layers/shape.ts';
import type { ModelBuilder } from '../model.ts';
import { add } from '../ops/elementwise.ts';
import { nameSetting, rateSetting, unitsShapeNames, wholeSetting } from '../settings.ts';
import { dimension, type Value } from '../value.ts';

export function activationSetting(settings: ResolvedSettings): ActivationName {
  return nameSetting(settings, 'model.activation', activationNames, 'relu');
}

/** The setting, or what suits the activation: He for rectifiers, LeCun for selu, Glorot for the symmetric ones. */
export function initializerSetting(settings: ResolvedSettings): InitializerName {
  const activation = activationSetting(settings);
  const fallback =
    activation === 'selu'
      ? 'lecunNormal'
      : activation === 'tanh' || activation === 'sigmoid'
        ? 'glorotUniform'
        : 'heNormal';
  return nameSetting(settings, 'model.initializer', initializerNames, fallback);
}

export function normalizationSetting(settings: ResolvedSettings): NormalizationName {
  return nameSetting(settings, 'model.normalization', normalizationNames, 'none');
}

/** He et al. 2016, equation 2: the layer's input is added to its output, through a linear map where the widths differ. */
function withShortcut(builder: ModelBuilder, input: Value, output: Value, initializer: InitializerName): Value {
  const units = dimension(output.shape, 1);
  const isSame = dimension(input.shape, 1) === units;
  return add(output, isSame ? input : dense(builder, input, { units, activation: null, initializer }));
}

/** x [batch, ...] → [batch, outputs] through model.layers hidden layers, dropout after each. */
export function hiddenLayers(settings: ResolvedSettings, outputs: number, x: Value, builder: ModelBuilder): Value {
  const activation = activationSetting(settings);
  const initializer = initializerSetting(settings);
  const rate = rateSetting(settings, 'model.dropout');
  const normalization = normalizationSetting(settings);
  let hidden = flatten(x);
  for (const units of layerUnits(settings)) {
    const before = hidden;
    hidden = dense(builder, hidden, { units, activation, initializer, normalization });
    if (settings['model.residual'] === true) hidden = withShortcut(builder, before, hidden, initializer);
    if (rate > 0) hidden = dropout(builder, hidden);
  }
  // Outputs start near zero (standard deviation ~1/fan-in: Yang & Hu 2021, table 3), so the first loss is that of knowing nothing.
  const gain = 1 / Math.sqrt(dimension(hidden.shape, 1));
  return dense(builder, hidden, { units: outputs, activation: null, initializer, gain });
}

export function layerUnits(settings: ResolvedSettings): number[] {
  const layers = wholeSetting(settings, 'model.layers', 1, 0);
  const units = wholeSetting(settings, 'model.units', 128, 1);
  const shape = nameSetting(settings, 'model.unitsShape', unitsShapeNames, 'constant');
  const factor = { constant: 1, halving: 0.5, doubling: 2 }[shape];
  return Array.from({ length: layers }, (_, layer) => Math.max(1, Math.round(units * factor ** layer)));
}
