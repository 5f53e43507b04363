// Weights and optimiser slots between steps. A step reads one set of buffers and writes the other, then they change places: nothing
// is copied and nothing is allocated.
import { Tensor } from 'onnxruntime-node';
import type { StateSpec } from '../../program/program.ts';
import { sizeOf } from '../../program/value.ts';
import type { TensorMap } from '../engine.ts';
import { checkTensors } from '../guards.ts';

interface Buffer {
  readonly data: Float32Array;
  readonly tensor: Tensor;
}

/** Name of the graph output that carries a state after the step. */
export const nextName = (name: string) => `next/${name}`;

export class StateBuffers {
  readonly #specs: readonly StateSpec[];
  #current: Map<string, Buffer>;
  #next: Map<string, Buffer>;

  constructor(specs: readonly StateSpec[]) {
    this.#specs = specs;
    this.#current = allocate(specs);
    this.#next = allocate(specs);
  }

  /** Adds the current state to a run's feeds: all of it, or what the forward graph reads. */
  feed(feeds: Record<string, Tensor>, wanted: 'all' | 'forward'): void {
    for (const { name, kind: own } of this.#specs) {
      const buffer = this.#current.get(name);
      if (buffer && (wanted === 'all' || own !== 'slot')) feeds[name] = buffer.tensor;
    }
  }

  /** Adds the buffers for the next state to a run's fetches. */
  fetch(fetches: Record<string, Tensor>): void {
    for (const [name, { tensor }] of this.#next) fetches[nextName(name)] = tensor;
  }

  /** The next state becomes the current one. */
  swap(): void {
    [this.#current, this.#next] = [this.#next, this.#current];
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

function allocate(specs: readonly StateSpec[]): Map<string, Buffer> {
  return new Map(
    specs.map(({ name, shape }) => {
      const data = new Float32Array(sizeOf(shape));
      return [name, { data, tensor: new Tensor('float32', data, shape) }];
    }),
  );
}
