// The layers of a trial's model in order, with every number that a framework asks for: the program's models (training/program/models)
// told as a list instead of a graph.
import type { DatasetHeader } from '#main/data/dataset.ts';
import type { InitializerName } from '#main/training/program/initializers.ts';
import { type ActivationName, activationNames } from '#main/training/program/layers/activations.ts';
import { type NormalizationName, normalizationNames } from '#main/training/program/layers/normalization.ts';
import { initializerSetting, layerUnits } from '#main/training/program/models/hidden-layers.ts';
import { samePadding } from '#main/training/program/ops/conv2d.ts';
import { nameSetting, numberSetting, wholeSetting } from '#main/training/program/settings.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';

/** [start, end) per axis of a map. */
type Ranges = readonly (readonly [number, number])[];

export interface DenseLayer {
  readonly kind: 'dense';
  readonly inputs: number;
  readonly units: number;
  readonly normalization: NormalizationName;
  readonly activation: ActivationName;
  /** The input is added to the output; 'linear' through a dense layer, where the widths differ. */
  readonly residual: 'none' | 'same' | 'linear';
  readonly dropout: number;
}

export interface ConvLayer {
  readonly kind: 'conv';
  /** 1 over steps, 2 over images. */
  readonly dimensions: 1 | 2;
  readonly channels: number;
  readonly filters: number;
  readonly size: number;
  readonly stride: number;
  readonly padding: 'same' | 'valid';
  /** Before and after, per axis of the map. */
  readonly pads: readonly (readonly [number, number])[];
  readonly isSeparable: boolean;
  readonly normalization: NormalizationName;
  readonly activation: ActivationName;
  /** Rows and columns of the input that are added to the output, [start, end) per axis; through a 1×1 convolution if `projects`. */
  readonly residual: { readonly ranges: Ranges | null; readonly projects: boolean } | null;
  readonly pooling: 'max' | 'average' | null;
}

export type LayerPlan =
  | DenseLayer
  | ConvLayer
  | { readonly kind: 'globalPool'; readonly dimensions: 1 | 2; readonly pooling: 'max' | 'average' }
  | { readonly kind: 'flatten' }
  /** An image's rows become the steps of a sequence. */
  | { readonly kind: 'steps'; readonly steps: number; readonly features: number }
  /** Token ids become vectors. */
  | { readonly kind: 'embedding'; readonly tokens: number; readonly size: number }
  | {
      readonly kind: 'recurrent';
      readonly cell: 'lstm' | 'gru' | 'simple';
      readonly inputs: number;
      readonly units: number;
      readonly isBidirectional: boolean;
      readonly recurrentDropout: number;
      readonly isLast: boolean;
      readonly dropout: number;
    }
  | { readonly kind: 'meanOverSteps' }
  | { readonly kind: 'normalization'; readonly normalization: NormalizationName; readonly features: number }
  | { readonly kind: 'dropout'; readonly rate: number }
  /** `gain` multiplies the kernel's start values. */
  | { readonly kind: 'output'; readonly inputs: number; readonly units: number; readonly gain: number };

/**
 * How the model knows which steps of a row are padding: 'ids', those of id 0; 'feature', a last feature beside the others that is 1
 * within the sequence; 'none', nothing is padded, or the model does not care.
 */
export type PaddingMark = 'none' | 'ids' | 'feature';

export interface ModelPlan {
  /** What the model reads of a row, without the feature that marks padding. */
  readonly inputShape: readonly number[];
  readonly paddingMark: PaddingMark;
  readonly initializer: InitializerName;
  readonly layers: readonly LayerPlan[];
}

export type ModelData = Pick<DatasetHeader, 'kind' | 'inputShape' | 'vocabulary'>;

export function planModel(settings: ResolvedSettings, data: ModelData, outputs: number): ModelPlan {
  const isSequence = data.kind === 'sequence' || data.kind === 'text';
  const longest = data.inputShape[0] ?? 1;
  const steps = isSequence ? Math.min(longest, wholeSetting(settings, 'model.sequenceLength', longest, 1)) : longest;
  const inputShape = [steps, ...data.inputShape.slice(1)];
  const family = String(
    settings['model.family'] ?? { table: 'mlp', image: 'cnn', sequence: 'rnn', text: 'text' }[data.kind],
  );
  const body = bodyOf(family, settings, inputShape, data.vocabulary?.length ?? Number.POSITIVE_INFINITY);
  const layers = [...body.layers, ...denseLayers(settings, body.features, outputs)];
  const paddingMark = family === 'text' ? 'ids' : family === 'rnn' && isSequence ? 'feature' : 'none';
  return { inputShape, paddingMark, initializer: initializerSetting(settings), layers };
}

function bodyOf(family: string, settings: ResolvedSettings, inputShape: readonly number[], words: number): Body {
  switch (family) {
    case 'cnn':
      return convolutions(settings, inputShape);
    case 'rnn':
      return recurrent(settings, inputShape, 'recurrent');
    case 'text': {
      const tokens = Math.min(wholeSetting(settings, 'model.vocabularySize', 10_000, 2), words);
      const size = wholeSetting(settings, 'model.embeddingSize', 128, 1);
      const body = recurrent(settings, [...inputShape, size], 'mean');
      return { layers: [{ kind: 'embedding', tokens, size }, ...body.layers], features: body.features };
    }
    default:
      return flat(inputShape);
  }
}

interface Body {
  readonly layers: readonly LayerPlan[];
  /** Numbers per row that come out. */
  readonly features: number;
}

const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1);

