// Which element of the page shows which row: scrolling gives the elements of rows that left to rows that came, which costs a new text
// instead of a new element. Pure.

/** By row key, in the order they stand in the page. */
export type Slots = ReadonlyMap<string | number, number>;

/**
 * A row that was in sight keeps its element, since it may hold the focus. The others take what is free in the order of the page: after a
 * jump every element stays where it is.
 */
export function assignSlots(before: Slots, keys: readonly (string | number)[]): Slots {
  const staying = new Set(keys.filter((key) => before.has(key)));
  const free = [...before].filter(([key]) => !staying.has(key)).map(([, slot]) => slot);
  let next = Math.max(-1, ...before.values()) + 1;
  return new Map(keys.map((key) => [key, staying.has(key) ? (before.get(key) ?? next++) : (free.shift() ?? next++)]));
}
