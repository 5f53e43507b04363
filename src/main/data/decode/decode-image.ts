// An image file of any kind that can be read, known by its content and not by its name.
import { ImageFault, type ImageHead, type Pixels } from './image.ts';
import { decodeJpeg, isJpeg, jpegHead } from './jpeg.ts';
import { decodePng, isPng, pngHead } from './png.ts';
import { resize } from './resize.ts';

const mostPixels = 100_000_000;

/** Throws ImageFault. */
export function imageHead(bytes: Buffer): ImageHead {
  const head = isPng(bytes) ? pngHead(bytes) : isJpeg(bytes) ? jpegHead(bytes) : null;
  if (head === null) {
    const start = bytes.subarray(0, 4).toString('hex');
    throw new ImageFault(`it is neither PNG nor JPEG (it starts with 0x${start}); convert it, or take it out`);
  }
  const { height, width, channels } = head;
  if (height * width > mostPixels) throw new ImageFault(`its ${height} × ${width} pixels are more than can be read`);
  return { height, width, channels };
}

/** Pixels of the wanted size and channels; grey becomes colour by repetition. Throws ImageFault. */
export function decodeImage(bytes: Buffer, wanted: ImageHead): Uint8Array {
  imageHead(bytes);
  const decoded: Pixels = isPng(bytes) ? decodePng(bytes) : decodeJpeg(bytes);
  const { pixels, channels } = resize(decoded, wanted.height, wanted.width);
  if (channels === wanted.channels) return pixels;
  const colour = new Uint8Array(pixels.length * wanted.channels);
  for (let i = 0; i < pixels.length; i++) colour.fill(pixels[i] ?? 0, i * wanted.channels, (i + 1) * wanted.channels);
  return colour;
}
