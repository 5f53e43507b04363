// Compiles a loop over elements to WebAssembly with 128-bit vectors: every operand is read once, every result written once, four
// float32 at a time. One function serves all loops of one form, so that the optimising compiler sees it early.

import {
  branchIf,
  i32Const,
  instantiate,
  localGet,
  localSet,
  localTee,
  opcode,
  v128Load32Splat,
  type WasmFunction,
  type WasmMemory,
  wasmModule,
} from '../../../wasm/module.ts';
import { type Expression, type LoopOp, leavesOf, type UpdateLoop } from './plan.ts';

/** Byte addresses in the memory; those of tensors and states are multiples of 16, and so is the room behind them. */
export interface Addresses {
  state(name: string): number;
  tensor(index: number): number;
  /** Of a float32. */
  scalar(index: number): number;
}

/** Elements of one vector. */
export const lanes = 4;
const vectorBytes = 16;

/** Runs all loops once over the memory. */
export function compileLoops(loops: readonly UpdateLoop[], memory: WasmMemory, addresses: Addresses): () => void {
  const functions = new Map<string, WasmFunction>();
  const calls = loops.map((loop) => {
    const { form, pointers, body, vectors } = emit(loop, addresses);
    const run = functions.get(form) ?? instantiate(wasmModule(pointers.length + 1, vectors, body), memory);
    functions.set(form, run);
    const bytes = Math.ceil(loop.elements / lanes) * vectorBytes;
    return () => run(bytes, ...pointers);
  });
  return () => {
    for (const call of calls) call();
  };
}

interface Emitted {
  /** Loops of the same form run the same code. */
  readonly form: string;
  readonly pointers: readonly number[];
  readonly vectors: number;
  readonly body: readonly number[];
}

const codes: Readonly<Record<LoopOp, readonly number[]>> = {
  add: opcode.f32x4Add,
  sub: opcode.f32x4Sub,
  mul: opcode.f32x4Mul,
  div: opcode.f32x4Div,
  minimum: opcode.f32x4Min,
  maximum: opcode.f32x4Max,
  neg: opcode.f32x4Neg,
  abs: opcode.f32x4Abs,
  sqrt: opcode.f32x4Sqrt,
};

/** Parameters: bytes to go through, then an address per state and tensor. Locals: the offset, then vectors. */
function emit({ results }: UpdateLoop, addresses: Addresses): Emitted {
  const values = results.map(({ value }) => value);
  const leaves = leavesOf(values);
  const written = results.map(({ state }) => addresses.state(state));
  const pointerOf = new Map<number, number>();
  const pointer = (address: number): number => {
    const known = pointerOf.get(address) ?? pointerOf.size + 1;
    pointerOf.set(address, known);
    return known;
  };
  const memoryAddress = (leaf: Expression): number | null => {
    if (leaf.kind === 'state') return addresses.state(leaf.name);
    return leaf.kind === 'tensor' ? addresses.tensor(leaf.index) : null;
  };
  for (const leaf of leaves) {
    const address = memoryAddress(leaf);
    if (address !== null) pointer(address);
  }
  for (const address of written) pointer(address);

  const offset = pointerOf.size + 1;
  const local = new Map<Expression, number>();
  const newLocal = (expression: Expression): number => {
    const index = offset + 1 + local.size;
    local.set(expression, index);
    return index;
  };
  const at = (address: number) => [...localGet(pointer(address)), ...localGet(offset), ...opcode.i32Add];
  const known = (expression: Expression): number => {
    const index = local.get(expression);
    if (index === undefined) throw new RangeError('an expression is used before it is computed');
    return index;
  };

  const before = leaves.flatMap((leaf) =>
    leaf.kind === 'scalar'
      ? [...i32Const(0), ...v128Load32Splat(addresses.scalar(leaf.index)), ...localSet(newLocal(leaf))]
      : [],
  );
  const loads = leaves.flatMap((leaf) => {
    const address = memoryAddress(leaf);
    return address === null ? [] : [...at(address), ...opcode.v128Load, ...localSet(newLocal(leaf))];
  });
  const computed = nodesOf(values).flatMap((node) => [
    ...node.inputs.flatMap((input) => localGet(known(input))),
    ...codes[node.op],
    ...localSet(newLocal(node)),
  ]);
  const stores = values.flatMap((value, index) => [
    ...at(written[index] ?? 0),
    ...localGet(known(value)),
    ...opcode.v128Store,
  ]);
  const advance = [
    ...localGet(offset),
    ...i32Const(vectorBytes),
    ...opcode.i32Add,
    ...localTee(offset),
    ...localGet(0),
    ...opcode.i32LessUnsigned,
    ...branchIf(0),
  ];
  const body = [...before, ...opcode.loop, ...loads, ...computed, ...stores, ...advance, ...opcode.end];
  return { form: `${pointerOf.size} ${body.join()}`, pointers: [...pointerOf.keys()], vectors: local.size, body };
}

/** Every operation of the expressions once, inputs before users. */
function nodesOf(expressions: readonly Expression[]): Extract<Expression, { kind: 'node' }>[] {
  const order = new Set<Extract<Expression, { kind: 'node' }>>();
  const visit = (expression: Expression): void => {
    if (expression.kind !== 'node' || order.has(expression)) return;
    for (const input of expression.inputs) visit(input);
    order.add(expression);
  };
  for (const expression of expressions) visit(expression);
  return [...order];
}
