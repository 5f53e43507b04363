// The nodes of one graph that read and change the program's weights, buffers and slots, which live in the session as variables.
import type { StateSpec } from '../../program/program.ts';
import type { Attributes, TensorflowGraph } from './graph-def.ts';
import { floatType, type Order, ordered, plainOrder } from './lowering.ts';

export class VariableNodes {
  readonly #graph: TensorflowGraph;
  readonly #specs: ReadonlyMap<string, StateSpec>;
  readonly #orders: ReadonlyMap<string, Order>;
  readonly #reads = new Map<string, string>();

  /** `orders` names the states whose axes lie in another order than the program's. */
  constructor(graph: TensorflowGraph, specs: readonly StateSpec[], orders: ReadonlyMap<string, Order>) {
    this.#graph = graph;
    this.#specs = new Map(specs.map((spec) => [spec.name, spec]));
    this.#orders = orders;
  }

  orderOf(name: string): Order {
    return this.#orders.get(name) ?? plainOrder(this.#spec(name).shape.length);
  }

  /** Shape of the variable. */
  shapeOf(name: string): number[] {
    return ordered(this.#spec(name).shape, this.orderOf(name));
  }

  /** The state before the step: one tensor for all of its readers. */
  read(name: string): string {
    const tensor = this.#graph.node('ReadVariableOp', [this.#handle(name)], { dtype: { type: 'float' } });
    this.#reads.set(name, tensor);
    return tensor;
  }

  /** Call after everything is lowered: what changes a variable waits for those who read it. */
  assign(name: string, tensor: string): string {
    return this.#graph.node('AssignVariableOp', [this.#handle(name), tensor, ...this.#after([name])], {
      dtype: { type: 'float' },
    });
  }

  /** An optimiser kernel on these variables, which takes their handles first. */
  apply(type: string, names: readonly string[], inputs: readonly string[], attributes: Attributes = {}): string {
    const handles = names.map((name) => this.#handle(name));
    return this.#graph.node(type, [...handles, ...inputs, ...this.#after(names)], { ...floatType, ...attributes });
  }

  #after(names: readonly string[]): string[] {
    return names.flatMap((name) => {
      const read = this.#reads.get(name);
      return read === undefined ? [] : [`^${read}`];
    });
  }

  /** Variables of one name are one variable, in whichever graph of the session they stand. */
  #handle(name: string): string {
    return this.#graph.node('VarHandleOp', [], {
      dtype: { type: 'float' },
      shape: { shape: this.shapeOf(name) },
      shared_name: { text: name },
    });
  }

  #spec(name: string): StateSpec {
    const spec = this.#specs.get(name);
    if (spec === undefined) throw new RangeError(`the program has no state ${name}`);
    return spec;
  }
}
