// Where weights, optimiser slots and gradients live: one WebAssembly memory that onnxruntime reads and writes too, so that a loop
// updates in place what the graph computed and nothing is copied. What the graph itself replaces (moving statistics) has two
// buffers that change places.

import type { StateSpec, TrainingProgram } from '../../../program/program.ts';
import { sizeOf, topologicalOrder, type Value } from '../../../program/value.ts';
import { allocateMemory, pageBytes } from '../../../wasm/module.ts';
import type { TensorMap } from '../../engine.ts';
import { checkTensors } from '../../guards.ts';
import type { OnnxTensor } from '../session.ts';
import { compileLoops } from './kernel.ts';
import type { UpdatePlan } from './plan.ts';

const alignment = 16;
/** Addresses have 32 bits. */
const mostBytes = 2 ** 32 - pageBytes;

/** Names of graph outputs. */
export const nextName = (state: string) => `next/${state}`;
export const tensorName = (index: number) => `tensor${index}`;
export const computedName = 'computed';

/** Whether the loops' memory can hold the state and the gradients of a program of this size. */
export function fitsLoops(states: readonly StateSpec[], plan: UpdatePlan): boolean {
  return layout(states, plan).bytes <= mostBytes;
}

/** Scalars that the graph has to compute for the loops; the others are given or constant. */
export function computedScalars({ scalars }: UpdatePlan): Value[] {
  return scalars.filter(({ op }) => op !== 'scalar' && op !== 'constant');
}

export class TrainingState {
  /** Values of `program.graphScalars` for the next step; the loops read them here. */
  readonly scalars: Float32Array;
  readonly #specs: readonly StateSpec[];
  readonly #current: Map<string, OnnxTensor>;
  readonly #next: Map<string, OnnxTensor>;
  readonly #fetches: Record<string, OnnxTensor> = {};
  readonly #update: () => void;

  constructor(program: TrainingProgram, plan: UpdatePlan) {
    const { state: specs, graphScalars } = program;
    const { addresses, bytes } = layout(specs, plan);
    // Without loops nobody shares addresses, and the state may be larger than one memory.
    const memory =
      plan.loops.length === 0 ? null : allocateMemory(bytes + 4 * (graphScalars.length + 2 * plan.scalars.length));
    const view = (address: number, length: number) =>
      memory === null ? new Float32Array(length) : new Float32Array(memory.buffer, address, length);
    const tensor = (address: number, shape: readonly number[]): OnnxTensor => ({
      data: view(address, sizeOf(shape)),
      shape,
    });
    this.#specs = specs;
    this.#current = new Map(specs.map(({ name, shape }) => [name, tensor(addresses.get(name) ?? 0, shape)]));
    this.#next = new Map(
      plan.byGraph.map(({ state: { name, shape } }) => [name, tensor(addresses.get(nextName(name)) ?? 0, shape)]),
    );

    const computed = computedScalars(plan);
    const computedAt = bytes + 4 * graphScalars.length;
    const constantsAt = computedAt + 4 * computed.length;
    this.scalars = view(bytes, graphScalars.length);
    const results = view(computedAt, computed.length);
    if (computed.length > 0) this.#fetches[computedName] = { data: results, shape: [computed.length] };
    plan.tensors.forEach(({ shape }, index) => {
      this.#fetches[tensorName(index)] = tensor(addresses.get(tensorName(index)) ?? 0, shape);
    });
    const scalarAddresses = plan.scalars.map((value, index) => {
      if (value.op === 'scalar') return bytes + 4 * graphScalars.indexOf(attribute<string>(value, 'name'));
      if (value.op !== 'constant') return computedAt + 4 * computed.indexOf(value);
      view(constantsAt + 4 * index, 1)[0] = attribute<number>(value, 'value');
      return constantsAt + 4 * index;
    });
    this.#update =
      memory === null
        ? () => undefined
        : compileLoops(plan.loops, memory, {
            state: (name) => required(addresses.get(name), name),
            tensor: (index) => required(addresses.get(tensorName(index)), tensorName(index)),
            scalar: (index) => required(scalarAddresses[index], `scalar ${index}`),
          });
  }

  /** Adds the states that a graph with these wanted values reads to a run's feeds. */
  feed(feeds: Record<string, OnnxTensor>, names: readonly string[]): void {
    for (const name of names) {
      const state = this.#current.get(name);
      if (state !== undefined) feeds[name] = state;
    }
  }

  /** Adds what the step's graph writes to a run's fetches. */
  fetch(fetches: Record<string, OnnxTensor>): void {
    Object.assign(fetches, this.#fetches);
    for (const [name, tensor] of this.#next) fetches[nextName(name)] = tensor;
  }

  /** After the run: the state becomes the next one. */
  advance(): void {
    this.#update();
    for (const [name, next] of this.#next) {
      const current = this.#current.get(name);
      if (current === undefined) continue;
      this.#current.set(name, next);
      this.#next.set(name, current);
    }
  }

  read(): TensorMap {
    return new Map(
      this.#specs.map(({ name, shape }) => [
        name,
        { shape, data: this.#current.get(name)?.data.slice() ?? new Float32Array() },
      ]),
    );
  }

  /** Throws AppError('invalid') when a name is missing, unknown or of another shape; then nothing is changed. */
  write(tensors: TensorMap): void {
    checkTensors(this.#specs, tensors);
    for (const [name, { data }] of tensors) this.#current.get(name)?.data.set(data);
  }
}

/** Names of the states that values depend on. */
export function statesOf(wanted: readonly Value[]): string[] {
  const leaves = topologicalOrder(wanted).filter(({ op }) => op === 'state');
  return [...new Set(leaves.map((leaf) => attribute<string>(leaf, 'name')))];
}

function attribute<T extends string | number>(value: Value, name: string): T {
  return (value.attributes as Readonly<Record<string, T>>)[name] as T;
}

function required(address: number | undefined, name: string): number {
  if (address === undefined) throw new RangeError(`${name} has no place in the memory`);
  return address;
}

/** Address of each state, next state and tensor, and the end of all. */
function layout(states: readonly StateSpec[], plan: UpdatePlan): { addresses: Map<string, number>; bytes: number } {
  const addresses = new Map<string, number>();
  let bytes = 0;
  const place = (name: string, shape: readonly number[]) => {
    addresses.set(name, bytes);
    bytes += Math.ceil((4 * sizeOf(shape)) / alignment) * alignment;
  };
  for (const { name, shape } of states) place(name, shape);
  for (const { state } of plan.byGraph) place(nextName(state.name), state.shape);
  for (const [index, { shape }] of plan.tensors.entries()) place(tensorName(index), shape);
  return { addresses, bytes };
}
