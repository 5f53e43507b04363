// Weights, buffers and slots in the variables of a session, copied in and out.
import type { StateSpec } from '../../program/program.ts';
import { type Shape, sizeOf } from '../../program/value.ts';
import type { TensorMap } from '../engine.ts';
import { checkTensors } from '../guards.ts';
import { TensorflowGraph } from './graph-def.ts';
import type { Order } from './lowering.ts';
import type { PreparedRun, TensorflowSession } from './session.ts';
import { VariableNodes } from './variables.ts';

export class SessionState {
  readonly #session: TensorflowSession;
  readonly #specs: readonly StateSpec[];
  readonly #variables: VariableNodes;
  readonly #inputs: readonly string[];
  readonly #assignments: readonly string[];
  readonly #read: PreparedRun;

  /** Adds the nodes that read and write the variables, and fills these with zeros. */
  constructor(session: TensorflowSession, specs: readonly StateSpec[], orders: ReadonlyMap<string, Order>) {
    this.#session = session;
    this.#specs = specs;
    const writing = new TensorflowGraph('write');
    const variables = new VariableNodes(writing, specs, orders);
    this.#variables = variables;
    this.#inputs = specs.map(({ name }) => writing.placeholder('float', variables.shapeOf(name)));
    this.#assignments = specs.map(({ name }, i) => variables.assign(name, this.#inputs[i] ?? ''));
    session.add(writing.encode());
    const reading = new TensorflowGraph('read');
    const readers = new VariableNodes(reading, specs, orders);
    const reads = specs.map(({ name, shape }) => [readers.read(name), sizeOf(shape)] as const);
    session.add(reading.encode());
    this.#read = session.prepare([], reads);
    this.#assign(() => null);
  }

  read(): TensorMap {
    const tensors = new Map<string, { shape: Shape; data: Float32Array }>();
    this.#read((index, data) => {
      const spec = this.#specs[index];
      if (spec === undefined) return;
      const { name, shape } = spec;
      tensors.set(name, { shape, data: unordered(data, shape, this.#variables.orderOf(name)) });
    });
    return tensors;
  }

  /** Throws AppError('invalid') when a name is missing, unknown or of another shape; then nothing is changed. */
  write(tensors: TensorMap): void {
    checkTensors(this.#specs, tensors);
    this.#assign((name) => tensors.get(name)?.data ?? null);
  }

  /** A variable takes the memory of what is assigned to it, so each time it gets a tensor of its own. */
  #assign(dataOf: (name: string) => Float32Array | null): void {
    const feeds = this.#specs.map(({ name, shape }, i) => {
      const tensor = this.#session.tensor(this.#variables.shapeOf(name));
      const data = dataOf(name);
      if (data !== null) fillOrdered(tensor.data, data, shape, this.#variables.orderOf(name));
      return [this.#inputs[i] ?? '', tensor] as const;
    });
    try {
      this.#session.prepare(feeds, [], this.#assignments)(() => undefined);
    } finally {
      for (const [, tensor] of feeds) this.#session.release(tensor);
    }
  }
}

/** Numbers in the value's own order, as a copy. */
function unordered(data: Float32Array, shape: Shape, order: Order): Float32Array {
  const result = new Float32Array(data.length);
  visit(shape, order, (own, stored) => {
    result[own] = data[stored] ?? 0;
  });
  return result;
}

function fillOrdered(target: Float32Array, data: Float32Array, shape: Shape, order: Order): void {
  visit(shape, order, (own, stored) => {
    target[stored] = data[own] ?? 0;
  });
}

/** Calls with the offset of each element in the value's own order and in the stored one. */
function visit(shape: Shape, order: Order, take: (own: number, stored: number) => void): void {
  const size = sizeOf(shape);
  if (order.every((axis, i) => axis === i)) {
    for (let i = 0; i < size; i++) take(i, i);
    return;
  }
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const lengths = order.map((axis) => shape[axis] ?? 1);
  const steps = order.map((axis) => strides[axis] ?? 1);
  const at = order.map(() => 0);
  let own = 0;
  for (let stored = 0; stored < size; stored++) {
    take(own, stored);
    for (let i = order.length - 1; i >= 0; i--) {
      at[i] = (at[i] ?? 0) + 1;
      own += steps[i] ?? 0;
      if ((at[i] ?? 0) < (lengths[i] ?? 1)) break;
      own -= (lengths[i] ?? 1) * (steps[i] ?? 0);
      at[i] = 0;
    }
  }
}
