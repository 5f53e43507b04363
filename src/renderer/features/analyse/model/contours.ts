// Lines of equal value over a surface, by marching squares between the places where values are known. Pure.

/** From one place to another, in positions on the axes, 0 … 1. */
export type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/**
 * `values[row · places.x + column]` stand at `x[column]`, `y[row]`, which rise. Of a saddle the two pieces that keep the higher corners
 * apart. Without segments where a value is not finite.
 */
export function contourOf(
  x: readonly number[],
  y: readonly number[],
  values: ArrayLike<number>,
  level: number,
): readonly Segment[] {
  const segments: Segment[] = [];
  const at = (row: number, column: number) => values[row * x.length + column] ?? Number.NaN;
  for (let row = 0; row + 1 < y.length; row++) {
    for (let column = 0; column + 1 < x.length; column++) {
      const corners = [at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)] as const;
      if (!corners.every(Number.isFinite)) continue;
      const [left = 0, right = 0] = [x[column], x[column + 1]];
      const [bottom = 0, top = 0] = [y[row], y[row + 1]];
      const places = [
        [left, bottom],
        [right, bottom],
        [right, top],
        [left, top],
      ] as const;
      const crossings: (readonly [number, number])[] = [];
      for (const [i, from] of corners.entries()) {
        const j = (i + 1) % 4;
        const to = corners[j] ?? from;
        if (from >= level === to >= level) continue;
        const part = (level - from) / (to - from);
        const [a, b] = [places[i] ?? places[0], places[j] ?? places[0]];
        crossings.push([a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part]);
      }
      // Of four crossings, in the order of the edges, the first two cut off the second corner; that must be a higher one.
      const turned =
        crossings.length === 4 && corners[0] >= level ? [...crossings.slice(1), ...crossings.slice(0, 1)] : crossings;
      for (let i = 0; i + 1 < turned.length; i += 2) {
        const [from, to] = [turned[i], turned[i + 1]];
        if (from && to) segments.push([from[0], from[1], to[0], to[1]]);
      }
    }
  }
  return segments;
}
