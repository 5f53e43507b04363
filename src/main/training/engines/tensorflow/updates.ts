// Writes the state after a step into its variables: by one of TensorFlow's optimiser kernels, which change weight and slots in one
// pass, where the program's update is that kernel's formula, else by assigning the computed value.
import type { Value } from '../../program/value.ts';
import { floatType, type Lowering } from './lowering.ts';
import { type Captures, captured, match, type Pattern, stateName } from './pattern.ts';
import type { VariableNodes } from './variables.ts';

type NextValues = ReadonlyMap<string, Value>;

/** Names of the nodes that change the variables. A state whose next value is itself has none. */
export function lowerUpdates(next: NextValues, graph: UpdateGraph): string[] {
  const { variables, lowering } = graph;
  const done = new Set<string>();
  const nodes: string[] = [];
  for (const name of next.keys()) {
    const update = kernelUpdates.map((kernel) => kernel(name, next)).find((found) => found !== null);
    if (!update) continue;
    nodes.push(update.lower(graph));
    for (const state of update.states) done.add(state);
  }
  for (const [name, value] of next) {
    if (done.has(name) || stateName(value) === name) continue;
    nodes.push(variables.assign(name, lowering.inOrder(value, variables.orderOf(name))));
  }
  return nodes;
}

/** An optimiser kernel that does what the program says. */
interface KernelUpdate {
  /** The variables it changes, the weight first. */
  readonly states: readonly string[];
  lower(graph: UpdateGraph): string;
}

export interface UpdateGraph {
  readonly lowering: Lowering;
  readonly variables: VariableNodes;
  /** Tensor of a number of this step. */
  scalar(name: string): string;
}

const kernelUpdates: readonly ((weight: string, next: NextValues) => KernelUpdate | null)[] = [adam, momentum, descent];

/** Follows the slot's own update: the state it starts from, and what the pattern of its next value finds. */
function slot(
  pattern: Pattern,
  value: Value,
  next: NextValues,
  known: Captures,
): { name: string; found: Captures } | null {
  const found = match(pattern, value, known);
  const name = found && stateName(captured(found, '$slot'));
  return found && name && next.get(name) === value ? { name, found } : null;
}

const without = (captures: Captures, name: string): Captures => new Map([...captures].filter(([key]) => key !== name));

/**
 * ResourceApplyAdam with the powers of β at 0: m ← m + (g − m)(1 − β₁), v ← v + (g² − v)(1 − β₂), w ← w − η m / (√v + ε). The program's η
 * and ε hold the corrections. AdamW takes its share off the weight before: w ← w (1 − η λ).
 */
function adam(weight: string, next: NextValues): KernelUpdate | null {
  const step: Pattern = ['mul', ['div', '$m', ['add', ['sqrt', '$v'], '@epsilon']], '@stepSize'];
  const decayed = match(['sub', ['mul', '$weight', '@kept'], step], next.get(weight));
  const whole = decayed ?? match(['sub', '$weight', step], next.get(weight));
  if (whole === null || stateName(captured(whole, '$weight')) !== weight) return null;
  const first: Pattern = ['add', ['mul', '$slot', '@beta1'], ['mul', '$g', ['mul', '@gain1', '$scale']]];
  const m = slot(first, captured(whole, '$m'), next, whole);
  if (m === null) return null;
  const squares: Pattern = ['mul', ['mul', '$g', '$g'], ['mul', '@gain2', ['mul', '$scale', '$scale']]];
  const v = slot(['add', ['mul', '$slot', '@beta2'], squares], captured(whole, '$v'), next, without(m.found, '$slot'));
  if (v === null) return null;
  const states = [weight, m.name, v.name];
  return {
    states,
    lower(graph) {
      const zero = graph.lowering.graph.float(0);
      const numbers = ['stepSize', 'beta1', 'beta2', 'epsilon'].map((name) => graph.scalar(name));
      const inputs = [zero, zero, ...numbers, scaled(v.found, weight, graph)];
      const before = decayed === null ? [] : [decay(weight, graph)];
      return graph.variables.apply('ResourceApplyAdam', states, inputs, { after: before });
    },
  };
}

/** ResourceApplyMomentum: v ← μ v + g, w ← w − η v, or with Nesterov's look-ahead w − η (g + μ v). */
function momentum(weight: string, next: NextValues): KernelUpdate | null {
  for (const nesterov of [false, true]) {
    const direction: Pattern = nesterov ? ['add', ['mul', '$g', '$scale'], ['mul', '$v', '@momentum']] : '$v';
    const whole = match(['sub', '$weight', ['mul', direction, '@stepSize']], next.get(weight));
    if (whole === null || stateName(captured(whole, '$weight')) !== weight) continue;
    const pattern: Pattern = ['add', ['mul', '$slot', '@momentum'], ['mul', '$g', '$scale']];
    const velocity = slot(pattern, captured(whole, '$v'), next, whole);
    if (velocity === null) continue;
    const states = [weight, velocity.name];
    return {
      states,
      lower: (graph) =>
        graph.variables.apply(
          'ResourceApplyMomentum',
          states,
          [graph.scalar('stepSize'), scaled(velocity.found, weight, graph), graph.scalar('momentum')],
          { attributes: { use_nesterov: { bool: nesterov } } },
        ),
    };
  }
  return null;
}

/** ResourceApplyGradientDescent: w ← w − α g. */
function descent(weight: string, next: NextValues): KernelUpdate | null {
  const found = match(['sub', '$weight', ['mul', '$g', ['mul', '@stepSize', '$scale']]], next.get(weight));
  if (found === null || stateName(captured(found, '$weight')) !== weight) return null;
  return {
    states: [weight],
    lower(graph) {
      const { lowering, variables } = graph;
      const rate = lowering.graph.node(
        'Mul',
        [graph.scalar('stepSize'), lowering.of(captured(found, '$scale')).name],
        floatType,
      );
      const gradient = lowering.inOrder(captured(found, '$g'), variables.orderOf(weight));
      return variables.apply('ResourceApplyGradientDescent', [weight], [rate, gradient]);
    },
  };
}

function decay(weight: string, graph: UpdateGraph): string {
  const { lowering, variables } = graph;
  const kept = [variables.read(weight), graph.scalar('kept')];
  return variables.assign(weight, lowering.graph.node('Mul', kept, floatType));
}

/** The clipped gradient; where nothing is clipped the factor is 1, and a pass over all weights is saved. */
function scaled(found: Captures, weight: string, { lowering, variables }: UpdateGraph): string {
  const gradient = lowering.inOrder(captured(found, '$g'), variables.orderOf(weight));
  const scale = captured(found, '$scale');
  return match(1, scale) ? gradient : lowering.graph.node('Mul', [gradient, lowering.of(scale).name], floatType);
}
