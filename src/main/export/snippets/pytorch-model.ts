// The model of a PyTorch snippet: a module with one member per layer, and the order that they run in.
import type { InitializerName } from '#main/training/program/initializers.ts';
import type { ActivationName } from '#main/training/program/layers/activations.ts';
import { call, indent } from './code.ts';
import type { ConvLayer, DenseLayer, LayerPlan } from './layer-plan.ts';
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

/** Collects members of the module and the statements of its forward pass. */
interface Module {
  readonly members: string[];
  readonly statements: string[];
  /** "dense1", "dense2" ...; the attribute of the module. */
  add(kind: string, code: string): string;
}

function emptyModule(): Module {
  const counts = new Map<string, number>();
  const members: string[] = [];
  return {
    members,
    statements: [],
    add(kind, code) {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      members.push(`self.${kind}${count} = ${code}`);
      return `self.${kind}${count}`;
    },
  };
}

/** `initialise(layer, gain)` and `class Model`. */
export function pytorchModel({ model, data }: SnippetPlan): string[][] {
  const module = emptyModule();
  if (data.kind === 'image' && model.layers.some(({ kind }) => kind === 'conv')) {
    module.statements.push('x = x.permute(0, 3, 1, 2)  # channels first');
  }
  for (const layer of model.layers) addLayer(module, layer);
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
    model.layers.some(({ kind }) => kind === 'recurrent') ? recurrentInitialiser() : [],
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

function recurrentInitialiser(): string[] {
  return [
    'def initialise_recurrent(layer):',
    ...indent([
      '"""Glorot for the input, orthogonal for the state, an LSTM\'s forget gate open."""',
      'for name, weight in layer.named_parameters():',
      '    if "weight_ih" in name:',
      '        for gate in weight.split(layer.hidden_size):',
      '            nn.init.xavier_uniform_(gate)',
      '    elif "weight_hh" in name:',
      '        nn.init.orthogonal_(weight)',
      '    else:',
      '        nn.init.zeros_(weight)',
      '        if isinstance(layer, nn.LSTM) and "bias_ih" in name:',
      '            nn.init.ones_(weight[layer.hidden_size : 2 * layer.hidden_size])',
      'return layer',
    ]),
  ];
}

function addLayer(module: Module, layer: LayerPlan): void {
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
      addConv(module, layer);
      return;
    case 'globalPool': {
      const axes = layer.dimensions === 1 ? '2' : '(2, 3)';
      statements.push(layer.pooling === 'max' ? `x = x.amax(${axes})` : `x = x.mean(${axes})`);
      return;
    }
    case 'meanOverSteps':
      statements.push('x = x.mean(1)');
      return;
    case 'normalization':
      addNormalization(module, layer.normalization, layer.features, null);
      return;
    case 'dropout':
      statements.push(`x = ${module.add('dropout', `nn.Dropout(${layer.rate})`)}(x)`);
      return;
    case 'recurrent': {
      const name = { lstm: 'LSTM', gru: 'GRU', simple: 'RNN' }[layer.cell];
      const cell = call(
        `nn.${name}`,
        String(layer.inputs),
        String(layer.units),
        'batch_first=True',
        layer.isBidirectional ? 'bidirectional=True' : null,
      );
      const member = module.add(layer.cell, `initialise_recurrent(${cell})`);
      if (!layer.isLast) statements.push(`x, _ = ${member}(x)`);
      else {
        statements.push(`_, state = ${member}(x)`);
        const hidden = layer.cell === 'lstm' ? 'state[0]' : 'state';
        statements.push(
          layer.isBidirectional ? `x = torch.cat([${hidden}[0], ${hidden}[1]], dim=1)` : `x = ${hidden}[0]`,
        );
      }
      if (layer.dropout > 0) statements.push(`x = ${module.add('dropout', `nn.Dropout(${layer.dropout})`)}(x)`);
    }
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

function addConv(module: Module, layer: ConvLayer): void {
  const { add, statements } = module;
  const { dimensions, channels, filters, size, stride, padding, pads, residual, pooling, isSeparable } = layer;
  const strided = stride > 1 ? `stride=${stride}` : null;
  const same = padding === 'same' && stride === 1 ? 'padding="same"' : null;
  const make = (from: number, to: number, kernel: number, ...rest: (string | null)[]) =>
    `initialise(${call(`nn.Conv${dimensions}d`, String(from), String(to), String(kernel), ...rest)})`;
  if (residual !== null) statements.push('before = x');
  if (padding === 'same' && stride > 1) {
    // The last axis comes first.
    const amounts = [...pads].reverse().flat().join(', ');
    statements.push(`x = F.pad(x, (${amounts}))`);
  }
  if (isSeparable) {
    statements.push(
      `x = ${add('depthwise', make(channels, channels, size, strided, same, `groups=${channels}`, 'bias=False'))}(x)`,
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
