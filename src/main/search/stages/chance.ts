// How likely it is that the best trials look as they do by chance alone, had the setting no influence. Pure.

/**
 * Probability that `count` points drawn evenly from an interval of length 1 lie within a span of at most `span`: the range of uniform order
 * statistics is Beta(count − 1, 2) distributed (David and Nagaraja 2003, "Order Statistics", section 2.3).
 */
export function chanceOfSpan(span: number, count: number): number {
  if (count < 2 || span >= 1) return 1;
  return count * span ** (count - 1) - (count - 1) * span ** count;
}

/** Probability that `count` draws all hit the same one of values, when each takes the share `share` of the draws. */
export function chanceOfOneValue(share: number, count: number): number {
  return share ** Math.max(0, count - 1);
}

/**
 * Probability that none of `marked` among `total` ranked trials is one of the `top` best (hypergeometric): every order of the
 * trials equally likely.
 */
export function chanceOfNone(total: number, marked: number, top: number): number {
  let chance = 1;
  for (let i = 0; i < top; i++) chance *= Math.max(0, total - marked - i) / (total - i);
  return chance;
}
