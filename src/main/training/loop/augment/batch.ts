// What augmentation changes.

/** A gathered batch: rows of scaled inputs and labels, the first `real` ones of which are changed in place. */
export interface AugmentedBatch {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly weight: Float32Array;
  readonly mask: Float32Array | null;
  readonly real: number;
}
