// How well a share of rows is known. Pure.

/** 95 %, two-sided. */
const z = 1.959963984540054;

/**
 * Wilson's score interval, 95 %, of a share of `rows` that are right or wrong, each by itself (Wilson 1927; Brown, Cai and DasGupta 2001).
 * Lies within [0, 1] and has a width also at 0 and 1. `share` in [0, 1], `rows` at least 1.
 */
export function wilsonInterval(share: number, rows: number): { low: number; high: number } {
  const square = (z * z) / rows;
  const middle = (share + square / 2) / (1 + square);
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / rows + square / (4 * rows));
  // At the ends rounding must not leave the share outside.
  return { low: Math.max(0, Math.min(share, middle - half)), high: Math.min(1, Math.max(share, middle + half)) };
}
