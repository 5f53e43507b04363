// The standard normal distribution to double precision, also far out in its tails. Pure.

const sqrtHalf = Math.SQRT1_2;
const logSqrtTwoPi = 0.9189385332046727;

/** Φ(z), relative error below 1e-13 down to the smallest double (z about -37.5); 0 and 1 at the infinities. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z * sqrtHalf);
}

/** log Φ(z), relative error below 1e-13 for every finite z. */
export function logNormalCdf(z: number): number {
  if (z > 0) return Math.log1p(-normalCdf(-z));
  if (z > -1) return Math.log(normalCdf(z));
  if (z === Number.NEGATIVE_INFINITY) return z;
  return -0.5 * z * z + Math.log(0.5 * erfcx(-z * sqrtHalf));
}

/** d log Φ/dz = φ(z)/Φ(z), for every finite z. */
export function logNormalCdfSlope(z: number): number {
  return Math.exp(logNormalDensity(z) - logNormalCdf(z));
}

/** φ(z), the density. */
export function normalDensity(z: number): number {
  return Math.exp(logNormalDensity(z));
}

/** log φ(z), the logarithm of the density. */
export function logNormalDensity(z: number): number {
  return -0.5 * z * z - logSqrtTwoPi;
}

/**
 * log(Φ(b) - Φ(a)) for a <= b, also where both lie so far out that the difference underflows; -Infinity for a = b. Relative error
 * of the mass below 1e-12 unless the interval is narrower than 1e-3 (then of the order of 1e-16 over its width).
 */
export function logNormalMass(a: number, b: number): number {
  // To the left of 0, where Φ has all its digits.
  if (a > 0) return logNormalMass(-b, -a);
  // A tail beyond 9 has a mass of 1e-19: nothing beside the rest.
  if (b > 0) return Math.log1p(-(a < -9 ? 0 : normalCdf(a)) - (b > 9 ? 0 : normalCdf(-b)));
  const upper = normalCdf(b);
  if (upper > 1e-290) return Math.log(upper - normalCdf(a));
  const logUpper = logNormalCdf(b);
  return logUpper === Number.NEGATIVE_INFINITY
    ? logUpper
    : logUpper + Math.log1p(-Math.exp(logNormalCdf(a) - logUpper));
}

/**
 * The quantile function: Φ(z) = p for p in [0, 1], the infinities at the ends. Wichura 1988, algorithm AS 241 (PPND16), relative
 * error about 1e-16.
 */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(centralTop, r)) / polynomial(centralBottom, r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const z =
    r <= 5
      ? polynomial(middleTop, r - 1.6) / polynomial(middleBottom, r - 1.6)
      : polynomial(farTop, r - 5) / polynomial(farBottom, r - 5);
  return q < 0 ? -z : z;
}

/**
 * The z of [a, b] at which the normal distribution cut to [a, b] has the distribution function `share`: a draw where `share` is uniform
 * in [0, 1). By the inverse distribution function; by Newton's method on its logarithm where [a, b] lies beyond what a double holds.
 */
export function truncatedNormalQuantile(share: number, a: number, b: number): number {
  if (a > 0) return -truncatedNormalQuantile(1 - share, -b, -a);
  const lower = normalCdf(a);
  // The mass up to b is 1 minus a small number when b > 0; with a <= 0 that loses nothing that matters.
  const upper = normalCdf(b);
  const z = upper > 1e-290 ? normalQuantile(lower + share * (upper - lower)) : tailQuantile(share, a, b);
  return Math.min(b, Math.max(a, z));
}

/** As `truncatedNormalQuantile`, for a < b far below 0. */
function tailQuantile(share: number, a: number, b: number): number {
  const logUpper = logNormalCdf(b);
  const ratio = Math.exp(logNormalCdf(a) - logUpper);
  const target = logUpper + Math.log(ratio + share * (1 - ratio));
  let z = -Math.sqrt(-2 * target);
  for (let i = 0; i < 20; i++) {
    const logCdf = logNormalCdf(z);
    // The derivative of log Φ is φ/Φ.
    const move = (logCdf - target) / Math.exp(logNormalDensity(z) - logCdf);
    z -= move;
    if (Math.abs(move) < 1e-14 * Math.abs(z)) break;
  }
  return z;
}

