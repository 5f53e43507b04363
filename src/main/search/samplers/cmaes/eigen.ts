// Eigenvalues of a symmetric matrix. Row-major Float64Arrays.

/** Rounds over all pairs; a matrix near diagonal, as with a good guess, needs two or three. */
const sweeps = 30;

/**
 * Eigenvalues of the symmetric n×n matrix `a`, in no order; the columns of `basis` become its eigenvectors. `basis` comes in as an orthonormal
 * guess (the identity, or the eigenvectors of a matrix before it, which saves most of the work). Cyclic Jacobi rotations (Golub and Van
 * Loan 2013, section 8.5).
 */
export function eigenvalues(a: Float64Array, n: number, basis: Float64Array): Float64Array {
  const t = congruent(a, n, basis);
  let scale = 0;
  for (let i = 0; i < n; i++) scale = Math.max(scale, Math.abs(t[i * n + i] as number));
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let largest = 0;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const off = Math.abs(t[p * n + q] as number);
        largest = Math.max(largest, off);
        if (off > 1e-16 * scale) rotate(t, n, basis, p, q);
      }
    }
    if (largest <= 1e-14 * scale) break;
  }
  return Float64Array.from({ length: n }, (_, i) => t[i * n + i] as number);
}

/** Bᵀ·a·B. */
function congruent(a: Float64Array, n: number, basis: Float64Array): Float64Array {
  const half = new Float64Array(n * n);
  const t = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const x = a[i * n + k] as number;
      for (let j = 0; j < n; j++) half[i * n + j] = (half[i * n + j] as number) + x * (basis[k * n + j] as number);
    }
  }
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      const x = basis[k * n + i] as number;
      for (let j = 0; j < n; j++) t[i * n + j] = (t[i * n + j] as number) + x * (half[k * n + j] as number);
    }
  }
  return t;
}

/** Makes t[p][q] zero. */
function rotate(t: Float64Array, n: number, basis: Float64Array, p: number, q: number): void {
  const tau = ((t[q * n + q] as number) - (t[p * n + p] as number)) / (2 * (t[p * n + q] as number));
  const tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + tangent * tangent);
  const s = tangent * c;
  for (let k = 0; k < n; k++) {
    const [kp, kq] = [k * n + p, k * n + q];
    turn(t, kp, kq, c, s);
    turn(basis, kp, kq, c, s);
  }
  for (let k = 0; k < n; k++) turn(t, p * n + k, q * n + k, c, s);
}

function turn(m: Float64Array, i: number, j: number, c: number, s: number): void {
  const x = m[i] as number;
  const y = m[j] as number;
  m[i] = c * x - s * y;
  m[j] = s * x + c * y;
}
