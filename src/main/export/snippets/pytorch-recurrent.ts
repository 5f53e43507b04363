// Recurrent layers of a PyTorch snippet: PyTorch's own, over packed sequences where rows are padded, or cells in a loop where the state
// is dropped, which PyTorch's layers cannot.
import { call, indent } from './code.ts';
import type { LayerPlan, ModelPlan } from './layer-plan.ts';
import type { Module } from './pytorch-module.ts';

type RecurrentLayer = Extract<LayerPlan, { kind: 'recurrent' }>;

const layerNames = { lstm: 'LSTM', gru: 'GRU', simple: 'RNN' } as const;

/** Functions and classes that the model's recurrent layers use. */
export function recurrentFunctions({ layers, paddingMark }: ModelPlan): string[][] {
  const layer = layers.find(({ kind }) => kind === 'recurrent');
  if (layer?.kind !== 'recurrent') return [];
  const isMasked = paddingMark !== 'none';
  const runner = layer.recurrentDropout > 0 ? [cellLoop(layer, isMasked)] : isMasked ? [packedRun(layer)] : [];
  return [initialiser(layer), ...runner];
}

function initialiser({ cell }: RecurrentLayer): string[] {
  return [
    'def initialise_recurrent(layer):',
    ...indent([
      `"""Glorot per gate for the input, orthogonal for the state${cell === 'lstm' ? ', the forget gate open' : ''}."""`,
      'for name, weight in layer.named_parameters():',
      ...indent([
        'if "weight_ih" in name:',
        ...(cell === 'simple'
          ? ['    nn.init.xavier_uniform_(weight)']
          : ['    for gate in weight.split(layer.hidden_size):', '        nn.init.xavier_uniform_(gate)']),
        'elif "weight_hh" in name:',
        '    nn.init.orthogonal_(weight)',
        'else:',
        '    nn.init.zeros_(weight)',
        ...(cell === 'lstm'
          ? ['    if "bias_ih" in name:', '        nn.init.ones_(weight[layer.hidden_size : 2 * layer.hidden_size])']
          : []),
      ]),
      'return layer',
    ]),
  ];
}

function packedRun({ cell }: RecurrentLayer): string[] {
  return [
    'def run_packed(layer, x, lengths):',
    ...indent([
      '"""Outputs [batch, steps, units], and the state at each sequence\'s own end; zeros for an empty one."""',
      'packed = pack_padded_sequence(x, lengths.clamp(min=1), batch_first=True, enforce_sorted=False)',
      'outputs, state = layer(packed)',
      'outputs, _ = pad_packed_sequence(outputs, batch_first=True, total_length=x.shape[1])',
      `last = torch.cat(list(state${cell === 'lstm' ? '[0]' : ''}), dim=1)  # both directions side by side`,
      'return outputs, last * (lengths > 0)[:, None]',
    ]),
  ];
}

function cellLoop({ cell }: RecurrentLayer, isMasked: boolean): string[] {
  const hasMemory = cell === 'lstm';
  const carried = (name: string, fresh: string) =>
    isMasked ? `${name} = torch.where(mask[:, t, None], ${fresh}, ${name})` : `${name} = ${fresh}`;
  return [
    'class Recurrent(nn.Module):',
    ...indent([
      '"""Cells over the steps; training drops the same parts of the state at every step (Gal & Ghahramani 2016)."""',
      '',
      'def __init__(self, cell, dropout, backward=False):',
      '    super().__init__()',
      '    self.cell, self.dropout, self.backward = cell, dropout, backward',
      '',
      `def forward(self, x${isMasked ? ', mask' : ''}):`,
      ...indent([
        `"""Outputs [batch, steps, units] and the last state${isMasked ? ', which stands still in the padding' : ''}."""`,
        'state = x.new_zeros(len(x), self.cell.hidden_size)',
        ...(hasMemory ? ['memory = state'] : []),
        'keep = F.dropout(torch.ones_like(state), self.dropout, self.training)',
        'steps, outputs = list(range(x.shape[1])), []',
        'for t in reversed(steps) if self.backward else steps:',
        ...indent(
          hasMemory
            ? [
                'fresh, fresh_memory = self.cell(x[:, t], (state * keep, memory))',
                carried('state', 'fresh'),
                carried('memory', 'fresh_memory'),
                'outputs.append(state)',
              ]
            : [carried('state', 'self.cell(x[:, t], state * keep)'), 'outputs.append(state)'],
        ),
        'return torch.stack(outputs[::-1] if self.backward else outputs, dim=1), state',
      ]),
    ]),
  ];
}

/** Adds one layer; `mask` is a name of the forward pass where `isMasked`. */
export function addRecurrent(module: Module, layer: RecurrentLayer, isMasked: boolean): void {
  const { statements } = module;
  if (layer.recurrentDropout > 0) addLoop(module, layer, isMasked);
  else if (isMasked) {
    const member = module.add(layer.cell, ownLayer(layer));
    statements.push(`${layer.isLast ? '_, x' : 'x, _'} = run_packed(${member}, x, mask.sum(1))`);
  } else {
    const member = module.add(layer.cell, ownLayer(layer));
    if (!layer.isLast) statements.push(`x, _ = ${member}(x)`);
    else {
      const hidden = layer.cell === 'lstm' ? 'state[0]' : 'state';
      statements.push(
        `_, state = ${member}(x)`,
        layer.isBidirectional ? `x = torch.cat(list(${hidden}), dim=1)` : `x = ${hidden}[0]`,
      );
    }
  }
  if (layer.dropout > 0) statements.push(`x = ${module.add('dropout', `nn.Dropout(${layer.dropout})`)}(x)`);
}

function ownLayer({ cell, inputs, units, isBidirectional }: RecurrentLayer): string {
  const both = isBidirectional ? 'bidirectional=True' : null;
  return `initialise_recurrent(${call(`nn.${layerNames[cell]}`, String(inputs), String(units), 'batch_first=True', both)})`;
}

function addLoop(module: Module, layer: RecurrentLayer, isMasked: boolean): void {
  const { cell, inputs, units, recurrentDropout, isBidirectional, isLast } = layer;
  const make = (direction: string | null) =>
    module.add(
      cell,
      call(
        'Recurrent',
        `initialise_recurrent(nn.${layerNames[cell]}Cell(${inputs}, ${units}))`,
        String(recurrentDropout),
        direction,
      ),
    );
  const run = (member: string) => `${member}(${isMasked ? 'x, mask' : 'x'})`;
  if (!isBidirectional) {
    module.statements.push(`${isLast ? '_, x' : 'x, _'} = ${run(make(null))}`);
    return;
  }
  const [forward, backward] = [make(null), make('backward=True')];
  module.statements.push(
    `${isLast ? '_, forward' : 'forward, _'} = ${run(forward)}`,
    `${isLast ? '_, backward' : 'backward, _'} = ${run(backward)}`,
    'x = torch.cat([forward, backward], dim=-1)',
  );
}
