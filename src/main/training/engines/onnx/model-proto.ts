// Builds an ONNX ModelProto node by node. Field numbers: onnx/onnx.proto of ONNX 1.16; operators as of opset 21.
import { ProtobufWriter } from '../protobuf.ts';

const elementType = { float: 1, uint8: 2, int64: 7, string: 8, bool: 9, double: 11 } as const;
export type ElementType = keyof typeof elementType;

type AttributeValue = number | string | readonly number[] | readonly string[] | { readonly float: number };
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** Sizes; a name stands for a size that is known when the model runs. null: of any rank. */
type TensorShape = readonly (number | string)[] | null;

interface TensorInfo {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: TensorShape;
}

/** What a model says of itself beside its graph. */
export interface ModelFacts {
  readonly irVersion: number;
  /** Of ONNX's own operators. */
  readonly opset: number;
  readonly producer: { readonly name: string; readonly version: string };
  readonly graphName: string;
  readonly metadata: Readonly<Record<string, string>>;
}

const stepFacts: ModelFacts = {
  irVersion: 10,
  opset: 21,
  producer: { name: 'vernier', version: '' },
  graphName: 'step',
  metadata: {},
};

interface GraphNode {
  /** "Conv", or with its domain, of version 1, "com.microsoft.nchwc:Conv". */
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/** Collects nodes, inputs, outputs and constants of one graph; tensors are named by strings. */
export class OnnxGraph {
  readonly #nodes: GraphNode[] = [];
  readonly #inputs: TensorInfo[] = [];
  readonly #outputs: TensorInfo[] = [];
  /** Public names of tensors that nodes make. */
  readonly #public = new Map<string, string>();
  readonly #made = new Set<string>();
  /** By content, so that equal constants are one tensor. */
  readonly #constants = new Map<
    string,
    { name: string; type: ElementType; shape: readonly number[]; raw: Uint8Array }
  >();
  readonly #anyBatch: number | null;
  /** Constants with a size that the batch decides. */
  readonly #batchSizes = new Set<string>();
  #names = 0;

  /**
   * `anyBatch`: a graph for any number of rows is lowered for this many. It must be a prime larger than every other size: a whole number
   * is then a multiple of it exactly when it counts rows, and the graph leaves it open.
   */
  constructor({ anyBatch = null }: { readonly anyBatch?: number | null } = {}) {
    this.#anyBatch = anyBatch;
  }

