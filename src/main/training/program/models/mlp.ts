// Multi-layer perceptron over the flattened input.
import type { ResolvedSettings } from '#shared/study/values.ts';
import type { Model } from '../model.ts';
import { hiddenLayers } from './hidden-layers.ts';

export function mlp(settings: ResolvedSettings, outputs: number): Model {
  return (x, builder) => hiddenLayers(settings, outputs, x, builder);
}
