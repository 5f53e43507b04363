// onnxruntime's C API, called directly: its binding for Node copies every output into a new array, and the gradients of a step are as
// large as the weights. Functions stand in a table whose order never changes (onnxruntime_c_api.h; ort_api_1_to_n).
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import koffi from 'koffi';

/** Address of a native object. */
export type Pointer = unknown;
type Status = Pointer | null;

/** Place in the table, result and arguments; "void *" stands for every pointer. A result "void *" is a status, null when all is well. */
const functions = {
  GetErrorMessage: [2, 'str', ['void *']],
  CreateEnv: [3, 'void *', ['int', 'str', 'void *']],
  DisableTelemetryEvents: [6, 'void *', ['void *']],
  CreateSessionFromArray: [8, 'void *', ['void *', 'void *', 'size_t', 'void *', 'void *']],
  Run: [9, 'void *', ['void *', 'void *', 'void *', 'void *', 'size_t', 'void *', 'size_t', 'void *']],
  CreateSessionOptions: [10, 'void *', ['void *']],
  SetSessionExecutionMode: [13, 'void *', ['void *', 'int']],
  SetSessionGraphOptimizationLevel: [23, 'void *', ['void *', 'int']],
  SetIntraOpNumThreads: [24, 'void *', ['void *', 'int']],
  SetInterOpNumThreads: [25, 'void *', ['void *', 'int']],
  SessionGetInputCount: [30, 'void *', ['void *', 'void *']],
  SessionGetInputName: [36, 'void *', ['void *', 'size_t', 'void *', 'void *']],
  CreateTensorWithDataAsOrtValue: [49, 'void *', ['void *', 'void *', 'size_t', 'void *', 'size_t', 'int', 'void *']],
  CreateCpuMemoryInfo: [69, 'void *', ['int', 'int', 'void *']],
  AllocatorFree: [76, 'void *', ['void *', 'void *']],
  GetAllocatorWithDefaultOptions: [78, 'void *', ['void *']],
  ReleaseStatus: [93, 'void', ['void *']],
  ReleaseSession: [95, 'void', ['void *']],
  ReleaseValue: [96, 'void', ['void *']],
  ReleaseSessionOptions: [100, 'void', ['void *']],
  AddSessionConfigEntry: [130, 'void *', ['void *', 'str', 'str']],
} as const satisfies Readonly<Record<string, readonly [number, string, readonly string[]]>>;

type Api = Readonly<Record<keyof typeof functions, (...given: readonly unknown[]) => Pointer>>;

/** The newest version of the table that is read; a library serves older ones for ever. */
const apiVersion = 14;
const warning = 2;
const arenaAllocator = 1;
const defaultMemory = 0;

export interface OnnxLibrary {
  readonly version: string;
  readonly api: Api;
  readonly env: Pointer;
  /** Of memory that the caller owns. */
  readonly memory: Pointer;
  readonly allocator: Pointer;
  /** koffi unloads a library that nobody refers to; functions found by a pointer do not. */
  readonly handle: unknown;
  /** Throws what a status says. */
  check(status: Status): void;
}

let opened: OnnxLibrary | null = null;

/** The library of the installed onnxruntime-node, once per process. Throws what the system says when it does not load. */
export function openLibrary(platform: NodeJS.Platform = process.platform): OnnxLibrary {
  opened ??= open(platform);
  return opened;
}

export function libraryName(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'onnxruntime.dll';
  return platform === 'darwin' ? 'libonnxruntime.1.dylib' : 'libonnxruntime.so.1';
}

function open(platform: NodeJS.Platform): OnnxLibrary {
  // Read when the library loads: see runtime.ts.
  process.env.ORT_DISABLE_TELEMETRY = '1';
  const library = koffi.load(locate(platform));
  const base: Pointer = library.func('OrtGetApiBase', 'void *', [])();
  const entry = (table: Pointer, index: number, name: string, result: string, parameters: readonly string[]) =>
    koffi.decode(
      koffi.decode(table, index * koffi.sizeof('void *'), 'void *'),
      koffi.proto(name, result, [...parameters]),
    ) as (...given: readonly unknown[]) => Pointer;
  const table = entry(base, 0, 'OrtGetApi', 'void *', ['uint32_t'])(apiVersion);
  if (table === null || table === 0n)
    throw new Error(`This onnxruntime does not serve version ${apiVersion} of its interface.`);
  const version = String(entry(base, 1, 'OrtGetVersionString', 'str', [])());
  const api = Object.fromEntries(
    Object.entries(functions).map(([name, [index, result, parameters]]) => [
      name,
      entry(table, index, `Ort${name}`, result, parameters),
    ]),
  ) as Api;
  const check = (status: Status) => {
    if (status === null || status === 0n) return;
    const message = String(api.GetErrorMessage(status));
    api.ReleaseStatus(status);
    throw new Error(message);
  };
  const made = (make: (out: BigUint64Array) => Status) => outPointer(check, make);
  const env = made((out) => api.CreateEnv(warning, 'vernier', out));
  check(api.DisableTelemetryEvents(env));
  return {
    ...{ handle: library, version, api, env, check },
    memory: made((out) => api.CreateCpuMemoryInfo(arenaAllocator, defaultMemory, out)),
    allocator: made((out) => api.GetAllocatorWithDefaultOptions(out)),
  };
}

/** The pointer that a function leaves where its last argument points to. */
export function outPointer(check: OnnxLibrary['check'], make: (out: BigUint64Array) => Status): Pointer {
  const out = new BigUint64Array(1);
  check(make(out));
  return out[0];
}

function locate(platform: NodeJS.Platform): string {
  const main = createRequire(import.meta.url).resolve('onnxruntime-node');
  const bin = join(dirname(dirname(main)), 'bin');
  // "napi-v6"; the number is that of the binding.
  const [folder = ''] = readdirSync(bin).filter((name) => name.startsWith('napi-v'));
  return join(bin, folder, platform, process.arch, libraryName(platform));
}
