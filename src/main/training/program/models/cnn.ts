// Convolutional network: model.convLayers times convolution and pooling, filters doubling from one to the next, then pooling over
// the whole map where asked for, then the dense part.
import type { ResolvedSettings } from '#shared/study/values.ts';
import { conv2dLayer, convolutionNames, paddingNames } from '../layers/conv2d.ts';
import { globalPool, globalPoolingNames, poolingNames } from '../layers/pooling.ts';
import { toChannelsFirst } from '../layers/shape.ts';
import type { Model } from '../model.ts';
import { reshape, transpose } from '../ops/movement.ts';
import { nameSetting, wholeSetting } from '../settings.ts';
import { dimension, type Value } from '../value.ts';
import { activationSetting, hiddenLayers, initializerSetting, normalizationSetting } from './hidden-layers.ts';

/** Needs x [batch, height, width, channels], or [batch, steps, features] for convolutions over the steps. */
export function cnn(settings: ResolvedSettings, outputs: number): Model {
  const convLayers = wholeSetting(settings, 'model.convLayers', 2, 1);
  const filters = wholeSetting(settings, 'model.filters', 32, 1);
  const size = wholeSetting(settings, 'model.kernelSize', 3, 1);
  const stride = wholeSetting(settings, 'model.stride', 1, 1);
  const globalPooling = nameSetting(settings, 'model.globalPooling', globalPoolingNames, 'none');
  const common = {
    padding: nameSetting(settings, 'model.padding', paddingNames, 'same'),
    convolution: nameSetting(settings, 'model.convolution', convolutionNames, 'standard'),
    pooling: nameSetting(settings, 'model.pooling', poolingNames, 'max'),
    normalization: normalizationSetting(settings),
    activation: activationSetting(settings),
    initializer: initializerSetting(settings),
    residual: settings['model.residual'] === true,
  };
  return (x, builder) => {
    const isSequence = x.shape.length === 3;
    const along = (length: number): [number, number] => (isSequence ? [1, length] : [length, length]);
    const shape = { kernel: along(size), strides: along(stride), poolWindow: along(2) };
    let map = isSequence ? stepsAsWidth(x) : toChannelsFirst(x);
    for (let layer = 0; layer < convLayers; layer++) {
      map = conv2dLayer(builder, map, { ...common, ...shape, filters: filters * 2 ** layer });
    }
    return hiddenLayers(settings, outputs, globalPool(builder, map, globalPooling), builder);
  };
}

/** [batch, steps, features] → [batch, features, 1, steps]. Steps after a sequence's end are zeros. */
function stepsAsWidth(x: Value): Value {
  const [batch, steps, features] = [0, 1, 2].map((axis) => dimension(x.shape, axis));
  return reshape(transpose(x, [0, 2, 1]), [batch ?? 0, features ?? 0, 1, steps ?? 0]);
}
