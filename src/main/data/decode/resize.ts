// Images to another size: a triangle filter over the pixels that each new one covers, as Pillow's and torch's antialiased "bilinear".
import type { Pixels } from './image.ts';

/** Stretched to height × width; the aspect ratio is not kept. Pure. */
export function resize(image: Pixels, height: number, width: number): Pixels {
  if (image.height === height && image.width === width) return image;
  const { channels } = image;
  const across = weightsOf(image.width, width);
  const wide = new Float32Array(image.height * width * channels);
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x++) {
      const { first, weights } = across[x] ?? none;
      for (let k = 0; k < channels; k++) {
        let sum = 0;
        for (let i = 0; i < weights.length; i++) {
          sum += (weights[i] ?? 0) * (image.pixels[(y * image.width + first + i) * channels + k] ?? 0);
        }
        wide[(y * width + x) * channels + k] = sum;
      }
    }
  }
  const down = weightsOf(image.height, height);
  const pixels = new Uint8Array(height * width * channels);
  const line = width * channels;
  for (let y = 0; y < height; y++) {
    const { first, weights } = down[y] ?? none;
    for (let at = 0; at < line; at++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (wide[(first + i) * line + at] ?? 0);
      pixels[y * line + at] = Math.min(255, Math.max(0, Math.round(sum)));
    }
  }
  return { height, width, channels, pixels };
}

interface Weights {
  readonly first: number;
  /** Sum to 1. */
  readonly weights: readonly number[];
}

const none: Weights = { first: 0, weights: [] };

/** For each new pixel the old ones that it is made of. */
function weightsOf(from: number, to: number): Weights[] {
  const scale = from / to;
  const reach = Math.max(1, scale);
  return Array.from({ length: to }, (_, place) => {
    const centre = (place + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(from, Math.trunc(centre + reach + 0.5));
    const raw = Array.from({ length: end - first }, (_, i) =>
      Math.max(0, 1 - Math.abs(first + i + 0.5 - centre) / reach),
    );
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { first, weights: raw.map((weight) => weight / sum) };
  });
}
