// Reading and writing values inside a JSON document by path, without changing the document. Pure.

export type JsonObject = Readonly<Record<string, unknown>>;
/** Keys from the root; a setting's key ("optimizer.learningRate") is one element. */
export type JsonPath = readonly string[];

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at `path`, undefined when any step is missing. */
export function getIn(root: unknown, path: JsonPath): unknown {
  let at: unknown = root;
  for (const key of path) {
    if (!isObject(at)) return undefined;
    at = at[key];
  }
  return at;
}

/** A copy with `value` at `path`; missing objects are made, `undefined` removes the key (and leaves the rest as it was). */
export function setIn(root: JsonObject, path: JsonPath, value: unknown): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return isObject(value) ? value : root;
  if (rest.length > 0) {
    const child = root[key];
    if (value === undefined && !isObject(child)) return root;
    return { ...root, [key]: setIn(isObject(child) ? child : {}, rest, value) };
  }
  if (value === undefined) {
    const { [key]: _removed, ...others } = root;
    return others;
  }
  return { ...root, [key]: value };
}

/** How a path is written in a problem's `path`. */
export function pathText(path: JsonPath): string {
  return path.join('.');
}

/** Equality of JSON values; the order of keys does not matter. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameJson(a[key], b[key]));
}
