// Splits a training step in two: what the onnxruntime graph computes, and the update of weights and slots, which is elementwise and
// becomes one loop per weight (kernel.ts). As nodes of the graph an Adam update makes a dozen passes over the weights.
import type { StateSpec, StepGraph } from '../../../program/program.ts';
import { sizeOf, topologicalOrder, type Value } from '../../../program/value.ts';

/** An element's value in a loop. Shared parts of an expression are the same object. */
export type Expression =
  | { readonly kind: 'state'; readonly name: string }
  /** Index into `UpdatePlan.tensors`. */
  | { readonly kind: 'tensor'; readonly index: number }
  /** Index into `UpdatePlan.scalars`: the same for all elements. */
  | { readonly kind: 'scalar'; readonly index: number }
  | { readonly kind: 'node'; readonly op: LoopOp; readonly inputs: readonly Expression[] };

/** Replaces states of `elements` values each, in place: all are read before one is written. */
export interface UpdateLoop {
  readonly elements: number;
  readonly results: readonly { readonly state: string; readonly value: Expression }[];
}

export interface UpdatePlan {
  readonly loops: readonly UpdateLoop[];
  /** Gradients and the like: what the graph computes and loops read. */
  readonly tensors: readonly Value[];
  /** Of one element each. */
  readonly scalars: readonly Value[];
  /** States that the graph itself replaces. A state that stays as it is (next is itself) is in no list. */
  readonly byGraph: readonly { readonly state: StateSpec; readonly next: Value }[];
}

const loopOps = ['add', 'sub', 'mul', 'div', 'minimum', 'maximum', 'neg', 'abs', 'sqrt'] as const;
export type LoopOp = (typeof loopOps)[number];
const isLoopOp = (op: string): op is LoopOp => (loopOps as readonly string[]).includes(op);

/** `states` in the order of `step.next`. Without `loops` the graph updates everything. */
export function planUpdate(step: StepGraph, states: readonly StateSpec[], { loops = true } = {}): UpdatePlan {
  const changing = states.flatMap((state, index) => {
    const next = step.next[index];
    if (next === undefined) throw new RangeError(`the step has no next value of ${state.name}`);
    return next.op === 'state' && nameOf(next) === state.name ? [] : [{ state, next }];
  });
  const byLoop = changing.filter(({ state, next }) => loops && sizeOf(state.shape) > 1 && isElementwise(next));
  const byGraph = changing.filter((entry) => !byLoop.includes(entry));
  const outputs = [step.loss, step.gradientNorm, step.correct, ...byGraph.map(({ next }) => next)];

  // What the graph computes anyway is read, not computed again; and what loops read adds to what the graph computes.
  let graph = new Set(topologicalOrder(outputs));
  for (;;) {
    const walk = new Walk(graph);
    const results = byLoop.map(({ state, next }) => ({ state, value: walk.root(next) }));
    const grown = new Set(topologicalOrder([...outputs, ...walk.tensors, ...walk.scalars]));
    if (grown.size === graph.size) {
      return { loops: loopsOf(results), tensors: walk.tensors, scalars: walk.scalars, byGraph };
    }
    graph = grown;
  }
}

const nameOf = (leaf: Value) => (leaf.attributes as { readonly name: string }).name;

/** Whether each element of the value depends on the same element of its inputs alone, or on scalars. */
function isElementwise({ op, inputs, shape }: Value): boolean {
  const size = sizeOf(shape);
  return isLoopOp(op) && inputs.every((input) => [1, size].includes(sizeOf(input.shape)));
}

/** Expressions of values, given what the graph computes. */
class Walk {
  readonly tensors: Value[] = [];
  readonly scalars: Value[] = [];
  readonly #graph: ReadonlySet<Value>;
  readonly #known = new Map<Value, Expression>();
  /** Every weight's update makes its own "scalar × scalar": by structure they are one. */
  readonly #scalars = new Map<number, Expression>();
  readonly #ids = new Map<Value | string, number>();

  constructor(graph: ReadonlySet<Value>) {
    this.#graph = graph;
  }

  /** Of a value that is a loop's result, whatever else computes it. */
  root(value: Value): Expression {
    return this.#remember(value, () => this.#node(value));
  }

  #of(given: Value): Expression {
    let value = given;
    while (value.op === 'reshape' && !this.#graph.has(value) && value.inputs[0] !== undefined) value = value.inputs[0];
    return this.#remember(value, () => {
      if (sizeOf(value.shape) === 1) return this.#scalar(value);
      if (value.op === 'state') return { kind: 'state', name: nameOf(value) };
      if (isElementwise(value) && !this.#graph.has(value)) return this.#node(value);
      return { kind: 'tensor', index: this.tensors.push(value) - 1 };
    });
  }

  #node({ op, inputs }: Value): Expression {
    if (!isLoopOp(op)) throw new RangeError(`${op} is not an operation of a loop`);
    return { kind: 'node', op, inputs: inputs.map((input) => this.#of(input)) };
  }

  #scalar(value: Value): Expression {
    const key = this.#id(value);
    const known = this.#scalars.get(key) ?? { kind: 'scalar', index: this.scalars.push(value) - 1 };
    this.#scalars.set(key, known);
    return known;
  }

  /** Equal for values of one element that the same operations make of the same inputs. */
  #id(value: Value): number {
    const known = this.#ids.get(value);
    if (known !== undefined) return known;
    const { op, attributes, inputs, shape } = value;
    const form =
      sizeOf(shape) === 1 ? `${op} ${JSON.stringify(attributes)} ${inputs.map((input) => this.#id(input))}` : value;
    const id = this.#ids.get(form) ?? this.#ids.size;
    this.#ids.set(form, id);
    this.#ids.set(value, id);
    return id;
  }

  #remember(value: Value, make: () => Expression): Expression {
    const known = this.#known.get(value) ?? make();
    this.#known.set(value, known);
    return known;
  }
}

/** One loop for states that read each other: a weight and its slots. */
function loopsOf(results: readonly { readonly state: StateSpec; readonly value: Expression }[]): UpdateLoop[] {
  const parent = new Map(results.map(({ state }) => [state.name, state.name]));
  const find = (name: string): string => {
    const above = parent.get(name) ?? name;
    return above === name ? name : find(above);
  };
  for (const { state, value } of results) {
    for (const leaf of leavesOf([value])) {
      if (leaf.kind === 'state' && parent.has(leaf.name)) parent.set(find(leaf.name), find(state.name));
    }
  }
  const loops = new Map<string, { elements: number; results: { state: string; value: Expression }[] }>();
  for (const { state, value } of results) {
    const root = find(state.name);
    const loop = loops.get(root) ?? { elements: sizeOf(state.shape), results: [] };
    loop.results.push({ state: state.name, value });
    loops.set(root, loop);
  }
  return [...loops.values()];
}

/** States, tensors and scalars that expressions read, each once, in the order of their first use. */
export function leavesOf(expressions: readonly Expression[]): Exclude<Expression, { kind: 'node' }>[] {
  const leaves = new Set<Exclude<Expression, { kind: 'node' }>>();
  const seen = new Set<Expression>();
  const visit = (expression: Expression): void => {
    if (seen.has(expression)) return;
    seen.add(expression);
    if (expression.kind !== 'node') leaves.add(expression);
    else for (const input of expression.inputs) visit(input);
  };
  for (const expression of expressions) visit(expression);
  return [...leaves];
}
