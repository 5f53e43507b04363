// Normal noise on a batch. Second version: the numbers of the first came one by one from the batch's own stream, which for colour
// images took longer than half a training step. A seed gives other noise than it did in the first.
import { fillNormals } from '#shared/num/normals.ts';
import type { AugmentedBatch } from './batch.ts';

/** Adds noise of that standard deviation to the real rows, but for the padding of sequences; the same for the same seed. */
export type AddNoise = (batch: AugmentedBatch, seed: number) => void;

export function noiseMaker(deviation: number): AddNoise {
  let normals = new Float32Array();
  return ({ x, mask, weight, real }, seed) => {
    const rowSize = x.length / weight.length;
    const count = real * rowSize;
    if (normals.length < count) normals = new Float32Array(count);
    fillNormals(normals, count, seed);
    const perStep = mask === null ? 1 : x.length / mask.length;
    for (let i = 0; i < count; i++) {
      const isPadding = mask !== null && mask[Math.floor(i / perStep)] === 0;
      if (!isPadding) x[i] = (x[i] ?? 0) + deviation * (normals[i] ?? 0);
    }
  };
}
