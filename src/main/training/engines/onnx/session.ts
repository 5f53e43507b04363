// Runs an ONNX model on float32 tensors that the caller owns: inputs are read and outputs are written where they lie.
import koffi from 'koffi';
import { type OnnxLibrary, openLibrary, outPointer, type Pointer } from './library.ts';
import { runtime } from './runtime.ts';

export interface OnnxTensor {
  /** Must not be resized or transferred. */
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

export interface OnnxSession {
  readonly inputNames: readonly string[];
  /** `feeds` has every input and may have more; what `fetches` holds is overwritten. Nothing is kept alive after `release`. */
  run(feeds: Readonly<Record<string, OnnxTensor>>, fetches: Readonly<Record<string, OnnxTensor>>): Promise<void>;
  release(): Promise<void>;
}

export interface OnnxSessionOptions {
  readonly threads: number;
  /** False goes through the binding for Node, as where its library cannot be called directly. Default true. */
  readonly direct?: boolean;
}

/** Throws what onnxruntime says of a model that it cannot load. */
export async function createSession(
  model: Uint8Array,
  { threads, direct = true }: OnnxSessionOptions,
): Promise<OnnxSession> {
  const library = direct ? libraryIfAny() : null;
  return library === null ? boundSession(model, threads) : new DirectSession(library, model, threads);
}

/** Version of the library. */
export function onnxVersion(): string {
  return libraryIfAny()?.version ?? runtime().env.versions.node ?? 'unknown';
}

let missing = false;

function libraryIfAny(): OnnxLibrary | null {
  if (missing) return null;
  try {
    return openLibrary();
  } catch {
    // The binding finds its library in ways of its own, and says what is wrong when it does not either.
    missing = true;
    return null;
  }
}

const sequential = 0;
/** Not all (99): its blocked layout needs constant weights, and without them it only reorders around pooling (CNN step +10 %). */
const extended = 2;
/** Adam's second moments become denormal after some epochs, which made steps 30 % slower. */
const config = { 'session.set_denormal_as_zero': '1' } as const;
const float = 1;

/** Tensors in the order of their names, as the library takes them. */
interface Bound {
  readonly names: BigUint64Array;
  readonly values: BigUint64Array;
  readonly tensors: (OnnxTensor | undefined)[];
}

class DirectSession implements OnnxSession {
  readonly inputNames: readonly string[];
  readonly #library: OnnxLibrary;
  readonly #inputs: Bound;
  /** By the names that were asked for. */
  readonly #outputs = new Map<string, Bound>();
  readonly #texts = new Map<string, Buffer>();
  #session: Pointer | null;

  constructor(library: OnnxLibrary, model: Uint8Array, threads: number) {
    const { api, check, env, allocator } = library;
    this.#library = library;
    const options = outPointer(check, (out) => api.CreateSessionOptions(out));
    try {
      check(api.SetIntraOpNumThreads(options, threads));
      check(api.SetInterOpNumThreads(options, 1));
      check(api.SetSessionExecutionMode(options, sequential));
      check(api.SetSessionGraphOptimizationLevel(options, extended));
      for (const [key, value] of Object.entries(config)) check(api.AddSessionConfigEntry(options, key, value));
      this.#session = outPointer(check, (out) =>
        api.CreateSessionFromArray(env, model, model.byteLength, options, out),
      );
    } finally {
      api.ReleaseSessionOptions(options);
    }
    const count = Number(outPointer(check, (out) => api.SessionGetInputCount(this.#session, out)));
    this.inputNames = Array.from({ length: count }, (_, index) => {
      const text = outPointer(check, (out) => api.SessionGetInputName(this.#session, index, allocator, out));
      const name = String(koffi.decode(text, 'char', -1));
      check(api.AllocatorFree(allocator, text));
      return name;
    });
    this.#inputs = this.#bind(this.inputNames);
  }

  async run(feeds: Readonly<Record<string, OnnxTensor>>, fetches: Readonly<Record<string, OnnxTensor>>): Promise<void> {
    if (this.#session === null) throw new Error('The session was released.');
    const wanted = Object.keys(fetches);
    const key = wanted.join('\n');
    const outputs = this.#outputs.get(key) ?? this.#bind(wanted);
    this.#outputs.set(key, outputs);
    this.#set(this.#inputs, this.inputNames, feeds);
    this.#set(outputs, wanted, fetches);
    const { names, values } = this.#inputs;
    const { api, check } = this.#library;
    check(
      api.Run(
        ...([this.#session, null, names, values, names.length] as const),
        ...([outputs.names, outputs.names.length, outputs.values] as const),
      ),
    );
  }

  async release(): Promise<void> {
    if (this.#session === null) return;
    for (const { values } of [this.#inputs, ...this.#outputs.values()]) {
      for (const value of values) if (value !== 0n) this.#library.api.ReleaseValue(value);
    }
    this.#outputs.clear();
    this.#library.api.ReleaseSession(this.#session);
    this.#session = null;
  }

  #bind(names: readonly string[]): Bound {
    const pointers = names.map((name) => {
      const text = this.#texts.get(name) ?? Buffer.from(`${name}\0`);
      this.#texts.set(name, text);
      return addressOf(text);
    });
    return {
      names: BigUint64Array.from(pointers),
      values: new BigUint64Array(names.length),
      tensors: names.map(() => undefined),
    };
  }

  /** A tensor that is the same as in the run before costs nothing. */
  #set({ values, tensors }: Bound, names: readonly string[], given: Readonly<Record<string, OnnxTensor>>): void {
    const { api, check, memory } = this.#library;
    for (const [index, name] of names.entries()) {
      const tensor = given[name];
      if (tensor === undefined) throw new Error(`The model's ${JSON.stringify(name)} was not given.`);
      if (tensor === tensors[index]) continue;
      const { data, shape } = tensor;
      const value = outPointer(check, (out) =>
        api.CreateTensorWithDataAsOrtValue(
          ...([memory, addressOf(data), data.byteLength] as const),
          ...([BigInt64Array.from(shape, BigInt), shape.length, float, out] as const),
        ),
      );
      if (values[index] !== 0n) api.ReleaseValue(values[index]);
      values[index] = value as bigint;
      tensors[index] = tensor;
    }
  }
}

/** Where an array lies, for good: V8 keeps a tiny one in the heap that it moves until its buffer is asked for. */
function addressOf({ buffer, byteOffset }: Float32Array | Buffer): bigint {
  return koffi.address(buffer) + BigInt(byteOffset);
}

/** Through onnxruntime-node. */
async function boundSession(model: Uint8Array, threads: number): Promise<OnnxSession> {
  const { InferenceSession, Tensor } = runtime();
  const session = await InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'extended',
    extra: { session: { set_denormal_as_zero: config['session.set_denormal_as_zero'] } },
  });
  const made = new WeakMap<OnnxTensor, InstanceType<typeof Tensor>>();
  const tensorsOf = (given: Readonly<Record<string, OnnxTensor>>) =>
    Object.fromEntries(
      Object.entries(given).map(([name, tensor]) => {
        const known = made.get(tensor) ?? new Tensor('float32', tensor.data, tensor.shape);
        made.set(tensor, known);
        return [name, known];
      }),
    );
  return {
    inputNames: session.inputNames,
    async run(feeds, fetches) {
      await session.run(tensorsOf(feeds), tensorsOf(fetches));
    },
    release: () => session.release(),
  };
}
