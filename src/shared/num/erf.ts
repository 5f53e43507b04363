// The error function's family and the standard normal distribution, to double precision over the whole line.

/** Coefficients of W. J. Cody 1969, "Rational Chebyshev approximations for the error function", highest power first. */
const nearTop = [0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694];
const nearBottom = [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];
const middleTop = [
  2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769,
  1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
];
const middleBottom = [
  1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
  4362.619090143247, 3439.3676741437216, 1230.3393548037495,
];
const farTop = [
  0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
  0.0006587491615298378,
];
const farBottom = [
  1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918,
];
const logSqrt2Pi = 0.5 * Math.log(2 * Math.PI);

/** exp(x²)·erfc(x) without overflow for large x; infinite below about -26.6. */
export function erfcx(x: number): number {
  if (x < -0.46875) return 2 * Math.exp(x * x) - erfcx(-x);
  if (x <= 0.46875) return Math.exp(x * x) * (1 - erfNear(x));
  if (x <= 4) return ratio(middleTop, middleBottom, x);
  const z = 1 / (x * x);
  return (1 / Math.sqrt(Math.PI) - z * ratio(farTop, farBottom, z)) / x;
}

/** 1 - erf(x). */
export function erfc(x: number): number {
  if (Math.abs(x) <= 0.46875) return 1 - erfNear(x);
  if (x < 0) return 2 - erfc(-x);
  // exp(-x²) of a rounded square loses digits for large x: the square is split (Cody).
  const rough = Math.trunc(x * 16) / 16;
  return Math.exp(-rough * rough) * Math.exp(-(x - rough) * (x + rough)) * erfcx(x);
}

/** Standard normal density. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z - logSqrt2Pi);
}

/** Standard normal distribution function Φ. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z * Math.SQRT1_2);
}

/** log Φ(z), also far out where Φ itself is 0. */
export function logNormalCdf(z: number): number {
  if (z > 0) return Math.log1p(-normalCdf(-z));
  if (z > -1) return Math.log(normalCdf(z));
  return -0.5 * z * z + Math.log(0.5 * erfcx(-z * Math.SQRT1_2));
}

/** The z with Φ(z) = p; infinite for 0 and 1. Acklam's rational start (relative error 1e-9) with one step of Halley's method. */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  if (p > 0.5) return -normalQuantile(1 - p);
  const z = quantileStart(p);
  const error = (normalCdf(z) - p) / normalDensity(z);
  return z - error / (1 + 0.5 * z * error);
}

/** For p in (0, 1/2]. */
function quantileStart(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return ratio(tailTop, tailBottom, q);
  }
  const q = p - 0.5;
  return q * ratio(centreTop, centreBottom, q * q);
}
const tailTop = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const tailBottom = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
const centreTop = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
];
const centreBottom = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
];

/** erf for |x| <= 0.46875. */
function erfNear(x: number): number {
  return x * ratio(nearTop, nearBottom, x * x);
}

function ratio(top: readonly number[], bottom: readonly number[], x: number): number {
  return polynomial(top, x) / polynomial(bottom, x);
}

/** Horner's rule, highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = 0; i < coefficients.length; i++) sum = sum * x + (coefficients[i] ?? 0);
  return sum;
}
