// JPEG to pixels, by jpeg-js: baseline and progressive.
import { decode } from 'jpeg-js';
import { ImageFault, type ImageHead, type Pixels } from './image.ts';

const mostMegabytes = 1024;

export function isJpeg(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/** Height, width and channels, out of the frame header (ITU-T T.81, B.2.2). Throws ImageFault. */
export function jpegHead(bytes: Buffer): ImageHead {
  for (let at = 2; at + 9 < bytes.byteLength; ) {
    if (bytes[at] !== 0xff) throw new ImageFault('it is damaged before its pixels');
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
      if (marker !== 0xc0 && marker !== 0xc1 && marker !== 0xc2) {
        throw new ImageFault('it is a lossless or arithmetic JPEG; save it as an ordinary one');
      }
      if (height === 0 || width === 0) throw new ImageFault(`it is ${height} × ${width} pixels`);
      return { height, width, channels: bytes[at + 9] === 1 ? 1 : 3 };
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  throw new ImageFault('it is cut short');
}

/** Bytes, row by row. Throws ImageFault. */
export function decodeJpeg(bytes: Buffer): Pixels {
  const head = jpegHead(bytes);
  let data: Uint8Array;
  try {
    ({ data } = decode(bytes, {
      ...{ useTArray: true, formatAsRGBA: false, tolerantDecoding: false },
      maxMemoryUsageInMB: mostMegabytes,
    }));
  } catch (error) {
    throw new ImageFault(`it is cut short or damaged (${error instanceof Error ? error.message : error})`);
  }
  const { height, width, channels } = head;
  if (channels === 3) return { ...head, pixels: data };
  const pixels = new Uint8Array(height * width);
  for (let i = 0; i < pixels.length; i++) pixels[i] = data[i * 3] ?? 0;
  return { ...head, pixels };
}
