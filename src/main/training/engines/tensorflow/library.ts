// The TensorFlow C API (tensorflow/c/c_api.h), called in this process. Only the functions that a compiled program needs.
import { join } from 'node:path';
import koffi from 'koffi';
import { AppError } from '#shared/errors.ts';
import type { TensorflowFolder } from './locate.ts';
import { quietly } from './quietly.ts';

/** Address of a native object; 0n is null. */
export type Pointer = bigint;

/** A pointer argument: an address or memory of ours. */
type Memory = Pointer | Uint8Array | null;

export interface TensorflowLibrary {
  readonly version: string;
  /**
   * Whether a session of this process has a graphics card. The first call opens the cards, which takes memory of them: a process that
   * only asks for the version must not. Throws AppError('unavailable') when TensorFlow opens no session.
   */
  readonly hasGpu: () => boolean;
  readonly NewStatus: () => Pointer;
  readonly DeleteStatus: (status: Pointer) => void;
  readonly GetCode: (status: Pointer) => number;
  readonly Message: (status: Pointer) => string;
  readonly NewBufferFromString: (bytes: Uint8Array, length: number) => Pointer;
  readonly DeleteBuffer: (buffer: Pointer) => void;
  readonly AllocateTensor: (type: number, dimensions: BigInt64Array, rank: number, bytes: number) => Pointer;
  readonly DeleteTensor: (tensor: Pointer) => void;
  readonly TensorData: (tensor: Pointer) => Pointer;
  readonly NewGraph: () => Pointer;
  readonly DeleteGraph: (graph: Pointer) => void;
  readonly GraphOperationByName: (graph: Pointer, name: string) => Pointer;
  readonly NewImportGraphDefOptions: () => Pointer;
  readonly DeleteImportGraphDefOptions: (options: Pointer) => void;
  readonly GraphImportGraphDef: (graph: Pointer, definition: Pointer, options: Pointer, status: Pointer) => void;
  readonly NewSessionOptions: () => Pointer;
  readonly SetConfig: (options: Pointer, bytes: Uint8Array, length: number, status: Pointer) => void;
  readonly DeleteSessionOptions: (options: Pointer) => void;
  readonly NewSession: (graph: Pointer, options: Pointer, status: Pointer) => Pointer;
  readonly SessionListDevices: (session: Pointer, status: Pointer) => Pointer;
  readonly DeviceListCount: (devices: Pointer) => number;
  readonly DeviceListType: (devices: Pointer, index: number, status: Pointer) => string;
  readonly DeleteDeviceList: (devices: Pointer) => void;
  readonly CloseSession: (session: Pointer, status: Pointer) => void;
  readonly DeleteSession: (session: Pointer, status: Pointer) => void;
  readonly SessionRun: (
    session: Pointer,
    runOptions: null,
    inputs: Memory,
    inputValues: Memory,
    inputCount: number,
    outputs: Memory,
    outputValues: Memory,
    outputCount: number,
    targets: Memory,
    targetCount: number,
    runMetadata: null,
    status: Pointer,
  ) => void;
  /** Memory at an address, shared and not copied: valid as long as the native object lives. */
  readonly view: (address: Pointer, bytes: number) => ArrayBuffer;
}

/** Result and argument types by function, as koffi names them; "void *" stands for every pointer. */
const signatures = {
  NewStatus: ['void *', []],
  DeleteStatus: ['void', ['void *']],
  GetCode: ['int', ['void *']],
  Message: ['str', ['void *']],
  NewBufferFromString: ['void *', ['void *', 'size_t']],
  DeleteBuffer: ['void', ['void *']],
  AllocateTensor: ['void *', ['int', 'void *', 'int', 'size_t']],
  DeleteTensor: ['void', ['void *']],
  TensorData: ['void *', ['void *']],
  NewGraph: ['void *', []],
  DeleteGraph: ['void', ['void *']],
  GraphOperationByName: ['void *', ['void *', 'str']],
  NewImportGraphDefOptions: ['void *', []],
  DeleteImportGraphDefOptions: ['void', ['void *']],
  GraphImportGraphDef: ['void', ['void *', 'void *', 'void *', 'void *']],
  NewSessionOptions: ['void *', []],
  SetConfig: ['void', ['void *', 'void *', 'size_t', 'void *']],
  DeleteSessionOptions: ['void', ['void *']],
  NewSession: ['void *', ['void *', 'void *', 'void *']],
  SessionListDevices: ['void *', ['void *', 'void *']],
  DeviceListCount: ['int', ['void *']],
  DeviceListType: ['str', ['void *', 'int', 'void *']],
  DeleteDeviceList: ['void', ['void *']],
  CloseSession: ['void', ['void *', 'void *']],
  DeleteSession: ['void', ['void *', 'void *']],
  SessionRun: [
    'void',
    [
      ...['void *', 'void *', 'void *', 'void *', 'int', 'void *', 'void *', 'int', 'void *', 'int'],
      ...['void *', 'void *'],
    ],
  ],
} as const satisfies Readonly<Record<string, readonly [string, readonly string[]]>>;

