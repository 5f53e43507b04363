// The values at which a slider stops: round numbers, closer together where they are small. Pure.

const mantissas = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, … and `high` itself at the end. */
export function stopsTo(high: number, low = 1): number[] {
  const stops: number[] = [];
  for (let decade = 1; decade < high; decade *= 10) {
    stops.push(...mantissas.map((mantissa) => Math.round(mantissa * decade)));
  }
  return [...new Set([...stops, high])].filter((stop) => stop >= low && stop <= high).sort((a, b) => a - b);
}

/** Where the value lies among the stops: of the nearest one, by ratio. */
export function stopNear(stops: readonly number[], value: number): number {
  const far = (stop: number) => Math.abs(Math.log(Math.max(value, 1e-9) / stop));
  return stops.reduce((best, stop, i) => (far(stop) < far(stops[best] ?? stop) ? i : best), 0);
}
