// Correlations that see only the order of numbers. NaN has no place in an order: callers filter it first.

/** Ranks from 1 of each place; equal numbers have the mean of their ranks. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  const places = Uint32Array.from({ length: values.length }, (_, i) => i);
  places.sort((a, b) => order(values[a] ?? 0, values[b] ?? 0) || a - b);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < places.length; ) {
    let to = from + 1;
    while (to < places.length && values[places[to] ?? 0] === values[places[from] ?? 0]) to++;
    for (let i = from; i < to; i++) ranks[places[i] ?? 0] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/** Pearson's correlation, in [−1, 1]; null for fewer than two pairs and where one side does not vary. Finite, of moderate size. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const n = a.length;
  if (!varies(a) || !varies(b)) return null;
  let meanA = 0;
  let meanB = 0;
  for (let i = 0; i < n; i++) {
    meanA += (a[i] ?? 0) / n;
    meanB += (b[i] ?? 0) / n;
  }
  let both = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < n; i++) {
    const x = (a[i] ?? 0) - meanA;
    const y = (b[i] ?? 0) - meanB;
    both += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return Math.max(-1, Math.min(1, both / Math.sqrt(squaresA * squaresB)));
}

/** The squares of equal numbers need not sum to 0: their mean is rounded. */
function varies(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return true;
  return false;
}

/** Spearman's rho: Pearson's correlation of the ranks. Null as there. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  return correlation(ranksOf(a), ranksOf(b));
}

/**
 * Kendall's tau-b, in [−1, 1], which is right with ties; null for fewer than two pairs and where one side does not vary. In
 * O(n log n) by counting the exchanges of a merge sort (Knight 1966, JASA 61).
 */
export function kendall(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const n = a.length;
  const places = Uint32Array.from({ length: n }, (_, i) => i);
  places.sort((i, j) => order(a[i] ?? 0, a[j] ?? 0) || order(b[i] ?? 0, b[j] ?? 0));
  const first = Float64Array.from(places, (i) => a[i] ?? 0);
  const second = Float64Array.from(places, (i) => b[i] ?? 0);
  const tiedBoth = tiedPairs(n, (i, j) => first[i] === first[j] && second[i] === second[j]);
  const tiedFirst = tiedPairs(n, (i, j) => first[i] === first[j]);
  const exchanges = sortCounting(second);
  const tiedSecond = tiedPairs(n, (i, j) => second[i] === second[j]);
  const pairs = (n * (n - 1)) / 2;
  const scale = Math.sqrt((pairs - tiedFirst) * (pairs - tiedSecond));
  if (!(scale > 0)) return null;
  return Math.max(-1, Math.min(1, (pairs - tiedFirst - tiedSecond + tiedBoth - 2 * exchanges) / scale));
}

/** Also of infinities, whose difference is NaN. */
function order(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Pairs of equal places, where equal ones stand together. */
function tiedPairs(n: number, equal: (i: number, j: number) => boolean): number {
  let pairs = 0;
  let run = 1;
  for (let i = 1; i <= n; i++) {
    if (i < n && equal(i - 1, i)) run++;
    else {
      pairs += (run * (run - 1)) / 2;
      run = 1;
    }
  }
  return pairs;
}

/** Sorts in place; returns how many pairs stood in the wrong order. */
function sortCounting(values: Float64Array): number {
  const spare = new Float64Array(values.length);
  let exchanges = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let from = 0; from < values.length; from += 2 * width) {
      const middle = Math.min(from + width, values.length);
      const to = Math.min(from + 2 * width, values.length);
      let left = from;
      let right = middle;
      for (let k = from; k < to; k++) {
        const x = values[left] ?? 0;
        const y = values[right] ?? 0;
        if (left < middle && (right >= to || x <= y)) {
          spare[k] = x;
          left++;
        } else {
          spare[k] = y;
          right++;
          exchanges += middle - left;
        }
      }
    }
    values.set(spare);
  }
  return exchanges;
}
