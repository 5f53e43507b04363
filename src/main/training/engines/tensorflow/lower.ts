// Lowers a program's step and its forward pass to TensorFlow graphs.
import type { DropoutMaskAttributes, LeafOps } from '../../program/ops/leaves.ts';
import { dispatch, type OpName } from '../../program/ops/table.ts';
import type { TrainingProgram } from '../../program/program.ts';
import { type Shape, topologicalOrder, type Value } from '../../program/value.ts';
import { fusedGradient } from './fused-gradients.ts';
import { convolutionRules } from './lower-convolutions.ts';
import { elementwiseRules } from './lower-elementwise.ts';
import { structureRules } from './lower-structure.ts';
import { floatType, Lowering, type LoweringRules, type Order, plainOrder, type Tensor } from './lowering.ts';
import { stateOrders } from './state-orders.ts';
import { lowerUpdates } from './updates.ts';
import { VariableNodes } from './variables.ts';

/** A float32 input of a graph. */
export interface Feed {
  /** "x", "y", "weight", "mask", "scalars", or of a dropout mask. */
  readonly key: string;
  readonly node: string;
  readonly shape: Shape;
  readonly dropout: DropoutMaskAttributes | null;
}

export interface LoweredGraph {
  readonly definition: Uint8Array;
  readonly feeds: readonly Feed[];
  /** The node to fetch. */
  readonly result: string;
}

export interface LoweredStep extends LoweredGraph {
  /** The node that changes the variables. */
  readonly update: string;
  /** The orders that the variables have; the forward graph and whoever writes them needs them. */
  readonly orders: ReadonlyMap<string, Order>;
}

/** One training step; the result is [loss, gradient norm, correct]. */
export function lowerStep(program: TrainingProgram, batchSize: number): LoweredStep {
  const { loss, gradientNorm, correct, next } = program.step(batchSize);
  const order = topologicalOrder([loss, gradientNorm, correct, ...next]);
  const nextByName = new Map(program.state.flatMap(({ name }, i) => (next[i] ? [[name, next[i]] as const] : [])));
  const orders = stateOrders(order, nextByName);
  const graph = new GraphLowering('step', program, orders);
  graph.lower(order);
  const { lowering } = graph;
  const metrics = [loss, gradientNorm, correct].map((value) => lowering.of(value).name);
  const result = lowering.graph.node('Pack', metrics, { ...floatType, N: { int: metrics.length } });
  const updates = lowerUpdates(nextByName, graph);
  const update = lowering.graph.node(
    'NoOp',
    updates.map((name) => `^${name}`),
  );
  return { definition: lowering.graph.encode(), feeds: graph.feeds, result, update, orders };
}

/** Outputs without dropout. */
export function lowerForward(
  program: TrainingProgram,
  batchSize: number,
  orders: ReadonlyMap<string, Order>,
): LoweredGraph {
  const { outputs } = program.forward(batchSize);
  const graph = new GraphLowering('forward', program, orders);
  graph.lower(topologicalOrder([outputs]));
  const result = graph.lowering.inOrder(outputs);
  return { definition: graph.lowering.graph.encode(), feeds: graph.feeds, result };
}

class GraphLowering {
  readonly lowering: Lowering;
  readonly variables: VariableNodes;
  readonly feeds: Feed[] = [];
  readonly #rules: LoweringRules<OpName>;
  readonly #scalarNames: readonly string[];

  constructor(prefix: string, program: TrainingProgram, orders: ReadonlyMap<string, Order>) {
    this.lowering = new Lowering(prefix);
    this.variables = new VariableNodes(this.lowering.graph, program.state, orders);
    this.#scalarNames = program.graphScalars;
    this.#rules = { ...this.#leafRules(), ...elementwiseRules, ...structureRules, ...convolutionRules };
  }

  lower(order: readonly Value[]): void {
    for (const value of order) {
      this.lowering.set(value, fusedGradient(value, this.lowering) ?? dispatch(this.#rules, value, this.lowering));
    }
  }

  #leafRules(): LoweringRules<keyof LeafOps> {
    const plain = (name: string, { shape }: Value): Tensor => ({ name, order: plainOrder(shape.length) });
    return {
      input: (node) => plain(this.#feed(node.attributes.name, node.shape), node),
      scalar: (node) => plain(this.scalar(node.attributes.name), node),
      constant: (node, { graph }) => plain(graph.float(node.attributes.value), node),
      dropoutMask: (node) => plain(this.#feed(`dropout${node.attributes.salt}`, node.shape, node.attributes), node),
      state: (node) => {
        const { name } = node.attributes;
        return { name: this.variables.read(name), order: this.variables.orderOf(name) };
      },
    };
  }

  /** Two leaves of one name are one placeholder. */
  #feed(key: string, shape: Shape, dropout: DropoutMaskAttributes | null = null): string {
    const known = this.feeds.find((feed) => feed.key === key);
    if (known !== undefined) return known.node;
    const node = this.lowering.graph.placeholder('float', shape);
    this.feeds.push({ key, node, shape, dropout });
    return node;
  }

  /** A number of this step; all of them are fed as one vector. */
  scalar(name: string): string {
    const index = this.#scalarNames.indexOf(name);
    if (index < 0) throw new RangeError(`the graph has no scalar ${name}`);
    const { length } = this.#scalarNames;
    const attributes = { ...floatType, num: { int: length }, axis: { int: 0 } };
    const parts = this.lowering.graph.node('Unpack', [this.#feed('scalars', [length])], attributes);
    return index === 0 ? parts : `${parts}:${index}`;
  }
}
