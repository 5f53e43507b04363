// Builds a GraphDef node by node. Field numbers: graph.proto, node_def.proto, attr_value.proto, tensor.proto of TensorFlow 2.
import { ProtobufWriter } from '../protobuf.ts';

/** GraphDef version of TensorFlow 2.9, whose operators this program uses. */
const producerVersion = 1087;

export const dataType = { float: 1, int32: 3, int64: 9, bool: 10 } as const;
export type DataType = keyof typeof dataType;

export type Attribute =
  | { readonly type: DataType }
  | { readonly int: number }
  | { readonly bool: boolean }
  | { readonly text: string }
  | { readonly ints: readonly number[] }
  | { readonly shape: readonly number[] }
  | { readonly tensor: { readonly type: DataType; readonly shape: readonly number[]; readonly raw: Uint8Array } };

export type Attributes = Readonly<Record<string, Attribute>>;

interface GraphNode {
  readonly name: string;
  readonly type: string;
  readonly inputs: readonly string[];
  readonly attributes: Attributes;
}

/** Operators with a memory: two of them are never one. */
const stateful = new Set(['Placeholder', 'NoOp']);

/** Collects the nodes of one graph. A tensor is named by its node, ":i" for a later result; "^node" is a control input. */
export class TensorflowGraph {
  readonly #prefix: string;
  readonly #nodes: GraphNode[] = [];
  /** By content: equal nodes are one. */
  readonly #known = new Map<string, string>();

  /** The prefix keeps the names of several graphs in one session apart. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Adds a node, or finds an equal one, and returns the name of its first result. */
  node(type: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const key = stateful.has(type) ? null : `${type} ${inputs.join(' ')} ${JSON.stringify(attributes)}`;
    return (key === null ? undefined : this.#known.get(key)) ?? this.#add(key, type, inputs, attributes);
  }

  placeholder(type: DataType, shape: readonly number[]): string {
    return this.node('Placeholder', [], { dtype: { type }, shape: { shape } });
  }

  /** A float constant of shape []. */
  float(value: number): string {
    return this.#constant('float', [], String(value), () => Float32Array.of(value));
  }

  /** An int32 constant of shape [length], or [] for a number. */
  ints(value: number | readonly number[], shape?: readonly number[]): string {
    const values = typeof value === 'number' ? [value] : value;
    const own = shape ?? (typeof value === 'number' ? [] : [values.length]);
    return this.#constant('int32', own, values.join(), () => Int32Array.from(values));
  }

  encode(): Uint8Array {
    const graph = new ProtobufWriter();
    for (const node of this.#nodes) graph.message(1, (writer) => writeNode(writer, node));
    graph.message(4, (versions) => versions.int(1, producerVersion));
    return graph.finish();
  }

  #constant(type: 'float' | 'int32', shape: readonly number[], text: string, data: () => ArrayBufferView): string {
    const key = `${type} ${shape.join()} ${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { buffer, byteOffset, byteLength } = data();
    const raw = new Uint8Array(buffer, byteOffset, byteLength);
    return this.#add(key, 'Const', [], { dtype: { type }, value: { tensor: { type, shape, raw } } });
  }

  #add(key: string | null, type: string, inputs: readonly string[], attributes: Attributes): string {
    const name = `${this.#prefix}${this.#nodes.length}`;
    this.#nodes.push({ name, type, inputs, attributes });
    if (key !== null) this.#known.set(key, name);
    return name;
  }
}

function writeNode(writer: ProtobufWriter, { name, type, inputs, attributes }: GraphNode): void {
  writer.string(1, name);
  writer.string(2, type);
  // Control inputs come last.
  for (const input of inputs) if (!input.startsWith('^')) writer.string(3, input);
  for (const input of inputs) if (input.startsWith('^')) writer.string(3, input);
  for (const [key, attribute] of Object.entries(attributes)) {
    writer.message(5, (entry) => {
      entry.string(1, key);
      entry.message(2, (value) => writeAttribute(value, attribute));
    });
  }
}

function writeAttribute(writer: ProtobufWriter, attribute: Attribute): void {
  if ('type' in attribute) writer.int(6, dataType[attribute.type]);
  else if ('int' in attribute) writer.int(3, attribute.int);
  else if ('bool' in attribute) writer.int(5, Number(attribute.bool));
  else if ('text' in attribute) writer.string(2, attribute.text);
  else if ('shape' in attribute) writer.message(7, (shape) => writeShape(shape, attribute.shape));
  else if ('ints' in attribute) {
    writer.message(1, (list) => {
      for (const item of attribute.ints) list.int(3, item);
    });
  } else {
    const { type, shape, raw } = attribute.tensor;
    writer.message(8, (tensor) => {
      tensor.int(1, dataType[type]);
      tensor.message(2, (own) => writeShape(own, shape));
      tensor.bytes(4, raw);
    });
  }
}

function writeShape(writer: ProtobufWriter, shape: readonly number[]): void {
  for (const size of shape) writer.message(2, (dimension) => dimension.int(1, size));
}
