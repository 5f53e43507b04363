// The model of a PyTorch snippet: a module with one member per layer, and the order that they run in.
import type { InitializerName } from '#main/training/program/initializers.ts';
import type { ActivationName } from '#main/training/program/layers/activations.ts';
import { call, indent } from './code.ts';
import type { ConvLayer, DenseLayer, LayerPlan } from './layer-plan.ts';
import { emptyModule, type Module } from './pytorch-module.ts';
import { addRecurrent, recurrentFunctions } from './pytorch-recurrent.ts';
import type { SnippetPlan } from './snippet-plan.ts';

const activations: Readonly<Record<ActivationName, string>> = {
  relu: 'F.relu(x)',
  elu: 'F.elu(x)',
  gelu: 'F.gelu(x)',
  selu: 'F.selu(x)',
  tanh: 'torch.tanh(x)',
  sigmoid: 'torch.sigmoid(x)',
  leakyRelu: 'F.leaky_relu(x, 0.01)',
};

const initializers: Readonly<Record<InitializerName, string>> = {
  glorotUniform: 'nn.init.xavier_uniform_(weight, gain)',
  heNormal: 'nn.init.normal_(weight, std=gain * math.sqrt(2 / fan_in))',
  lecunNormal: 'nn.init.normal_(weight, std=gain * math.sqrt(1 / fan_in))',
  orthogonal: 'nn.init.orthogonal_(weight, gain)',
  uniform: 'nn.init.uniform_(weight, -gain / math.sqrt(fan_in), gain / math.sqrt(fan_in))',
};

/** `initialise(layer, gain)` and `class Model`. */
export function pytorchModel({ model }: SnippetPlan): string[][] {
  const module = emptyModule();
  const { paddingMark } = model;
  if (paddingMark === 'ids') module.statements.push('mask = x > 0');
  if (paddingMark === 'feature') module.statements.push('x, mask = x[..., :-1], x[..., -1] > 0');
  const conv = model.layers.find((layer) => layer.kind === 'conv');
  if (conv?.kind === 'conv') {
    const order = conv.dimensions === 1 ? '0, 2, 1' : '0, 3, 1, 2';
    module.statements.push(`x = x.permute(${order})  # channels first`);
  }
  const context = { initializer: model.initializer, isMasked: paddingMark !== 'none' };
  for (const layer of model.layers) addLayer(module, layer, context);
  return [
    [
      'def initialise(layer, gain=1.0):',
      ...indent([
        'weight = layer.weight',
        'fan_in = weight[0].numel()',
        initializers[model.initializer],
        'if layer.bias is not None:',
        '    nn.init.zeros_(layer.bias)',
        'return layer',
      ]),
    ],
    ...recurrentFunctions(model),
    [
      'class Model(nn.Module):',
      ...indent([
        'def __init__(self):',
        ...indent(['super().__init__()', ...module.members]),
        '',
        'def forward(self, x):',
        ...indent([...module.statements, 'return x']),
      ]),
    ],
  ];
}

/** What all layers of a model share. */
interface Context {
  readonly initializer: InitializerName;
  /** Whether `mask` says which steps are not padding. */
  readonly isMasked: boolean;
}

function addLayer(module: Module, layer: LayerPlan, context: Context): void {
  const { statements } = module;
  switch (layer.kind) {
    case 'flatten':
      statements.push('x = x.flatten(1)');
      return;
    case 'steps':
      statements.push(`x = x.reshape(-1, ${layer.steps}, ${layer.features})`);
      return;
    case 'dense':
      addDense(module, layer);
      return;
    case 'output': {
      const gain = Number(layer.gain.toPrecision(6));
      statements.push(
        `x = ${module.add('output', `initialise(nn.Linear(${layer.inputs}, ${layer.units}), gain=${gain})`)}(x)`,
      );
      return;
    }
    case 'conv':
      addConv(module, layer, context);
      return;
    case 'globalPool': {
      const axes = layer.dimensions === 1 ? '2' : '(2, 3)';
      statements.push(layer.pooling === 'max' ? `x = x.amax(${axes})` : `x = x.mean(${axes})`);
      return;
    }
    case 'embedding': {
      const limit = Number((1 / Math.sqrt(layer.size)).toPrecision(6));
      const member = module.add('embedding', `nn.Embedding(${layer.tokens}, ${layer.size})`);
      module.members.push(`nn.init.uniform_(${member}.weight, -${limit}, ${limit})`);
      statements.push(`x = ${member}(x)`);
      return;
    }
    case 'meanOverSteps':
      if (context.isMasked) {
        statements.push(
          '# The mean within the sequence; zeros of an empty one.',
          'x = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)',
        );
      } else statements.push('x = x.mean(1)');
      return;
    case 'normalization':
      addNormalization(module, layer.normalization, layer.features, null);
      return;
    case 'dropout':
      statements.push(`x = ${module.add('dropout', `nn.Dropout(${layer.rate})`)}(x)`);
      return;
    case 'recurrent':
      addRecurrent(module, layer, context.isMasked);
  }
}

