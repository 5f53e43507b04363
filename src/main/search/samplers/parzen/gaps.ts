// Distances to the neighbours along an axis: what the widths of kernels come from.

export interface Gaps {
  /** Distance to the next smaller of the values, for each value in the order given; NaN for the smallest. */
  readonly below: Float64Array;
  /** To the next larger; NaN for the largest. */
  readonly above: Float64Array;
}

/** Of equal values the one given first counts as the smallest. */
export function neighbourGaps(values: Float64Array): Gaps {
  const sorted = values.slice().sort();
  const n = sorted.length;
  const below = new Float64Array(n);
  const above = new Float64Array(n);
  /** How many of the equal values that begin at a place have been met. */
  const met = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const value = values[i] ?? 0;
    const first = lowerBound(sorted, value);
    const rank = first + (met[first] ?? 0);
    met[first] = (met[first] ?? 0) + 1;
    below[i] = value - (sorted[rank - 1] ?? Number.NaN);
    above[i] = (sorted[rank + 1] ?? Number.NaN) - value;
  }
  return { below, above };
}

/** The larger of value i's gaps; its only one at the ends; 0 where it is alone. */
export function largerGap({ below, above }: Gaps, i: number): number {
  const left = below[i] ?? Number.NaN;
  const right = above[i] ?? Number.NaN;
  if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : right;
  return right > left ? right : left;
}

/** The first place whose value is not smaller than `value`. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
