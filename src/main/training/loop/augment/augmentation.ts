// Changed copies of training rows, drawn anew in every epoch. The random numbers depend on the trial's seed, the epoch and the batch
// only, so a resumed trial draws the same.
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { AugmentedBatch } from './batch.ts';
import { moveImage } from './geometry.ts';
import { mixRows } from './mixup.ts';
import { noiseMaker } from './noise.ts';

export interface Augmentation {
  readonly flip: 'none' | 'horizontal' | 'vertical' | 'both';
  /** Largest shift to either side, as a share of the side. */
  readonly shift: number;
  /** Largest turn to either side, degrees. */
  readonly rotate: number;
  /** Standard deviation of normal noise on the scaled inputs. */
  readonly noise: number;
  /** α of the Beta distribution that mixes pairs of rows; 0 = off. */
  readonly mixup: number;
}

export const noAugmentation: Augmentation = { flip: 'none', shift: 0, rotate: 0, noise: 0, mixup: 0 };

/** Changes a batch for an epoch and a position in its order. */
export type Augment = (batch: AugmentedBatch, epoch: number, position: number) => void;

/** null when nothing is switched on. `image` is [height, width, channels], null for rows that are not images. */
export function augmenter(
  { flip, shift, rotate, noise, mixup }: Augmentation,
  image: readonly [number, number, number] | null,
  seed: number,
): Augment | null {
  const moves = image !== null && (flip !== 'none' || shift > 0 || rotate > 0);
  if (!moves && noise === 0 && mixup === 0) return null;
  const scratch = new Float32Array(image === null ? 0 : image[0] * image[1] * image[2]);
  const addNoise = noise > 0 ? noiseMaker(noise) : null;
  return (batch, epoch, position) => {
    const { x, real } = batch;
    const random = randomStream(deriveSeed(seed, 'augment', epoch, position));
    const size = batch.weight.length;
    const rowSize = x.length / size;
    if (moves && image !== null) {
      const flips = (wanted: 'horizontal' | 'vertical') =>
        (flip === wanted || flip === 'both') && random.uniform() < 0.5;
      const about = (largest: number) => largest * (2 * random.uniform() - 1);
      for (let row = 0; row < real; row++) {
        moveImage(x.subarray(row * rowSize, (row + 1) * rowSize), image, scratch, {
          flipHorizontal: flips('horizontal'),
          flipVertical: flips('vertical'),
          down: about(shift) * image[0],
          right: about(shift) * image[1],
          turn: (about(rotate) * Math.PI) / 180,
        });
      }
    }
    addNoise?.(batch, deriveSeed(seed, 'noise', epoch, position));
    if (mixup > 0) mixRows(batch, mixup, random);
  };
}
