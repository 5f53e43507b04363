// Finds out whether a value has a given structure, so that a composition can be lowered to one kernel.
import type { LeafOps } from '../../program/ops/leaves.ts';
import type { Value } from '../../program/value.ts';

/**
 * "$name" takes any value, and the same one wherever it stands again; "@name" is the scalar of that name; a number is a constant; a list
 * is an operation with its inputs.
 */
export type Pattern = string | number | Composition;
type Composition = readonly [op: string, ...inputs: Pattern[]];

/** What the "$" names of a pattern stand for. */
export type Captures = ReadonlyMap<string, Value>;

/** null when the value is built in another way. `captures` holds what is known before. */
export function match(pattern: Pattern, value: Value | undefined, captures: Captures = new Map()): Captures | null {
  const found = new Map(captures);
  return value !== undefined && matches(pattern, value, found) ? found : null;
}

/** The value that a name stands for in a pattern that has matched. */
export function captured(captures: Captures, name: string): Value {
  const value = captures.get(name);
  if (value === undefined) throw new RangeError(`the pattern has no ${name}`);
  return value;
}

export function stateName(value: Value): string | null {
  return value.op === 'state' ? (value.attributes as LeafOps['state']).name : null;
}

function matches(pattern: Pattern, value: Value, found: Map<string, Value>): boolean {
  if (typeof pattern === 'number') {
    return value.op === 'constant' && (value.attributes as LeafOps['constant']).value === pattern;
  }
  if (typeof pattern === 'string') {
    if (pattern.startsWith('@')) {
      return value.op === 'scalar' && (value.attributes as LeafOps['scalar']).name === pattern.slice(1);
    }
    const before = found.get(pattern);
    found.set(pattern, before ?? value);
    return before === undefined || before === value;
  }
  const [op, ...inputs] = pattern;
  return (
    value.op === op &&
    value.inputs.length === inputs.length &&
    value.inputs.every((input, i) => matches(inputs[i] ?? '', input, found))
  );
}
