// Small pieces of source text that all snippets are made of.

/** A value as Python writes it. Only finite numbers, text, booleans, null and lists and records of them. */
export function python(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([key, inner]) => `${python(key)}: ${python(inner)}`)
      .join(', ')}}`;
  }
  // JSON's escapes are Python's too.
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** A number as a float literal: 1 is 1.0. */
export function float(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(1) : String(value);
}

/** (1, 2) and (1,). */
export function pythonTuple(values: readonly number[]): string {
  return values.length === 1 ? `(${values[0]},)` : `(${values.join(', ')})`;
}

/** Four spaces per level; empty lines stay empty. */
export function indent(lines: readonly string[], levels = 1): string[] {
  return lines.map((line) => (line === '' ? '' : `${'    '.repeat(levels)}${line}`));
}

/** `name(a, b)`, without the arguments that are null. */
export function call(name: string, ...args: readonly (string | null)[]): string {
  return `${name}(${args.filter((arg) => arg !== null).join(', ')})`;
}

/** Text that a comment can hold: on one line. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Blocks of lines with `gap` empty lines between those that are not empty. */
export function blocks(parts: readonly (readonly string[])[], gap = 2): string[] {
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [...new Array<string>(gap).fill(''), ...part]));
}
