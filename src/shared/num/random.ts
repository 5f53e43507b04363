// Seeded random streams: one per purpose, derived by hashing, so that a resumed trial continues exactly.
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stateful stream of random numbers; equal seeds give equal streams on every platform. */
export interface RandomStream {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Uniform integer in [low, high], both ends included; both must be safe integers. */
  int(low: number, high: number): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
  /** Index drawn in proportion to non-negative weights (at least one positive). */
  weighted(weights: readonly number[]): number;
  /** Fisher-Yates in place; returns its argument. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T;
}

/**
 * A 32-bit seed from a seed and a path of labels (trial number, purpose, epoch ...). FNV-1a over the labels, then the
 * murmur3 finaliser, so that neighbouring numbers give unrelated seeds.
 */
export function deriveSeed(seed: number, ...labels: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  const text = [seed, ...labels].join('\u0000');
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
}

export function randomStream(seed: number): RandomStream {
  const generator = xoroshiro128plus(seed | 0);
  let spare: number | null = null;
  const uniform = () => uniformFloat64(generator);
  const stream: RandomStream = {
    uniform,
    int: (low, high) => uniformInt(generator, low, high),
    normal() {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    weighted(weights) {
      let total = 0;
      for (const weight of weights) total += weight;
      let rest = uniform() * total;
      for (let i = 0; i < weights.length; i++) {
        rest -= weights[i] ?? 0;
        if (rest < 0) return i;
      }
      return weights.length - 1;
    },
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = uniformInt(generator, 0, i);
        const held = items[i];
        items[i] = items[j];
        items[j] = held;
      }
      return items;
    },
  };
  return stream;
}
