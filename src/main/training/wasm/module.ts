// Writes a WebAssembly module with one function over an imported memory. Binary format: https://webassembly.github.io/spec/core/binary

import { AppError } from '#shared/errors.ts';

/** TypeScript has these types in its library for pages only. */
interface WebAssemblyApi {
  readonly Memory: new (pages: { readonly initial: number; readonly maximum: number }) => WasmMemory;
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: WasmMemory } },
  ) => { readonly exports: { readonly run: WasmFunction } };
}
const { WebAssembly: api } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}
export type WasmFunction = (...parameters: readonly number[]) => void;

export const pageBytes = 2 ** 16;

/** Zeros. Throws AppError('limit') when the system does not give that much. */
export function allocateMemory(bytes: number): WasmMemory {
  const pages = Math.max(1, Math.ceil(bytes / pageBytes));
  try {
    return new api.Memory({ initial: pages, maximum: pages });
  } catch {
    throw new AppError(
      'limit',
      `Failed to allocate memory: the system does not give ${Math.ceil(bytes / 2 ** 20)} MB.`,
    );
  }
}

export function instantiate(code: Uint8Array, memory: WasmMemory): WasmFunction {
  return new api.Instance(new api.Module(code), { env: { memory } }).exports.run;
}

export const valueType = { i32: 0x7f, v128: 0x7b } as const;

const simd = (code: number) => [0xfd, ...unsigned(code)];

/** Instructions without operands, by their name in the text format. */
export const opcode = {
  loop: [0x03, 0x40],
  end: [0x0b],
  i32Add: [0x6a],
  i32LessUnsigned: [0x49],
  v128Load: [...simd(0x00), 4, 0],
  v128Load32Zero: [...simd(0x5c), 2, 0],
  v128Store: [...simd(0x0b), 4, 0],
  i16x8ExtendLowU8: simd(0x89),
  i32x4ExtendLowU16: simd(0xa9),
  f32x4ConvertU32: simd(0xfb),
  f32x4Abs: simd(0xe0),
  f32x4Neg: simd(0xe1),
  f32x4Sqrt: simd(0xe3),
  f32x4Add: simd(0xe4),
  f32x4Sub: simd(0xe5),
  f32x4Mul: simd(0xe6),
  f32x4Div: simd(0xe7),
  f32x4Min: simd(0xe8),
  f32x4Max: simd(0xe9),
} as const;

export const localGet = (index: number) => [0x20, ...unsigned(index)];
export const localSet = (index: number) => [0x21, ...unsigned(index)];
export const localTee = (index: number) => [0x22, ...unsigned(index)];
export const i32Const = (value: number) => [0x41, ...signed(value)];
export const branchIf = (depth: number) => [0x0d, ...unsigned(depth)];
/** Loads a float32 at the address on the stack plus `offset` bytes into all four lanes. */
export const v128Load32Splat = (offset: number) => [...simd(0x09), 2, ...unsigned(offset)];

/**
 * A module that imports memory "env.memory" and exports the function "run" with `parameters` of type i32. Locals after them: one i32,
 * then vectors.
 */
export function wasmModule(parameters: number, vectorLocals: number, body: readonly number[]): Uint8Array {
  const type = [0x60, ...vector(Array.from({ length: parameters }, () => [valueType.i32])), 0];
  const memory = [...text('env'), ...text('memory'), 0x02, 0x00, 0];
  const locals = [
    [1, valueType.i32],
    [...unsigned(vectorLocals), valueType.v128],
  ];
  const code = [...vector(locals), ...body, ...opcode.end];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([type])),
    ...section(2, vector([memory])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...text('run'), 0x00, 0]])),
    ...section(10, vector([[...unsigned(code.length), ...code]])),
  ]);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function vector(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function text(value: string): number[] {
  const bytes = new TextEncoder().encode(value);
  return [...unsigned(bytes.length), ...bytes];
}

/** LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

/** Signed LEB128 of a 32-bit integer. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    if (isLast) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}
