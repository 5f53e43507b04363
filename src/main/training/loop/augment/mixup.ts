// Mixup, Zhang et al. 2018, equation 1: pairs of rows of a batch, inputs and labels mixed in the same proportion.
import type { RandomStream } from '#shared/num/random.ts';
import type { AugmentedBatch } from './batch.ts';

/**
 * One λ ~ Beta(α, α) for the batch, as in the authors' code; each real row is mixed with another of them in place. The weights of rows
 * are mixed too, and a step of a sequence counts as soon as one of the two has it.
 */
export function mixRows({ x, y, weight, mask, real }: AugmentedBatch, alpha: number, random: RandomStream): void {
  const share = beta(alpha, random);
  const partners = random.shuffle(Uint32Array.from({ length: real }, (_, row) => row));
  const size = weight.length;
  for (const array of [x, y, weight]) blend(array, array.length / size, partners, share);
  if (mask !== null) unite(mask, mask.length / size, partners);
}

function blend(array: Float32Array, rowSize: number, partners: Uint32Array, share: number): void {
  const before = array.slice(0, partners.length * rowSize);
  const rest = 1 - share;
  partners.forEach((partner, row) => {
    let other = partner * rowSize;
    const end = (row + 1) * rowSize;
    for (let own = row * rowSize; own < end; own++, other++) {
      array[own] = share * (before[own] ?? 0) + rest * (before[other] ?? 0);
    }
  });
}

function unite(mask: Float32Array, steps: number, partners: Uint32Array): void {
  const before = mask.slice(0, partners.length * steps);
  partners.forEach((partner, row) => {
    for (let i = 0; i < steps; i++) {
      mask[row * steps + i] = Math.max(before[row * steps + i] ?? 0, before[partner * steps + i] ?? 0);
    }
  });
}

/** Beta(α, α) from two gammas: Devroye 1986, chapter IX, theorem 4.1. */
function beta(alpha: number, random: RandomStream): number {
  const [a, b] = [logGamma(alpha, random), logGamma(alpha, random)];
  return 1 / (1 + Math.exp(b - a));
}

/**
 * Logarithm of a Gamma(shape, 1) number, so that tiny shapes do not underflow. Marsaglia & Tsang 2000; below 1 by their note: a number
 * of shape + 1 times U^(1 / shape).
 */
function logGamma(shape: number, random: RandomStream): number {
  if (shape < 1) return logGamma(shape + 1, random) + Math.log(1 - random.uniform()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = random.normal();
    const v = (1 + c * normal) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.uniform()) < (normal * normal) / 2 + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}
