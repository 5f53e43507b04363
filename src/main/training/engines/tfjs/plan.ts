// A list of kernel calls, written once when a program is compiled: equal calls are made once, those that nobody needs never, what
// depends on constants only is computed once, and every result is given back after its last use.
import { type Shape, sameShape } from '../../program/value.ts';

export type DataType = 'float32' | 'int32' | 'bool';

/** A result of a call, or what is given to a plan. */
export interface Ref {
  readonly index: number;
  readonly shape: Shape;
  readonly type: DataType;
}

export type Operands = Readonly<Record<string, Ref>> | readonly Ref[];

export interface Call {
  readonly kernel: string;
  readonly inputs: Operands;
  readonly attributes: object;
  readonly output: Ref;
  /** Results that no later call uses, by index. */
  readonly lastUses: readonly number[];
}

export interface Constant {
  readonly ref: Ref;
  readonly data: Float32Array | Int32Array;
}

export interface Plan {
  /** How many results there are: indices lie below. */
  readonly size: number;
  readonly constants: readonly Constant[];
  /** Once, in order; their results stay. */
  readonly once: readonly Call[];
  /** At every run, in order. */
  readonly calls: readonly Call[];
  /** What a run must be given, by name; it may be given more. */
  readonly leaves: ReadonlyMap<string, Ref>;
  /** Each made by a call of its own, so that its owner may keep it. */
  readonly outputs: readonly Ref[];
}

const refsOf = (inputs: Operands): readonly Ref[] => Object.values(inputs);

export class PlanBuilder {
  #size = 0;
  readonly #leaves = new Map<string, Ref>();
  readonly #constants: Constant[] = [];
  readonly #calls: Omit<Call, 'lastUses'>[] = [];
  readonly #known = new Map<string, Ref>();
  readonly #makers = new Map<Ref, Omit<Call, 'lastUses'>>();
  /** Results that are the same at every run. */
  readonly #fixed = new Set<Ref>();

  leaf(name: string, shape: Shape): Ref {
    const known = this.#leaves.get(name);
    if (known !== undefined) return known;
    const ref = this.#ref(shape, 'float32');
    this.#leaves.set(name, ref);
    return ref;
  }

  constant(values: readonly number[], shape: Shape = [], type: 'float32' | 'int32' = 'float32'): Ref {
    return this.#once(`constant ${type} ${shape} ${values}`, () => {
      const ref = this.#ref(shape, type);
      this.#constants.push({ ref, data: type === 'int32' ? Int32Array.from(values) : Float32Array.from(values) });
      this.#fixed.add(ref);
      return ref;
    });
  }

  call(kernel: string, inputs: Operands, attributes: object, shape: Shape, type: DataType = 'float32'): Ref {
    const names = Object.entries(inputs).map(([name, { index }]) => `${name} ${index}`);
    return this.#once(`${kernel} ${names} ${shape} ${type} ${JSON.stringify(attributes)}`, () => {
      const output = this.#add(kernel, inputs, attributes, this.#ref(shape, type));
      if (refsOf(inputs).every((ref) => this.#fixed.has(ref))) this.#fixed.add(output);
      return output;
    });
  }

  reshape(x: Ref, shape: Shape): Ref {
    if (sameShape(x.shape, shape)) return x;
    const maker = this.#makers.get(x);
    const [source] = maker?.kernel === 'Reshape' ? refsOf(maker.inputs) : [];
    return source ? this.reshape(source, shape) : this.call('Reshape', { x }, { shape }, shape, x.type);
  }

  transpose(x: Ref, perm: readonly number[]): Ref {
    const shape = perm.map((axis) => x.shape[axis] ?? 1);
    // Where only axes of size 1 change places, no element does.
    const order = perm.filter((axis) => x.shape[axis] !== 1);
    if (order.every((axis, i) => i === 0 || axis > (order[i - 1] ?? 0))) return this.reshape(x, shape);
    return this.call('Transpose', { x }, { perm }, shape, x.type);
  }

  /** Whether it shares its buffer with another result of another shape. */
  isView(ref: Ref): boolean {
    return this.#makers.get(ref)?.kernel === 'Reshape';
  }

  isFixed(ref: Ref): boolean {
    return this.#fixed.has(ref);
  }

  finish(wanted: readonly Ref[]): Plan {
    const outputs: Ref[] = [];
    for (const ref of wanted) {
      const isOwn = this.#makers.has(ref) && !this.#fixed.has(ref) && !outputs.includes(ref);
      outputs.push(isOwn ? ref : this.#add('Identity', { x: ref }, {}, this.#ref(ref.shape, ref.type)));
    }
    const once = this.#calls.filter(({ output }) => this.#fixed.has(output));
    const everyRun = this.#calls.filter(({ output }) => !this.#fixed.has(output));
    return {
      size: this.#size,
      constants: this.#constants,
      once: once.map((call) => ({ ...call, lastUses: [] })),
      calls: this.#withLastUses(everyRun, outputs),
      leaves: this.#leaves,
      outputs,
    };
  }

  #withLastUses(calls: readonly Omit<Call, 'lastUses'>[], outputs: readonly Ref[]): Call[] {
    const kept = new Set<Ref>([...outputs, ...this.#fixed, ...this.#leaves.values()]);
    const seen = new Set<Ref>(kept);
    const result: Call[] = [];
    for (const call of [...calls].reverse()) {
      if (!seen.has(call.output)) continue;
      const last = [...new Set(refsOf(call.inputs))].filter((ref) => !seen.has(ref));
      for (const ref of last) seen.add(ref);
      result.push({ ...call, lastUses: last.map(({ index }) => index) });
    }
    return result.reverse();
  }

  #once(key: string, make: () => Ref): Ref {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const ref = make();
    this.#known.set(key, ref);
    return ref;
  }

  #add(kernel: string, inputs: Operands, attributes: object, output: Ref): Ref {
    const call = { kernel, inputs, attributes, output };
    this.#calls.push(call);
    this.#makers.set(output, call);
    return output;
  }

  #ref(shape: Shape, type: DataType): Ref {
    return { index: this.#size++, shape, type };
  }
}