/** Read by TensorFlow when it is loaded. */
const environment = {
  // Notes do not belong on a user's terminal; errors come as exceptions.
  TF_CPP_MIN_LOG_LEVEL: '2',
  // A process shares the card with the other workers instead of taking all of its memory.
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  // Threads belong to a session: without it the first session of the process decides for all.
  TF_OVERRIDE_GLOBAL_THREADPOOL: '1',
  // oneDNN's kernels, which TensorFlow uses by itself on the newest processors only: with AVX2 a CNN trains in 54 % of the time.
  TF_ENABLE_ONEDNN_OPTS: '1',
};

/** 2.9 is the oldest version whose functions and kernels were tried: that of tfjs-node 4. */
const oldest = [2, 9] as const;

const loaded = new Map<string, TensorflowLibrary>();

/**
 * Loads the two libraries of a folder, once per process. Throws AppError('unavailable') with a sentence when they do not load or are
 * too old.
 */
export function loadLibrary({ folder, files: [framework, main] }: TensorflowFolder): TensorflowLibrary {
  const known = loaded.get(folder);
  if (known !== undefined) return known;
  for (const [name, value] of Object.entries(environment)) process.env[name] ??= value;
  const library = quietly(() => open(folder, framework, main));
  const [major = 0, minor = 0] = library.version.split('.').map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new AppError(
      'unavailable',
      `The TensorFlow in ${folder} is version ${library.version}; install ${oldest.join('.')} or newer.`,
    );
  }
  loaded.set(folder, library);
  return library;
}

function open(folder: string, framework: string, main: string): TensorflowLibrary {
  try {
    const options = { lazy: true, global: true };
    koffi.load(join(folder, framework), options);
    const handle = koffi.load(join(folder, main), options);
    const version: unknown = handle.func('TF_Version', 'str', [])();
    const functions = Object.entries(signatures).map(([name, [result, parameters]]) => [
      name,
      handle.func(`TF_${name}`, result, [...parameters]),
    ]);
    const view = (address: Pointer, bytes: number) => koffi.view(address, bytes);
    // koffi knows the signatures only while it runs; the table above is their one source.
    const api = { ...Object.fromEntries(functions), view, version: String(version) } as TensorflowLibrary;
    let gpu: boolean | null = null;
    const hasGpu = () => {
      gpu ??= quietly(() => findGpu(api));
      return gpu;
    };
    return { ...api, hasGpu };
  } catch (error) {
    const cause = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new AppError('unavailable', `The TensorFlow in ${folder} does not load here: ${cause}`);
  }
}

function findGpu(api: TensorflowLibrary): boolean {
  const status = api.NewStatus();
  const graph = api.NewGraph();
  const options = api.NewSessionOptions();
  const session = api.NewSession(graph, options, status);
  api.DeleteSessionOptions(options);
  if (api.GetCode(status) !== 0) {
    throw new AppError('unavailable', `TensorFlow opens no session here: ${api.Message(status).split('\n', 1)[0]}`);
  }
  const devices = api.SessionListDevices(session, status);
  const types = Array.from({ length: api.DeviceListCount(devices) }, (_, i) => api.DeviceListType(devices, i, status));
  api.DeleteDeviceList(devices);
  api.CloseSession(session, status);
  api.DeleteSession(session, status);
  api.DeleteGraph(graph);
  api.DeleteStatus(status);
  return types.includes('GPU');
}
