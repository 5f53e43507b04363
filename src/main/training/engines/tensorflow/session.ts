// One TensorFlow graph with its session: nodes are added, variables live in it, runs are prepared once and repeated.
import { AppError } from '#shared/errors.ts';
import { sizeOf } from '../../program/value.ts';
import { outOfMemory } from '../out-of-memory.ts';
import { ProtobufWriter } from '../protobuf.ts';
import { dataType } from './graph-def.ts';
import type { Pointer, TensorflowLibrary } from './library.ts';

/** A float32 tensor that the library owns, and its memory. */
export interface NativeTensor {
  readonly pointer: Pointer;
  readonly data: Float32Array;
}

/** A call of the session with fixed feeds, fetches and targets. Gives each fetched tensor to `take`: a view, valid during the call only. */
export type PreparedRun = (take: (index: number, data: Float32Array) => void) => void;

export class TensorflowSession {
  readonly #library: TensorflowLibrary;
  readonly #graph: Pointer;
  readonly #session: Pointer;
  readonly #status: Pointer;
  readonly #tensors = new Set<Pointer>();
  #closed = false;

  /** Throws AppError('unavailable') when TensorFlow cannot open a session. */
  constructor(library: TensorflowLibrary, { threads }: { readonly threads: number }) {
    this.#library = library;
    this.#status = library.NewStatus();
    this.#graph = library.NewGraph();
    const options = library.NewSessionOptions();
    const config = sessionConfig(threads, library.hasGpu());
    library.SetConfig(options, config, config.length, this.#status);
    this.#check('configure');
    this.#session = library.NewSession(this.#graph, options, this.#status);
    library.DeleteSessionOptions(options);
    this.#check('open a session');
  }

  /** Adds the nodes of an encoded GraphDef. Throws AppError('internal') when TensorFlow finds a fault in it. */
  add(definition: Uint8Array): void {
    const library = this.#library;
    const buffer = library.NewBufferFromString(definition, definition.length);
    const options = library.NewImportGraphDefOptions();
    library.GraphImportGraphDef(this.#graph, buffer, options, this.#status);
    library.DeleteImportGraphDefOptions(options);
    library.DeleteBuffer(buffer);
    this.#check('take the graph');
  }

  /** A new tensor of zeros. It lives until `release` or the end of the session. */
  tensor(shape: readonly number[]): NativeTensor {
    this.requireOpen();
    const bytes = 4 * sizeOf(shape);
    const dimensions = BigInt64Array.from(shape, BigInt);
    const pointer = this.#library.AllocateTensor(dataType.float, dimensions, shape.length, bytes);
    // A tensor for which there was no memory is made all the same, and holds none.
    const held = !isNull(pointer) && (bytes === 0 || !isNull(this.#library.TensorData(pointer)));
    if (!held) {
      if (!isNull(pointer)) this.#library.DeleteTensor(pointer);
      throw new AppError(
        'limit',
        `OOM when allocating a tensor of ${Math.ceil(bytes / 2 ** 20)} MB in the machine's memory.`,
      );
    }
    this.#tensors.add(pointer);
    const data = this.#floats(pointer, sizeOf(shape)).fill(0);
    return { pointer, data };
  }

  /** Gives up a tensor; TensorFlow keeps its memory as long as a variable holds it. */
  release({ pointer }: NativeTensor): void {
    if (this.#tensors.delete(pointer)) this.#library.DeleteTensor(pointer);
  }

  /** `feeds` by placeholder, `fetches` with the number of elements of each, `targets` are run without a result. */
  prepare(
    feeds: readonly (readonly [name: string, tensor: NativeTensor])[],
    fetches: readonly (readonly [name: string, size: number])[],
    targets: readonly string[] = [],
  ): PreparedRun {
    const inputs = packOutputs(feeds.map(([name]) => this.#operation(name)));
    const values = packPointers(feeds.map(([, { pointer }]) => pointer));
    const outputs = packOutputs(fetches.map(([name]) => this.#operation(name)));
    const results = new BigUint64Array(fetches.length);
    const resultBytes = new Uint8Array(results.buffer);
    const operations = packPointers(targets.map((name) => this.#operation(name)));
    const library = this.#library;
    return (take) => {
      this.requireOpen();
      library.SessionRun(
        ...([this.#session, null, inputs, values, feeds.length, outputs, resultBytes, fetches.length] as const),
        ...([operations, targets.length, null, this.#status] as const),
      );
      this.#check('run');
      for (const [index, [, size]] of fetches.entries()) {
        const pointer = results[index] ?? 0n;
        take(index, this.#floats(pointer, size));
        library.DeleteTensor(pointer);
      }
    };
  }

  /** Throws AppError('internal') after `dispose`: the tensors' memory is gone. */
  requireOpen(): void {
    if (this.#closed) throw new AppError('internal', 'A compiled program was used after it was disposed.');
  }

  /** May be called again; a run afterwards throws. */
  dispose(): void {
    if (this.#closed) return;
    this.#closed = true;
    const library = this.#library;
    library.CloseSession(this.#session, this.#status);
    library.DeleteSession(this.#session, this.#status);
    library.DeleteGraph(this.#graph);
    for (const pointer of this.#tensors) library.DeleteTensor(pointer);
    this.#tensors.clear();
    library.DeleteStatus(this.#status);
  }

  #floats(tensor: Pointer, size: number): Float32Array {
    if (size === 0) return new Float32Array();
    return new Float32Array(this.#library.view(this.#library.TensorData(tensor), 4 * size));
  }

  #operation(name: string): Pointer {
    const pointer = this.#library.GraphOperationByName(this.#graph, name);
    if (isNull(pointer)) {
      throw new AppError('internal', `The TensorFlow graph has no node ${name}.`);
    }
    return pointer;
  }

  /** Code 8 is RESOURCE_EXHAUSTED; of a card that is full CUDA's libraries tell by internal errors too (out-of-memory.ts). */
  #check(action: string): void {
    const code = this.#library.GetCode(this.#status);
    if (code === 0) return;
    const [cause = ''] = this.#library.Message(this.#status).split('\n', 1);
    if (code === 8 || outOfMemory(new Error(cause)) !== null) {
      throw new AppError('limit', outOfMemory(new Error(cause)) === null ? `RESOURCE_EXHAUSTED: ${cause}` : cause);
    }
    throw new AppError('internal', `TensorFlow could not ${action}: ${cause}`);
  }
}

function isNull(pointer: Pointer | null): boolean {
  return pointer === null || pointer === 0n;
}

/** TF_Output[]: { TF_Operation *oper; int index; }, always the first result. */
function packOutputs(operations: readonly Pointer[]): Uint8Array {
  const words = new BigUint64Array(2 * operations.length);
  operations.forEach((operation, i) => {
    words[2 * i] = operation;
  });
  return new Uint8Array(words.buffer);
}

function packPointers(pointers: readonly Pointer[]): Uint8Array {
  return new Uint8Array(BigUint64Array.from(pointers).buffer);
}

/**
 * A ConfigProto. Inter-op −1: operators run in the calling thread, one after the other, which costs a run 65 µs less; the executor that
 * is made for one thread takes a third less per operator, but waits for ever when a graph is spread over two devices. The graph is
 * lowered to the kernels it needs, so TensorFlow's own rewriting finds nothing more: without it the first step of an LSTM comes 0.3 s earlier.
 */
function sessionConfig(threads: number, hasGpu: boolean): Uint8Array {
  const config = new ProtobufWriter();
  config.int(2, threads);
  config.int(5, -1);
  config.message(6, (gpu) => gpu.int(4, 1));
  config.message(10, (graph) => graph.message(10, (rewriter) => rewriter.int(19, 1)));
  if (!hasGpu) config.message(16, (experimental) => experimental.string(3, 'SINGLE_THREADED_EXECUTOR'));
  return config.finish();
}
