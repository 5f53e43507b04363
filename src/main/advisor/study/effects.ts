// What each setting does to the result, all others held, with how well that is known: a regression on ranks. Pure.

import { normalQuantile } from '#shared/num/normal-distribution.ts';
import { ranksOf } from '#shared/num/rank-correlation.ts';
import { studentQuantile } from '#shared/num/student-distribution.ts';
import { fCdf } from '#shared/num/tails.ts';
import type { Dimension } from '#shared/study/space.ts';
import { isOrdered } from './axis.ts';

/** Standard deviations of the results' spread. */
export interface Estimate {
  readonly value: number;
  /** Standard error. */
  readonly error: number;
}

export interface Effects {
  /** Degrees of freedom of the errors. */
  readonly df: number;
  /** What the result gains from coordinate `from` to coordinate `to` of a dimension. */
  difference(dimension: number, from: number, to: number): Estimate;
  /** How fast the result rises with the coordinate of an ordered dimension, at one; per whole range. */
  slope(dimension: number, at: number): Estimate;
  /** Predicted of a row by all dimensions but one. */
  without(dimension: number, row: number): number;
  /** p of the hypothesis that what is left over does not depend on the dimension, over five parts of its range (one-way analysis of variance). */
  leftOver(dimension: number): number;
}

/** Rows for every coefficient below which there is no fit. */
const rowsPerCoefficient = 3;
/** A coefficient that the rows say nothing of has a standard error of ten times that of a row: silence, not a guess. */
const ridge = 0.01;
const parts = 5;

/**
 * `columns[j][i]`: coordinate of row i on dimension j (axis.ts), NaN where it is inactive, which then adds nothing. `scores`: larger is
 * better; they count by their ranks, as normal scores (Blom 1958), so that no failed training decides. Ordered dimensions have a parabola
 * (Legendre polynomials of degree 1 and 2), choices a level each: f(x) = b₀ + Σⱼ fⱼ(xⱼ), by least squares with a ridge of 0.01. Unlike
 * shares of the best trials (PED-ANOVA) its errors are right however the sampler chose its points, since they hold given the points: where
 * it hardly looked, they are wide. `straight`: the dimension that has a straight line instead. Null with fewer than three rows a
 * coefficient.
 */
export function fitEffects(
  dimensions: readonly Dimension[],
  columns: readonly Float64Array[],
  scores: readonly number[],
  straight: number | null = null,
): Effects | null {
  const n = scores.length;
  const layout = layoutOf(dimensions, straight);
  const p = layout.count;
  if (n < rowsPerCoefficient * p || n < p + 3) return null;
  const target = normalScores(scores);
  const row = new Float64Array(p);
  const gram = new Float64Array(p * p);
  const moments = new Float64Array(p);
  for (let i = 0; i < n; i++) {
    fillRow(row, layout, columns, i);
    const y = target[i] ?? 0;
    for (let a = 0; a < p; a++) {
      const x = row[a] ?? 0;
      if (x === 0) continue;
      moments[a] = (moments[a] ?? 0) + x * y;
      for (let b = 0; b <= a; b++) gram[a * p + b] = (gram[a * p + b] ?? 0) + x * (row[b] ?? 0);
    }
  }
  for (let a = 1; a < p; a++) gram[a * p + a] = (gram[a * p + a] ?? 0) + ridge;
  const inverse = inverseOf(gram, p);
  if (inverse === null) return null;
  const beta = Float64Array.from({ length: p }, (_, a) => dot(inverse, a * p, moments));
  const residuals = new Float64Array(n);
  let squares = 0;
  for (let i = 0; i < n; i++) {
    fillRow(row, layout, columns, i);
    residuals[i] = (target[i] ?? 0) - dot(beta, 0, row);
    squares += (residuals[i] ?? 0) ** 2;
  }
  const df = n - p;
  const variance = squares / df;
  const estimate = (place: Place, weights: readonly number[]): Estimate => {
    let value = 0;
    let sum = 0;
    weights.forEach((w, a) => {
      value += w * (beta[place.from + a] ?? 0);
      weights.forEach((v, b) => {
        sum += w * v * (inverse[(place.from + a) * p + place.from + b] ?? 0);
      });
    });
    return { value, error: Math.sqrt(Math.max(0, sum * variance)) };
  };
  const placeOf = (dimension: number): Place => layout.places[dimension] ?? { from: 0, width: 0, ordered: true };
  return {
    df,
    difference(dimension, from, to) {
      const place = placeOf(dimension);
      const [a, b] = [featuresOf(place, from), featuresOf(place, to)];
      return estimate(
        place,
        b.map((x, i) => x - (a[i] ?? 0)),
      );
    },
    slope(dimension, at) {
      const place = placeOf(dimension);
      return estimate(place, place.width === 1 ? [2] : [2, 6 * (2 * at - 1)]);
    },
    without(dimension, i) {
      fillRow(row, layout, columns, i);
      const place = placeOf(dimension);
      for (let a = 0; a < place.width; a++) row[place.from + a] = 0;
      return dot(beta, 0, row);
    },
    leftOver(dimension) {
      return oneWay(columns[dimension] ?? new Float64Array(), residuals, placeOf(dimension));
    },
  };
}

