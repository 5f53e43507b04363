// PNG to pixels (W3C, "Portable Network Graphics", third edition): every colour type, bit depth and both interlace methods, with checksums.
import { crc32, inflateSync } from 'node:zlib';
import { ImageFault, type ImageHead, type Pixels } from './image.ts';

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Samples per pixel by colour type. */
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depthsOf: Readonly<Record<number, readonly number[]>> = {
  ...{ 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] },
};
/** Adam7: first column and row, and the steps between, of each pass. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Header extends ImageHead {
  readonly depth: number;
  readonly colour: number;
  readonly interlaced: boolean;
}

export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(signature);
}

/** Height, width and channels, out of the first chunk. Throws ImageFault. */
export function pngHead(bytes: Buffer): Header {
  if (bytes.byteLength < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') throw new ImageFault('it is cut short');
  if (crc32(bytes.subarray(12, 29)) !== bytes.readUInt32BE(29)) throw new ImageFault('its header fails its checksum');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const [depth = 0, colour = 0, , , interlace = 0] = bytes.subarray(24, 29);
  if (width === 0 || height === 0) throw new ImageFault(`it is ${height} × ${width} pixels`);
  if (depthsOf[colour]?.includes(depth) !== true || interlace > 1) {
    throw new ImageFault(`its colour type ${colour} of ${depth} bits is none that PNG knows`);
  }
  return { width, height, depth, colour, interlaced: interlace === 1, channels: colour === 0 || colour === 4 ? 1 : 3 };
}

/** Bytes, row by row; 16-bit samples by their upper byte, transparency left out. Throws ImageFault. */
export function decodePng(bytes: Buffer): Pixels {
  const head = pngHead(bytes);
  const { data, palette } = chunksOf(bytes);
  if (head.colour === 3 && palette === null) throw new ImageFault('it lacks its palette');
  const areas = head.interlaced
    ? passes.map(([x, y, dx, dy]) => ({
        ...{ x, y, dx, dy },
        ...{ width: Math.ceil((head.width - x) / dx), height: Math.ceil((head.height - y) / dy) },
      }))
    : [{ x: 0, y: 0, dx: 1, dy: 1, width: head.width, height: head.height }];
  const filled = areas.filter(({ width, height }) => width > 0 && height > 0);
  const bits = (samplesOf[head.colour] ?? 1) * head.depth;
  const lineBytes = (width: number) => 1 + Math.ceil((width * bits) / 8);
  const due = filled.reduce((sum, { width, height }) => sum + lineBytes(width) * height, 0);
  const raw = inflated(data, due);
  const pixels = new Uint8Array(head.width * head.height * head.channels);
  let at = 0;
  for (const area of filled) {
    const length = lineBytes(area.width);
    let above: Uint8Array = new Uint8Array(length - 1);
    for (let line = 0; line < area.height; line++, at += length) {
      const row = raw.subarray(at + 1, at + length);
      unfilter(raw[at] ?? 0, row, above, Math.max(1, bits >> 3));
      above = row;
      const start = ((area.y + line * area.dy) * head.width + area.x) * head.channels;
      writeRow(row, area.width, head, palette, pixels, start, area.dx * head.channels);
    }
  }
  return { height: head.height, width: head.width, channels: head.channels, pixels };
}

function chunksOf(bytes: Buffer): { data: Buffer; palette: Buffer | null } {
  const data: Buffer[] = [];
  let palette: Buffer | null = null;
  for (let at = 8; ; ) {
    if (at + 12 > bytes.byteLength) throw new ImageFault('it is cut short');
    const length = bytes.readUInt32BE(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.byteLength) throw new ImageFault('it is cut short');
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) {
      throw new ImageFault(`its part ${type.replace(/[^\w]/g, '?')} fails its checksum`);
    }
    if (type === 'IEND') return { data: Buffer.concat(data), palette };
    if (type === 'IDAT') data.push(bytes.subarray(at + 8, end));
    if (type === 'PLTE') palette = bytes.subarray(at + 8, end);
    at = end + 4;
  }
}

/** Never more than the header calls for, whatever the packed data would become. */
function inflated(data: Buffer, due: number): Uint8Array {
  let raw: Buffer;
  try {
    raw = inflateSync(data, { maxOutputLength: due });
  } catch {
    throw new ImageFault('its packed pixels are damaged');
  }
  if (raw.byteLength < due) throw new ImageFault('it has fewer pixels than its header calls for');
  return raw;
}

/** Undoes a row's filter in place; `step` is the bytes of a pixel, at least 1. */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, step: number): void {
  if (filter > 4) throw new ImageFault(`it has a row of filter ${filter}, which PNG does not know`);
  if (filter === 0) return;
  for (let i = 0; i < row.length; i++) {
    const left = i >= step ? (row[i - step] ?? 0) : 0;
    const up = above[i] ?? 0;
    const corner = i >= step ? (above[i - step] ?? 0) : 0;
    const guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : paeth(left, up, corner);
    row[i] = (row[i] ?? 0) + guess;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** One row's samples to pixels from `start` on, `step` apart. */
function writeRow(
  row: Uint8Array,
  width: number,
  { depth, colour, channels }: Header,
  palette: Buffer | null,
  pixels: Uint8Array,
  start: number,
  step: number,
): void {
  const samples = samplesOf[colour] ?? 1;
  const bytesEach = depth === 16 ? 2 : 1;
  const largest = (1 << depth) - 1;
  for (let i = 0, at = start; i < width; i++, at += step) {
    if (depth >= 8) {
      const from = i * samples * bytesEach;
      if (palette !== null && colour === 3) copyEntry(palette, row[from] ?? 0, pixels, at);
      else for (let k = 0; k < channels; k++) pixels[at + k] = row[from + k * bytesEach] ?? 0;
      continue;
    }
    const bit = i * depth;
    const value = ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & largest;
    if (palette !== null && colour === 3) copyEntry(palette, value, pixels, at);
    else pixels[at] = Math.round((value * 255) / largest);
  }
}

function copyEntry(palette: Buffer, index: number, pixels: Uint8Array, at: number): void {
  if (index * 3 + 2 >= palette.byteLength) throw new ImageFault('it names a colour that its palette lacks');
  for (let k = 0; k < 3; k++) pixels[at + k] = palette[index * 3 + k] ?? 0;
}
