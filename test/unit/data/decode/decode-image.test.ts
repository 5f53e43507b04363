// PNG of every colour type, depth and interlace method, and JPEG, against what Pillow reads; and every way a file can be damaged.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeImage, imageHead } from '#main/data/decode/decode-image.ts';
import { ImageFault } from '#main/data/decode/image.ts';
import { resize } from '#main/data/decode/resize.ts';
import { parseNpy } from '#main/data/readers/npy.ts';
import { fixture, fixturePath } from '../fixtures.ts';

const names = readdirSync(fixturePath('images'));
const decoded = (name: string) => {
  const bytes = fixture(`images/${name}`);
  return { ...imageHead(bytes), pixels: decodeImage(bytes, imageHead(bytes)) };
};
const due = (name: string) => parseNpy(name, fixture(`images/${name}.npy`));

test.each(names.filter((name) => name.endsWith('.png')))('%s: the pixels that Pillow reads', (name) => {
  const { height, width, channels, pixels } = decoded(name);
  const expected = due(name.replace('.png', ''));
  expect([height, width, channels]).toEqual(expected.shape);
  expect(Buffer.from(pixels).equals(Buffer.from(expected.bytes))).toBe(true);
});

test.each(names.filter((name) => name.endsWith('.jpg')))(
  '%s: nearly the pixels that Pillow reads (it smooths colours that are stored at half the size)',
  (name) => {
    const { height, width, channels, pixels } = decoded(name);
    const expected = due(name.replace('.jpg', ''));
    expect([height, width, channels]).toEqual(expected.shape);
    const errors = pixels.map((value, i) => Math.abs(value - (expected.bytes[i] ?? 0)));
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(/grey|full/.test(name) ? 1 : 4);
  },
);

test.each(['smaller', 'larger', 'mixed'])('resized, %s: within one of what Pillow makes', (name) => {
  const { bytes } = due('smooth');
  const expected = due(`resized-${name}`);
  const [height = 0, width = 0] = expected.shape;
  const { pixels } = resize({ height: 24, width: 31, channels: 3, pixels: bytes }, height, width);
  expect(pixels).toHaveLength(expected.bytes.length);
  for (const [i, value] of pixels.entries()) expect(Math.abs(value - (expected.bytes[i] ?? 0))).toBeLessThanOrEqual(1);
});

test('grey becomes colour by repetition', () => {
  const bytes = fixture('images/grey-8.png');
  const pixels = decodeImage(bytes, { height: 11, width: 13, channels: 3 });
  const grey = due('grey-8').bytes;
  expect([...pixels.subarray(0, 6)]).toEqual([grey[0], grey[0], grey[0], grey[1], grey[1], grey[1]]);
});

const png = fixture('images/colour-8.png');
const jpeg = fixture('images/jpeg-colour.jpg');
const changed = (bytes: Buffer, at: number) => Buffer.from(bytes).fill((bytes[at] ?? 0) ^ 0x5a, at, at + 1);
/** Rows and columns of the header changed, with its checksum right. */
function claiming(side: number): Buffer {
  const bytes = Buffer.from(fixture('images/grey-8.png'));
  bytes.writeUInt32BE(side, 16);
  bytes.writeUInt32BE(side, 20);
  let crc = 0xffffffff;
  for (const byte of bytes.subarray(12, 29)) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  bytes.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 29);
  return bytes;
}

test.each<[string, Buffer, RegExp]>([
  ['PNG cut in its pixels', png.subarray(0, 200), /it is cut short/],
  ['PNG cut in its header', png.subarray(0, 20), /it is cut short/],
  ['PNG with a changed pixel', changed(png, 90), /its part IDAT fails its checksum/],
  ['PNG with a changed header', changed(png, 18), /its header fails its checksum/],
  ['PNG of more pixels than it has', claiming(200), /it has fewer pixels than its header calls for/],
  ['PNG of fewer pixels than it has', claiming(3), /its packed pixels are damaged/],
  ['PNG of 10^10 pixels', claiming(100_000), /100000 × 100000 pixels are more than can be read/],
  ['PNG of no pixel', claiming(0), /it is 0 × 0 pixels/],
  ['JPEG cut in its pixels', jpeg.subarray(0, jpeg.length - 200), /it is cut short or damaged/],
  ['JPEG cut in its header', jpeg.subarray(0, 60), /it is cut short/],
  ['GIF', Buffer.from('GIF89a..........'), /it is neither PNG nor JPEG \(it starts with 0x47494638\)/],
])('%s', (_, bytes, sentence) => {
  const read = () => decodeImage(bytes, imageHead(bytes));
  expect(read).toThrow(ImageFault);
  expect(read).toThrow(sentence);
});

test('whatever byte of a file changes, it is read or a fault is told', () => {
  for (const bytes of [png, jpeg]) {
    for (let at = 0; at < bytes.length; at++) {
      const other = changed(bytes, at);
      try {
        const head = imageHead(other);
        if (head.height * head.width < 1e6) decodeImage(other, { height: 4, width: 4, channels: head.channels });
      } catch (error) {
        expect(error).toBeInstanceOf(ImageFault);
      }
    }
  }
});