/** One-sided quantile of Student's t: an estimate plus so many errors is not passed in 95 of 100 cases. */
export function upperFactor({ df }: Effects): number {
  return studentQuantile(0.95, df);
}

interface Place {
  readonly from: number;
  readonly width: number;
  readonly ordered: boolean;
}

function layoutOf(
  dimensions: readonly Dimension[],
  straight: number | null,
): { readonly places: readonly Place[]; readonly count: number } {
  let count = 1;
  const places = dimensions.map((dimension, j): Place => {
    const ordered = isOrdered(dimension);
    const width = dimension.type === 'categorical' && !ordered ? dimension.choices.length : j === straight ? 1 : 2;
    count += width;
    return { from: count - width, width, ordered };
  });
  return { places, count };
}

function featuresOf({ width, ordered }: Place, at: number): number[] {
  if (Number.isNaN(at)) return new Array<number>(width).fill(0);
  if (!ordered) return Array.from({ length: width }, (_, i) => (i === at ? 1 : 0));
  const x = 2 * at - 1;
  return width === 1 ? [x] : [x, (3 * x * x - 1) / 2];
}

function fillRow(
  row: Float64Array,
  { places }: { readonly places: readonly Place[] },
  columns: readonly Float64Array[],
  i: number,
): void {
  row.fill(0);
  row[0] = 1;
  places.forEach(({ from, width, ordered }, j) => {
    const at = columns[j]?.[i] ?? Number.NaN;
    if (Number.isNaN(at)) return;
    if (!ordered) {
      row[from + at] = 1;
      return;
    }
    const x = 2 * at - 1;
    row[from] = x;
    if (width > 1) row[from + 1] = (3 * x * x - 1) / 2;
  });
}

function normalScores(scores: readonly number[]): Float64Array {
  const n = scores.length;
  return ranksOf(scores).map((rank) => normalQuantile((rank - 0.375) / (n + 0.25)));
}

function oneWay(column: Float64Array, residuals: Float64Array, { ordered, width }: Place): number {
  const groups = Array.from({ length: ordered ? parts : width }, () => ({ sum: 0, count: 0 }));
  let total = 0;
  let squares = 0;
  let n = 0;
  column.forEach((at, i) => {
    if (Number.isNaN(at)) return;
    const group = groups[ordered ? Math.min(parts - 1, Math.floor(at * parts)) : at];
    if (group === undefined) return;
    const residual = residuals[i] ?? 0;
    group.sum += residual;
    group.count++;
    total += residual;
    squares += residual ** 2;
    n++;
  });
  const filled = groups.filter(({ count }) => count > 0);
  const between = filled.reduce((sum, { sum: s, count }) => sum + s ** 2 / count, 0) - total ** 2 / Math.max(1, n);
  const [df1, df2] = [filled.length - 1, n - filled.length];
  const within = squares - total ** 2 / Math.max(1, n) - between;
  if (df1 < 1 || df2 < 1 || !(within > 0)) return 1;
  return 1 - fCdf(between / df1 / (within / df2), df1, df2);
}

function dot(matrix: Float64Array, from: number, vector: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += (matrix[from + i] ?? 0) * (vector[i] ?? 0);
  return sum;
}

/** Of a symmetric positive definite matrix given by its lower half; null where rounding has made it none. */
function inverseOf(gram: Float64Array, p: number): Float64Array | null {
  const l = new Float64Array(p * p);
  for (let a = 0; a < p; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = gram[a * p + b] ?? 0;
      for (let k = 0; k < b; k++) sum -= (l[a * p + k] ?? 0) * (l[b * p + k] ?? 0);
      if (a === b && !(sum > 0)) return null;
      l[a * p + b] = a === b ? Math.sqrt(sum) : sum / (l[b * p + b] ?? 1);
    }
  }
  const inverse = new Float64Array(p * p);
  const column = new Float64Array(p);
  for (let c = 0; c < p; c++) {
    for (let a = 0; a < p; a++) {
      let sum = a === c ? 1 : 0;
      for (let k = 0; k < a; k++) sum -= (l[a * p + k] ?? 0) * (column[k] ?? 0);
      column[a] = sum / (l[a * p + a] ?? 1);
    }
    for (let a = p - 1; a >= 0; a--) {
      let sum = column[a] ?? 0;
      for (let k = a + 1; k < p; k++) sum -= (l[k * p + a] ?? 0) * (column[k] ?? 0);
      column[a] = sum / (l[a * p + a] ?? 1);
    }
    inverse.set(column, c * p);
  }
  return inverse;
}
