// A list with one of its members at another place. Pure.

/** `to`: its place afterwards; outside of the list the nearest end. */
export function moved<T>(list: readonly T[], one: T, to: number): readonly T[] {
  const rest = list.filter((other) => other !== one);
  const place = Math.min(rest.length, Math.max(0, to));
  return [...rest.slice(0, place), one, ...rest.slice(place)];
}
