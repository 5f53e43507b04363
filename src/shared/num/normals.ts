// Many normal numbers at once: three to five times as fast as one after the other by Box-Muller.

/**
 * The ziggurat of Marsaglia and Tsang 2000 with 256 layers of equal area; layer and place in it come from different bits of a draw, as
 * Doornik 2005 asks. Random bits by sfc32 (Doty-Humphrey, PractRand).
 */
const layers = 256;
/** Where the tail begins, and the area of a layer. */
const tailStart = 3.6541528853610088;
const area = 0.00492867323399;
/** Right edge by layer: of the lowest, as wide as its area with the tail asks, down to 0 at the top. */
const edges = new Float64Array(layers + 1);
/** Share of a layer's width in which every point lies under the curve. */
const safeShares = new Float64Array(layers);
edges[0] = area / density(tailStart);
edges[1] = tailStart;
for (let layer = 2; layer < layers; layer++) {
  const below = edges[layer - 1] ?? 0;
  edges[layer] = Math.sqrt(-2 * Math.log(area / below + density(below)));
}
for (let layer = 0; layer < layers; layer++) safeShares[layer] = (edges[layer + 1] ?? 0) / (edges[layer] ?? 1);

/** Without its constant. */
function density(x: number): number {
  return Math.exp(-0.5 * x * x);
}

/** Fills the first `count` places with independent standard normal numbers; the same for the same seed on every platform. */
export function fillNormals(target: Float32Array | Float64Array, count: number, seed: number): void {
  const state = Int32Array.of(0, 0, seed, 1);
  for (let i = 0; i < 12; i++) nextBits(state);
  for (let at = 0; at < count; ) {
    const drawn = nextBits(state);
    const layer = drawn & (layers - 1);
    /** In (-1, 1), of the 24 bits that did not choose the layer. */
    const share = ((drawn >> 8) + 0.5) / 2 ** 23;
    const x = share * (edges[layer] ?? 0);
    if (Math.abs(share) < (safeShares[layer] ?? 0)) {
      target[at++] = x;
    } else if (layer === 0) {
      target[at++] = Math.sign(share) * tail(state);
    } else {
      const lower = density(edges[layer] ?? 0);
      const upper = density(edges[layer + 1] ?? 0);
      if (lower + uniform(state) * (upper - lower) < density(x)) target[at++] = x;
    }
  }
}

/** 32 random bits; the state is a, b, c and a counter. */
function nextBits(state: Int32Array): number {
  const a = state[0] ?? 0;
  const b = state[1] ?? 0;
  const c = state[2] ?? 0;
  const counter = state[3] ?? 0;
  const sum = (a + b + counter) | 0;
  state[0] = b ^ (b >>> 9);
  state[1] = c + (c << 3);
  state[2] = ((c << 21) | (c >>> 11)) + sum;
  state[3] = counter + 1;
  return sum;
}

/** In (0, 1). */
function uniform(state: Int32Array): number {
  return ((nextBits(state) >>> 0) + 0.5) / 2 ** 32;
}

/** A normal number beyond `tailStart`: Marsaglia 1964. */
function tail(state: Int32Array): number {
  for (;;) {
    const x = -Math.log(uniform(state)) / tailStart;
    if (-2 * Math.log(uniform(state)) > x * x) return tailStart + x;
  }
}