function flat(inputShape: readonly number[]): Body {
  return { layers: inputShape.length > 1 ? [{ kind: 'flatten' }] : [], features: product(inputShape) };
}

const activationOf = (settings: ResolvedSettings) => nameSetting(settings, 'model.activation', activationNames, 'relu');
const normalizationOf = (settings: ResolvedSettings) =>
  nameSetting(settings, 'model.normalization', normalizationNames, 'none');

function denseLayers(settings: ResolvedSettings, features: number, outputs: number): LayerPlan[] {
  const isResidual = settings['model.residual'] === true;
  let inputs = features;
  const hidden = layerUnits(settings).map((units): LayerPlan => {
    const layer: LayerPlan = {
      ...{ kind: 'dense', inputs, units },
      normalization: normalizationOf(settings),
      activation: activationOf(settings),
      residual: !isResidual ? 'none' : units === inputs ? 'same' : 'linear',
      dropout: numberSetting(settings, 'model.dropout', 0),
    };
    inputs = units;
    return layer;
  });
  return [...hidden, { kind: 'output', inputs, units: outputs, gain: 1 / Math.sqrt(inputs) }];
}

function convolutions(settings: ResolvedSettings, inputShape: readonly number[]): Body {
  const count = wholeSetting(settings, 'model.convLayers', 2, 1);
  const size = wholeSetting(settings, 'model.kernelSize', 3, 1);
  const stride = wholeSetting(settings, 'model.stride', 1, 1);
  const padding = settings['model.padding'] === 'valid' ? 'valid' : 'same';
  const pooling = poolingOf(settings['model.pooling'] ?? 'max');
  const layers: LayerPlan[] = [];
  let channels = inputShape.at(-1) ?? 1;
  let map = inputShape.slice(0, -1);
  const dimensions = map.length === 1 ? 1 : 2;
  for (let layer = 0; layer < count; layer++) {
    const filters = wholeSetting(settings, 'model.filters', 32, 1) * 2 ** layer;
    const pads = map.map((side): [number, number] => (padding === 'same' ? samePadding(side, size, stride) : [0, 0]));
    const before = map;
    map = map.map(
      (side, axis) => Math.floor((side + (pads[axis]?.[0] ?? 0) + (pads[axis]?.[1] ?? 0) - size) / stride) + 1,
    );
    const poolsHere = pooling !== null && map.every((side) => side >= 2);
    layers.push({
      ...{ kind: 'conv', dimensions, channels, filters, size, stride, padding, pads },
      isSeparable: settings['model.convolution'] === 'separable',
      normalization: normalizationOf(settings),
      activation: activationOf(settings),
      residual:
        settings['model.residual'] === true
          ? {
              ranges: shortcutRanges(before, map, { size, stride, pads }),
              projects: channels !== filters || stride > 1,
            }
          : null,
      pooling: poolsHere ? pooling : null,
    });
    if (poolsHere) map = map.map((side) => Math.floor(side / 2));
    channels = filters;
  }
  const global = poolingOf(settings['model.globalPooling'] ?? 'none');
  if (global !== null)
    return { layers: [...layers, { kind: 'globalPool', dimensions, pooling: global }], features: channels };
  return { layers: [...layers, { kind: 'flatten' }], features: channels * product(map) };
}

const poolingOf = (value: unknown) => (value === 'max' || value === 'average' ? value : null);

/** The pixels under the middle of each window, before striding; null: all of them. */
function shortcutRanges(
  before: readonly number[],
  after: readonly number[],
  { size, stride, pads }: Pick<ConvLayer, 'size' | 'stride' | 'pads'>,
): Ranges | null {
  const ranges = before.map((_, axis): [number, number] => {
    const start = Math.floor((size - 1) / 2) - (pads[axis]?.[0] ?? 0);
    return [start, start + ((after[axis] ?? 1) - 1) * stride + 1];
  });
  return ranges.every(([start, end], axis) => start === 0 && end === before[axis]) ? null : ranges;
}

function recurrent(settings: ResolvedSettings, inputShape: readonly number[], fallback: 'recurrent' | 'mean'): Body {
  const [steps = 1, ...rest] = inputShape;
  const features = product(rest);
  const dropout = numberSetting(settings, 'model.dropout', 0);
  const layers: LayerPlan[] = inputShape.length > 2 ? [{ kind: 'steps', steps, features }] : [];
  let width = features;
  if ((settings['model.encoder'] ?? fallback) === 'mean') layers.push({ kind: 'meanOverSteps' });
  else {
    const cell = nameSetting(settings, 'model.cell', ['lstm', 'gru', 'simple'] as const, 'gru');
    const count = wholeSetting(settings, 'model.recurrentLayers', 1, 1);
    const units = wholeSetting(settings, 'model.recurrentUnits', 64, 1);
    const isBidirectional = settings['model.bidirectional'] === true;
    const recurrentDropout = numberSetting(settings, 'model.recurrentDropout', 0);
    for (let layer = 1; layer <= count; layer++) {
      const isLast = layer === count;
      layers.push({
        kind: 'recurrent',
        cell,
        inputs: width,
        units,
        isBidirectional,
        recurrentDropout,
        isLast,
        dropout: isLast ? 0 : dropout,
      });
      width = isBidirectional ? 2 * units : units;
    }
  }
  const normalization = normalizationOf(settings);
  if (normalization !== 'none') layers.push({ kind: 'normalization', normalization, features: width });
  if (dropout > 0) layers.push({ kind: 'dropout', rate: dropout });
  return { layers, features: width };
}
