// Dropout masks as a stateless function of (seed, step, salt, element), so that a resumed trial draws what it would have drawn.
// Only 32-bit integer arithmetic: the same on every engine, and easy to move into a kernel.

/** 32-bit finaliser with low bias: Wellons 2018, "hash-prospector", lowbias32. */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x7feb352d);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x846ca68b);
  return hash ^ (hash >>> 16);
}

/**
 * Fills `target` with 0 (probability `rate`, in steps of 1/65536) or 1 / (1 − rate). Each hash serves two elements, 16 bits each.
 * `seed` is the trial's dropout seed, `step` counts from 1 over the whole trial, `salt` names the layer.
 */
export function fillDropoutMask(
  target: Float32Array | Float64Array,
  { rate, seed, step, salt }: { rate: number; seed: number; step: number; salt: number },
): void {
  const key = mix(mix(mix(seed | 0) + step) + Math.imul(salt, 0x9e3779b1));
  const threshold = Math.round(rate * 65536);
  const kept = rate < 1 ? 1 / (1 - rate) : 0;
  const size = target.length;
  for (let i = 0; i < size; i += 2) {
    const hash = mix(key + Math.imul(i, 0x9e3779b1));
    target[i] = (hash & 0xffff) < threshold ? 0 : kept;
    // Beyond the end for odd sizes: typed arrays ignore it.
    target[i + 1] = hash >>> 16 < threshold ? 0 : kept;
  }
}
