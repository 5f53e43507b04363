// In which order the axes of each weight and slot lie in its variable. A convolution's kernel lies as TensorFlow's convolutions read
// it, and so does every state that meets it elementwise: its slots.
import type { LeafOps } from '../../program/ops/leaves.ts';
import { sameShape, type Value } from '../../program/value.ts';
import { kernelOrder, type Order } from './lowering.ts';

const elementwise = new Set(['add', 'sub', 'mul', 'div', 'minimum', 'maximum', 'sqrt', 'neg', 'abs', 'sign']);

/** By state name; the others lie as the program has them. `next` are the values after the step by name. */
export function stateOrders(order: readonly Value[], next: ReadonlyMap<string, Value>): Map<string, Order> {
  const groups = new Groups<Value>();
  const leaves = new Map<string, Value>();
  for (const value of order) {
    if (value.op === 'state') {
      const { name } = value.attributes as LeafOps['state'];
      const first = leaves.get(name) ?? value;
      leaves.set(name, first);
      groups.join(first, value);
    } else if (elementwise.has(value.op)) {
      for (const input of value.inputs) if (sameShape(input.shape, value.shape)) groups.join(input, value);
    }
  }
  for (const [name, value] of next) {
    const leaf = leaves.get(name);
    if (leaf !== undefined) groups.join(leaf, value);
  }
  const kernels = new Set(
    order
      .filter(({ op }) => op === 'conv2d')
      .flatMap(({ inputs }) => inputs.slice(1).map((kernel) => groups.of(kernel))),
  );
  return new Map(
    [...leaves].flatMap(([name, leaf]) =>
      leaf.shape.length === 4 && kernels.has(groups.of(leaf)) ? [[name, kernelOrder] as const] : [],
    ),
  );
}

/** Disjoint sets: Tarjan 1975. */
class Groups<T> {
  readonly #parents = new Map<T, T>();

  of(item: T): T {
    let root = item;
    for (let up = this.#parents.get(root); up !== undefined; up = this.#parents.get(root)) root = up;
    let at = item;
    for (let up = this.#parents.get(at); up !== undefined && up !== root; up = this.#parents.get(at)) {
      this.#parents.set(at, root);
      at = up;
    }
    return root;
  }

  join(a: T, b: T): void {
    const [left, right] = [this.of(a), this.of(b)];
    if (left !== right) this.#parents.set(right, left);
  }
}
