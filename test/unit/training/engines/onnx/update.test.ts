import { describe, expect, it } from 'vitest';
import { compileLoops } from '#main/training/engines/onnx/update/kernel.ts';
import { type Expression, type LoopOp, planUpdate } from '#main/training/engines/onnx/update/plan.ts';
import { familyCases } from '#main/training/engines/self-test/family-cases.ts';
import { sizeOf } from '#main/training/program/value.ts';
import { allocateMemory } from '#main/training/wasm/module.ts';
import { randomStream } from '#shared/num/random.ts';

const f = Math.fround;
const inFloat32: Readonly<Record<LoopOp, (a: number, b: number) => number>> = {
  add: (a, b) => f(a + b),
  sub: (a, b) => f(a - b),
  mul: (a, b) => f(a * b),
  div: (a, b) => f(a / b),
  minimum: Math.min,
  maximum: Math.max,
  neg: (a) => -a,
  abs: Math.abs,
  sqrt: (a) => f(Math.sqrt(a)),
};
const unary: ReadonlySet<string> = new Set(['neg', 'abs', 'sqrt']);

/** A state w of `elements` values, a tensor g and a scalar s, one loop over them; the result is [next, untouched rest]. */
function runLoop(value: Expression, w: Float32Array, g: Float32Array, s: number): Float32Array {
  const room = 4 * (Math.ceil(w.length / 4) * 4);
  const memory = allocateMemory(2 * room + 16);
  const put = (values: Float32Array, at: number) => new Float32Array(memory.buffer, at, values.length).set(values);
  put(w, 0);
  put(g, room);
  put(Float32Array.of(s), 2 * room);
  const run = compileLoops([{ elements: w.length, results: [{ state: 'w', value }] }], memory, {
    state: () => 0,
    tensor: () => room,
    scalar: () => 2 * room,
  });
  run();
  expect(new Float32Array(memory.buffer, room, g.length)).toEqual(g);
  return new Float32Array(memory.buffer, 0, w.length).slice();
}

describe('a loop over elements', () => {
  const w: Expression = { kind: 'state', name: 'w' };
  const g: Expression = { kind: 'tensor', index: 0 };
  const s: Expression = { kind: 'scalar', index: 0 };
  const random = randomStream(7);
  const special = [0, -0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const numbers = (count: number) =>
    Float32Array.from({ length: count }, (_, i) => (i < special.length ? (special[i] ?? 0) : random.uniform() * 4 - 2));

  it.each(Object.keys(inFloat32) as LoopOp[])('computes %s as float32, NaN and infinities too', (op) => {
    const state = numbers(103);
    const gradient = numbers(103).reverse();
    const inputs = unary.has(op) ? [g] : [g, w];
    const expected = state.map((value, i) => inFloat32[op](gradient[i] ?? 0, value));
    expect(runLoop({ kind: 'node', op, inputs }, state, gradient, 0)).toEqual(expected);
  });

  it.each([2, 3, 4, 5, 1000])('replaces all of %i elements, with a scalar and a shared part', (count) => {
    const state = numbers(count);
    const gradient = numbers(count);
    const scaled: Expression = { kind: 'node', op: 'mul', inputs: [g, s] };
    const squared: Expression = { kind: 'node', op: 'mul', inputs: [scaled, scaled] };
    const expected = state.map((value, i) => f(value - f(f((gradient[i] ?? 0) * 0.5) ** 2)));
    expect(runLoop({ kind: 'node', op: 'sub', inputs: [w, squared] }, state, gradient, 0.5)).toEqual(expected);
  });
});

describe('the split of a training step', () => {
  it.each(familyCases)('$name: every weight and slot is updated by a loop or by the graph, once', ({ program }) => {
    const plan = planUpdate(program.step(4), program.state);
    const byLoop = plan.loops.flatMap(({ results }) => results.map(({ state }) => state));
    const byGraph = plan.byGraph.map(({ state }) => state.name);
    const replaced = [...byLoop, ...byGraph];
    expect(new Set(replaced).size).toBe(replaced.length);
    const trained = program.state.filter(({ kind }) => kind !== 'buffer');
    for (const { name } of trained) expect(replaced).toContain(name);
    // Only moving statistics and states of one element are left to the graph.
    for (const { state } of plan.byGraph) expect(state.kind === 'buffer' || sizeOf(state.shape) === 1).toBe(true);
    for (const { elements, results } of plan.loops) {
      for (const { state } of results) {
        expect(sizeOf(program.state.find(({ name }) => name === state)?.shape ?? [])).toBe(elements);
      }
    }
    expect(plan.tensors.length).toBe(plan.loops.length);
  });

  it('can leave everything to the graph', () => {
    const [{ program } = { program: null }] = familyCases;
    if (program === null) throw new Error('no case');
    const plan = planUpdate(program.step(4), program.state, { loops: false });
    expect(plan.loops).toEqual([]);
    expect(plan.byGraph.map(({ state }) => state.name)).toEqual(program.state.map(({ name }) => name));
  });
});
