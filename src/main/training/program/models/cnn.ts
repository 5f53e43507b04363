// Convolutional network: model.convLayers times convolution ("same") and pooling, filters doubling from one to the next, then the
// dense part.
import type { ResolvedSettings } from '#shared/study/values.ts';
import { conv2dLayer } from '../layers/conv2d.ts';
import { poolingNames } from '../layers/pooling.ts';
import { toChannelsFirst } from '../layers/shape.ts';
import type { Model } from '../model.ts';
import { nameSetting, wholeSetting } from '../settings.ts';
import { activationSetting, hiddenLayers, initializerSetting } from './hidden-layers.ts';

/** Needs x [batch, height, width, channels]. */
export function cnn(settings: ResolvedSettings, outputs: number): Model {
  const convLayers = wholeSetting(settings, 'model.convLayers', 2, 1);
  const filters = wholeSetting(settings, 'model.filters', 32, 1);
  const kernelSize = wholeSetting(settings, 'model.kernelSize', 3, 1);
  const pooling = nameSetting(settings, 'model.pooling', poolingNames, 'max');
  const activation = activationSetting(settings);
  const initializer = initializerSetting(settings);
  return (x, builder) => {
    let map = toChannelsFirst(x);
    for (let layer = 0; layer < convLayers; layer++) {
      map = conv2dLayer(builder, map, { filters: filters * 2 ** layer, kernelSize, activation, initializer, pooling });
    }
    return hiddenLayers(settings, outputs, map, builder);
  };
}
