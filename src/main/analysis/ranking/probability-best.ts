// How likely it is of each configuration that it is the best one. Pure.
import type { Measured, Population } from './population.ts';

/** Places within a cell at which ties in it are resolved: Gauss and Legendre's with three points on [0, 1]. */
const places = [0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)];
const placeWeights = [5 / 18, 8 / 18, 5 / 18];

/**
 * For each of `measured` the probability that its expected value is the largest, in their order; sums to 1. Every expected value has its
 * posterior in the population (so that the best of many does not pass for better only because it was lucky), independent of the others:
 * P(i) = sum over cells c of p_i(c) · ∫ product over j ≠ i of P(j lies below the place u of c) du. Computed, not simulated.
 */
export function probabilitiesBest(measured: readonly Measured[], population: Population): Float64Array {
  const cells = population.values.length;
  const apart = measured.length <= fewest;
  const keys = measured.map((one) => (apart ? `${one.mean} ${one.variance}` : population.bin(one)));
  const bins = new Map<string, Bin>();
  for (const [i, one] of measured.entries()) {
    const key = keys[i] ?? '';
    const bin = bins.get(key);
    if (bin !== undefined) bin.count++;
    else {
      const weights = population.posterior(one);
      bins.set(key, { weights, logs: logsBelow(weights), count: 1, probability: 0 });
    }
  }
  /** By cell and place: log of the probability that all lie below. */
  const all = new Float64Array(cells * places.length);
  for (const { logs, count } of bins.values()) {
    for (let at = 0; at < all.length; at++) all[at] = (all[at] ?? 0) + count * (logs[at] ?? 0);
  }
  let total = 0;
  for (const bin of bins.values()) {
    for (let at = 0; at < all.length; at++) {
      const weight = bin.weights[Math.floor(at / places.length)] ?? 0;
      if (weight < 1e-12) continue;
      const others = Math.exp((all[at] ?? 0) - (bin.logs[at] ?? 0));
      bin.probability += weight * (placeWeights[at % places.length] ?? 0) * others;
    }
    total += bin.count * bin.probability;
  }
  const even = 1 / measured.length;
  return Float64Array.from(keys, (key) => (total > 0 ? (bins.get(key)?.probability ?? 0) / total : even));
}

/** Up to as many configurations each one is looked at by itself, beyond by its bin. */
const fewest = 500;

interface Bin {
  readonly weights: Float64Array;
  /** By cell and place: log of the probability that one of them lies below. */
  readonly logs: Float64Array;
  count: number;
  /** Of each of them, up to a factor. */
  probability: number;
}

function logsBelow(weights: Float64Array): Float64Array {
  const logs = new Float64Array(weights.length * places.length);
  let below = 0;
  for (let cell = 0; cell < weights.length; cell++) {
    const weight = weights[cell] ?? 0;
    for (let p = 0; p < places.length; p++) {
      const share = below + weight * (places[p] ?? 0);
      // Where nothing lies below, a large number that is finite can be taken away again.
      logs[cell * places.length + p] = share > 1e-300 ? Math.log(share) : -700;
    }
    below += weight;
  }
  return logs;
}
