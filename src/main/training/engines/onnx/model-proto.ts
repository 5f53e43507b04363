// Builds an ONNX ModelProto node by node. Field numbers: onnx/onnx.proto of ONNX 1.16; operators as of opset 21.
import { ProtobufWriter } from '../protobuf.ts';

const irVersion = 10;
const opset = 21;

const elementType = { float: 1, int64: 7 } as const;
export type ElementType = keyof typeof elementType;

type AttributeValue = number | string | readonly number[] | { readonly float: number };
export type Attributes = Readonly<Record<string, AttributeValue>>;

interface GraphNode {
  /** "Conv", or with its domain "com.microsoft.nchwc:Conv". */
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/** Collects nodes, inputs, outputs and constants of one graph; tensors are named by strings. */
export class OnnxGraph {
  readonly #nodes: GraphNode[] = [];
  readonly #inputs: { name: string; shape: readonly number[] }[] = [];
  readonly #outputs: string[] = [];
  /** Public names of tensors that nodes make. */
  readonly #public = new Map<string, string>();
  readonly #made = new Set<string>();
  /** By content, so that equal constants are one tensor. */
  readonly #constants = new Map<
    string,
    { name: string; type: ElementType; shape: readonly number[]; raw: Uint8Array }
  >();
  #names = 0;

  /** Adds a node with one result and returns the result's name. */
  node(type: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const name = `t${this.#names++}`;
    this.#nodes.push({ type, inputs, outputs: [name], attributes });
    this.#made.add(name);
    return name;
  }

  /** Cuts a tensor into parts of these sizes along an axis. */
  split(tensor: string, sizes: readonly number[], axis: number): string[] {
    const outputs = sizes.map(() => `t${this.#names++}`);
    this.#nodes.push({ type: 'Split', inputs: [tensor, this.ints(sizes)], outputs, attributes: { axis } });
    for (const name of outputs) this.#made.add(name);
    return outputs;
  }

  input(name: string, shape: readonly number[]): string {
    this.#inputs.push({ name, shape });
    return name;
  }

  /** Gives a tensor a public name; an input, a constant or a tensor that has one already is copied. */
  output(name: string, tensor: string): void {
    if (this.#made.has(tensor) && !this.#public.has(tensor)) this.#public.set(tensor, name);
    else this.#nodes.push({ type: 'Identity', inputs: [tensor], outputs: [name], attributes: {} });
    this.#outputs.push(name);
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

  /** An int64 constant of shape [length]. */
  ints(values: readonly number[]): string {
    return this.#constant('int64', [values.length], `i${values.join()}`, BigInt64Array.from(values, BigInt));
  }

  encode(): Uint8Array {
    const model = new ProtobufWriter();
    model.int(1, irVersion);
    model.string(2, 'vernier');
    model.message(8, (set) => set.int(2, opset));
    for (const domain of new Set(this.#nodes.map(({ type }) => domainOf(type)))) {
      if (domain === '') continue;
      model.message(8, (set) => {
        set.string(1, domain);
        set.int(2, 1);
      });
    }
    model.message(7, (graph) => {
      const named = (tensor: string) => this.#public.get(tensor) ?? tensor;
      for (const { inputs, outputs, ...node } of this.#nodes) {
        graph.message(1, (writer) =>
          writeNode(writer, { ...node, inputs: inputs.map(named), outputs: outputs.map(named) }),
        );
      }
      graph.string(2, 'step');
      for (const { name, type, shape, raw } of this.#constants.values()) {
        graph.message(5, (tensor) => {
          for (const size of shape) tensor.int(1, size);
          tensor.int(2, elementType[type]);
          tensor.string(8, name);
          tensor.bytes(9, raw);
        });
      }
      for (const { name, shape } of this.#inputs) graph.message(11, (info) => writeValueInfo(info, name, shape));
      for (const name of this.#outputs) graph.message(12, (info) => writeValueInfo(info, name, null));
    });
    return model.finish();
  }

  #constant(type: ElementType, shape: readonly number[], key: string, data: Float32Array | BigInt64Array): string {
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
      } else {
        for (const item of value) attribute.int(8, item);
        attribute.int(20, 7);
      }
    });
  }
}

/** Without a shape the runtime infers it. */
function writeValueInfo(writer: ProtobufWriter, name: string, shape: readonly number[] | null): void {
  writer.string(1, name);
  writer.message(2, (type) =>
    type.message(1, (tensor) => {
      tensor.int(1, elementType.float);
      if (shape !== null) {
        tensor.message(2, (dims) => {
          for (const size of shape) dims.message(1, (dimension) => dimension.int(1, size));
        });
      }
    }),
  );
}
