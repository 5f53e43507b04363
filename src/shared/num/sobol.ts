// The Sobol sequence, plain or Owen-scrambled: points that fill the unit cube evenly.
import { deriveSeed } from './random.ts';
import { directions } from './sobol-directions.ts';

/** Dimensions for which there are direction numbers. */
export const sobolDimensions = directions.length + 1;

const bits = 32;
/** 32 direction numbers v_1..v_32 a dimension, as whole numbers of 2^-32. */
const columns = new Uint32Array(sobolDimensions * bits);
for (let k = 0; k < bits; k++) columns[k] = 2 ** (bits - 1 - k);
directions.forEach(({ polynomial, initial }, at) => {
  const from = (at + 1) * bits;
  const degree = initial.length;
  for (let k = 0; k < bits; k++) {
    if (k < degree) {
      columns[from + k] = (initial[k] ?? 0) * 2 ** (bits - 1 - k);
      continue;
    }
    // Joe and Kuo 2008, equation 2, on numbers that are shifted left already.
    const last = columns[from + k - degree] ?? 0;
    let next = last ^ (last >>> degree);
    for (let i = 1; i < degree; i++) {
      if ((polynomial >>> (degree - i)) & 1) next ^= columns[from + k - i] ?? 0;
    }
    columns[from + k] = next;
  }
});

/**
 * Writes point `index` (from 0, below 2^32) of the sequence into `target`, a coordinate in [0, 1) a dimension; in the Gray-code
 * order of Antonov and Saleev 1979, as every library gives it. With a `seed` each coordinate is scrambled by Owen's nested
 * uniform permutation, and every point is uniform in the cube by itself; null is the plain sequence, whose point 0 is the origin.
 * Coordinates beyond `sobolDimensions` are independent random numbers of the seed and the index.
 */
export function sobolPoint(target: Float64Array, index: number, seed: number | null): void {
  const gray = (index ^ (index >>> 1)) >>> 0;
  for (let j = 0; j < target.length; j++) {
    if (j >= sobolDimensions) {
      target[j] = deriveSeed(seed ?? 0, j, index) / 2 ** bits;
      continue;
    }
    let word = 0;
    for (let rest = gray, k = j * bits; rest !== 0; rest >>>= 1, k++) if (rest & 1) word ^= columns[k] ?? 0;
    if (seed !== null) word = scramble(word, mix(seed ^ Math.imul(j + 1, 0x9e3779b9)));
    target[j] = (word >>> 0) / 2 ** bits;
  }
}

/**
 * Nested uniform scrambling by a hash in which a bit depends on higher ones only: Laine and Karras 2011, Burley 2020, "Practical
 * hash-based Owen scrambling", with the better constants of Vegdahl 2021.
 */
function scramble(word: number, seed: number): number {
  let x = reversed(word);
  x ^= Math.imul(x, 0x3d20adea);
  x = (x + seed) | 0;
  x = Math.imul(x, (seed >>> 16) | 1);
  x ^= Math.imul(x, 0x05526c56);
  x ^= Math.imul(x, 0x53a22864);
  return reversed(x);
}

function reversed(word: number): number {
  let x = word;
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return (x >>> 16) | (x << 16);
}

/** The finaliser of murmur3: neighbouring numbers become unrelated ones. */
function mix(word: number): number {
  let x = word;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