/** `dimensions` of a map; null after dense layers. */
function addNormalization(
  { add, statements }: Module,
  kind: DenseLayer['normalization'],
  features: number,
  dimensions: 1 | 2 | null,
): void {
  if (kind === 'none') return;
  const code =
    kind === 'batch'
      ? `nn.BatchNorm${dimensions ?? 1}d(${features})`
      : dimensions === null
        ? `nn.LayerNorm(${features})`
        : `nn.GroupNorm(1, ${features})`;
  statements.push(`x = ${add('norm', code)}(x)`);
}

function addDense(module: Module, layer: DenseLayer): void {
  const { add, statements } = module;
  const { inputs, units, residual, dropout } = layer;
  const linear = `initialise(nn.Linear(${inputs}, ${units}))`;
  if (residual !== 'none') statements.push('before = x');
  statements.push(`x = ${add('dense', linear)}(x)`);
  addNormalization(module, layer.normalization, units, null);
  statements.push(`x = ${activations[layer.activation]}`);
  if (residual !== 'none')
    statements.push(`x = x + ${residual === 'same' ? 'before' : `${add('shortcut', linear)}(before)`}`);
  if (dropout > 0) statements.push(`x = ${add('dropout', `nn.Dropout(${dropout})`)}(x)`);
}

function addConv(module: Module, layer: ConvLayer, { initializer }: Context): void {
  const { add, statements } = module;
  const { dimensions, channels, filters, size, stride, padding, pads, residual, pooling, isSeparable } = layer;
  const strided = stride > 1 ? `stride=${stride}` : null;
  const same = padding === 'same' && stride === 1 ? 'padding="same"' : null;
  const layerOf = (from: number, to: number, kernel: number, ...rest: (string | null)[]) =>
    call(`nn.Conv${dimensions}d`, String(from), String(to), String(kernel), ...rest);
  const make = (...shape: Parameters<typeof layerOf>) => `initialise(${layerOf(...shape)})`;
  // PyTorch counts the outputs of all groups for Glorot; the gain takes that back.
  const gain = initializer === 'glorotUniform' ? Number(Math.sqrt((channels + 1) / 2).toPrecision(6)) : 1;
  if (residual !== null) statements.push('before = x');
  if (padding === 'same' && stride > 1) {
    // The last axis comes first.
    const amounts = [...pads].reverse().flat().join(', ');
    statements.push(`x = F.pad(x, (${amounts}))`);
  }
  if (isSeparable) {
    const depthwise = [channels, channels, size, strided, same, `groups=${channels}`, 'bias=False'] as const;
    statements.push(
      `x = ${add('depthwise', gain === 1 ? make(...depthwise) : `initialise(${layerOf(...depthwise)}, gain=${gain})`)}(x)`,
      `x = ${add('pointwise', make(channels, filters, 1))}(x)`,
    );
  } else statements.push(`x = ${add('conv', make(channels, filters, size, strided, same))}(x)`);
  addNormalization(module, layer.normalization, filters, dimensions);
  statements.push(`x = ${activations[layer.activation]}`);
  if (residual !== null) {
    const cut =
      residual.ranges === null ? '' : `[:, :, ${residual.ranges.map(([start, end]) => `${start}:${end}`).join(', ')}]`;
    const projection = () => `${add('shortcut', make(channels, filters, 1, strided, 'bias=False'))}(before${cut})`;
    statements.push(`x = x + ${residual.projects ? projection() : `before${cut}`}`);
  }
  if (pooling !== null) statements.push(`x = F.${pooling === 'max' ? 'max' : 'avg'}_pool${dimensions}d(x, 2)`);
}