/** 1 - erf(x). Cody 1969, "Rational Chebyshev approximations for the error function"; relative error about 1e-16. */
export function erfc(x: number): number {
  if (Math.abs(x) <= 0.46875) return 1 - erfNearZero(x);
  const y = Math.abs(x);
  if (y > 27) return x < 0 ? 2 : 0;
  // exp(-y²) with the rounding error of y² taken apart.
  const coarse = Math.trunc(y * 16) / 16;
  const value = Math.exp(-coarse * coarse) * Math.exp(-(y - coarse) * (y + coarse)) * erfcxPositive(y);
  return x < 0 ? 2 - value : value;
}

/** exp(x²)·erfc(x), which stays representable where erfc underflows; Infinity below about -26.6. As `erfc`. */
export function erfcx(x: number): number {
  if (Math.abs(x) <= 0.46875) return Math.exp(x * x) * (1 - erfNearZero(x));
  if (x > 0) return erfcxPositive(x);
  return 2 * Math.exp(x * x) - erfcxPositive(-x);
}

function erfNearZero(x: number): number {
  const y = x * x;
  return (x * polynomial(nearTop, y)) / polynomial(nearBottom, y);
}

/** For x > 0.46875. */
function erfcxPositive(x: number): number {
  if (x <= 4) return polynomial(mediumTop, x) / polynomial(mediumBottom, x);
  if (x > 1e8) return 1 / (x * Math.sqrt(Math.PI));
  const y = 1 / (x * x);
  return (1 / Math.sqrt(Math.PI) - (y * polynomial(largeTop, y)) / polynomial(largeBottom, y)) / x;
}

/** Coefficients rise with the power: c[0] + c[1]·x + … (Horner). */
function polynomial(coefficients: Float64Array, x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + (coefficients[i] ?? 0);
  return sum;
}

// Cody: |x| <= 0.46875, 0.46875 … 4 and above.
const nearTop = Float64Array.of(
  3209.3775891384694,
  377.485237685302,
  113.86415415105016,
  3.1611237438705655,
  0.18577770618460315,
);
const nearBottom = Float64Array.of(2844.236833439171, 1282.6165260773723, 244.02463793444417, 23.601290952344122, 1);
const mediumTop = Float64Array.of(
  1230.3393547979972,
  2051.0783778260716,
  1712.0476126340707,
  881.952221241769,
  298.6351381974001,
  66.11919063714163,
  8.883149794388377,
  0.5641884969886701,
  2.1531153547440383e-8,
);
const mediumBottom = Float64Array.of(
  1230.3393548037495,
  3439.3676741437216,
  4362.619090143247,
  3290.7992357334597,
  1621.3895745666903,
  537.1811018620099,
  117.6939508913125,
  15.744926110709835,
  1,
);
const largeTop = Float64Array.of(
  0.0006587491615298378,
  0.016083785148742275,
  0.12578172611122926,
  0.36034489994980445,
  0.30532663496123236,
  0.016315387137302097,
);
const largeBottom = Float64Array.of(
  0.0023352049762686918,
  0.06051834131244132,
  0.5279051029514285,
  1.8729528499234604,
  2.568520192289822,
  1,
);

// Wichura: |p - 1/2| <= 0.425, then sqrt(-log p) up to 5 and above.
const centralTop = Float64Array.of(
  3.3871328727963665,
  133.14166789178438,
  1971.5909503065513,
  13731.69376550946,
  45921.95393154987,
  67265.7709270087,
  33430.57558358813,
  2509.0809287301227,
);
const centralBottom = Float64Array.of(
  1,
  42.31333070160091,
  687.1870074920579,
  5394.196021424751,
  21213.794301586597,
  39307.89580009271,
  28729.085735721943,
  5226.495278852546,
);
const middleTop = Float64Array.of(
  1.4234371107496835,
  4.630337846156546,
  5.769497221460691,
  3.6478483247632045,
  1.2704582524523684,
  0.2417807251774506,
  0.022723844989269184,
  0.0007745450142783414,
);
const middleBottom = Float64Array.of(
  1,
  2.053191626637759,
  1.6763848301838038,
  0.6897673349851,
  0.14810397642748008,
  0.015198666563616457,
  0.0005475938084995345,
  1.0507500716444169e-9,
);
const farTop = Float64Array.of(
  6.657904643501103,
  5.463784911164114,
  1.7848265399172913,
  0.29656057182850487,
  0.026532189526576124,
  0.0012426609473880784,
  2.7115555687434876e-5,
  2.0103343992922881e-7,
);
const farBottom = Float64Array.of(
  1,
  0.599832206555888,
  0.1369298809227358,
  0.014875361290850615,
  0.0007868691311456133,
  1.8463183175100548e-5,
  1.421511758316446e-7,
  2.0442631033899397e-15,
);