  /** Adds a node with one result and returns the result's name. */
  node(type: string, inputs: readonly string[], attributes: Attributes = {}): string {
    if (type !== 'Reshape' && inputs.some((input) => this.#batchSizes.has(input))) {
      throw new RangeError(`${type} needs to know the number of rows`);
    }
    const name = `t${this.#names++}`;
    this.#nodes.push({ type, inputs, outputs: [name], attributes });
    this.#made.add(name);
    return name;
  }

  /** Cuts a tensor into parts of these sizes along an axis. */
  split(tensor: string, sizes: readonly number[], axis: number): string[] {
    const outputs = sizes.map(() => `t${this.#names++}`);
    const isEven = sizes.every((size) => size === sizes[0]);
    if (sizes.some((size) => this.#countsRows(size))) {
      if (!isEven) throw new RangeError('Split needs to know the number of rows');
      this.#nodes.push({ type: 'Split', inputs: [tensor], outputs, attributes: { axis, num_outputs: sizes.length } });
    } else this.#nodes.push({ type: 'Split', inputs: [tensor, this.ints(sizes)], outputs, attributes: { axis } });
    for (const name of outputs) this.#made.add(name);
    return outputs;
  }

  input(name: string, shape: TensorShape, type: ElementType = 'float'): string {
    this.#inputs.push({ name, shape, type });
    return name;
  }

  /**
   * Gives a tensor a public name; an input, a constant or a tensor that has one already is copied. Without a shape the runtime infers
   * it.
   */
  output(name: string, tensor: string, shape: TensorShape = null): void {
    if (this.#made.has(tensor) && !this.#public.has(tensor)) this.#public.set(tensor, name);
    else this.#nodes.push({ type: 'Identity', inputs: [tensor], outputs: [name], attributes: {} });
    this.#outputs.push({ name, shape, type: 'float' });
  }

  /** A float constant of shape [] or, for a list, [length]. */
  float(value: number | readonly number[]): string {
    const values = typeof value === 'number' ? [value] : value;
    const shape = typeof value === 'number' ? [] : [values.length];
    return this.#constant(
      'float',
      shape,
      `f${JSON.stringify(shape)}${values.map(String).join()}`,
      Float32Array.from(values),
    );
  }

  /** A double constant of shape [length]. */
  doubles(values: readonly number[]): string {
    return this.#constant('double', [values.length], `d${values.map(String).join()}`, Float64Array.from(values));
  }

  /** An int64 constant of shape [length]. */
  ints(values: readonly number[]): string {
    const open = values.filter((value) => this.#countsRows(value)).length;
    if (open > 1) throw new RangeError('a shape has more than one size that the batch decides');
    const known = values.map((value) => (this.#countsRows(value) ? -1 : value));
    const name = this.#constant('int64', [values.length], `i${known.join()}`, BigInt64Array.from(known, BigInt));
    if (open > 0) this.#batchSizes.add(name);
    return name;
  }

  /** A float constant with a name of its own: a weight. */
  weight(name: string, shape: readonly number[], data: Float32Array): string {
    const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.#constants.set(`w${name}`, { name, type: 'float', shape, raw });
    return name;
  }

  encode(facts: ModelFacts = stepFacts): Uint8Array {
    const model = new ProtobufWriter();
    model.int(1, facts.irVersion);
    model.string(2, facts.producer.name);
    if (facts.producer.version !== '') model.string(3, facts.producer.version);
    model.message(8, (set) => set.int(2, facts.opset));
    for (const domain of new Set(this.#nodes.map(({ type }) => domainOf(type)))) {
      if (domain === '') continue;
      model.message(8, (set) => {
        set.string(1, domain);
        set.int(2, 1);
      });
    }
    for (const [key, value] of Object.entries(facts.metadata)) {
      model.message(14, (entry) => {
        entry.string(1, key);
        entry.string(2, value);
      });
    }
    model.message(7, (graph) => {
      const named = (tensor: string) => this.#public.get(tensor) ?? tensor;
      for (const { inputs, outputs, ...node } of this.#nodes) {
        graph.message(1, (writer) =>
          writeNode(writer, { ...node, inputs: inputs.map(named), outputs: outputs.map(named) }),
        );
      }
      graph.string(2, facts.graphName);
      for (const { name, type, shape, raw } of this.#constants.values()) {
        graph.message(5, (tensor) => {
          for (const size of shape) tensor.int(1, size);
          tensor.int(2, elementType[type]);
          tensor.string(8, name);
          tensor.bytes(9, raw);
        });
      }
      for (const input of this.#inputs) graph.message(11, (info) => writeTensorInfo(info, input));
      for (const output of this.#outputs) graph.message(12, (info) => writeTensorInfo(info, output));
    });
    return model.finish();
  }

  #countsRows(value: number): boolean {
    return this.#anyBatch !== null && value > 0 && value % this.#anyBatch === 0;
  }

  #constant(
    type: ElementType,
    shape: readonly number[],
    key: string,
    data: Float32Array | Float64Array | BigInt64Array,
  ): string {
    const known = this.#constants.get(key);
    if (known !== undefined) return known.name;
    const name = `c${this.#constants.size}`;
    this.#constants.set(key, { name, type, shape, raw: new Uint8Array(data.buffer) });
    return name;
  }
}

/** '' is ONNX's own. */
const domainOf = (type: string) => type.slice(0, Math.max(0, type.lastIndexOf(':')));

function writeNode(writer: ProtobufWriter, { type, inputs, outputs, attributes }: GraphNode): void {
  for (const name of inputs) writer.string(1, name);
  for (const name of outputs) writer.string(2, name);
  writer.string(3, `${type}/${outputs[0]}`);
  const domain = domainOf(type);
  writer.string(4, type.slice(domain === '' ? 0 : domain.length + 1));
  if (domain !== '') writer.string(7, domain);
  for (const [name, value] of Object.entries(attributes)) {
    writer.message(5, (attribute) => {
      attribute.string(1, name);
      if (typeof value === 'number') {
        attribute.int(3, value);
        attribute.int(20, 2);
      } else if (typeof value === 'string') {
        attribute.string(4, value);
        attribute.int(20, 3);
      } else if ('float' in value) {
        attribute.float(2, value.float);
        attribute.int(20, 1);
      } else if (isTexts(value)) {
        for (const item of value) attribute.string(9, item);
        attribute.int(20, 8);
      } else {
        for (const item of value) attribute.int(8, item);
        attribute.int(20, 7);
      }
    });
  }
}

function isTexts(value: readonly number[] | readonly string[]): value is readonly string[] {
  return typeof value[0] === 'string';
}

function writeTensorInfo(writer: ProtobufWriter, { name, type, shape }: TensorInfo): void {
  writer.string(1, name);
  writer.message(2, (value) =>
    value.message(1, (tensor) => {
      tensor.int(1, elementType[type]);
      if (shape === null) return;
      tensor.message(2, (dims) => {
        for (const size of shape) {
          dims.message(1, (dimension) => {
            if (typeof size === 'number') dimension.int(1, size);
            else dimension.string(2, size);
          });
        }
      });
    }),
  );
}
