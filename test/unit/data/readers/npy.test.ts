// NPY: every element type, byte order and order of axes that NumPy writes; and every way a file can be wrong.
import { expect, test } from 'vitest';
import { parseNpy } from '#main/data/readers/npy.ts';
import { numbersOf, textsOf } from '#main/data/readers/npy-values.ts';
import { fixture, npyFile } from '../fixtures.ts';

const noPause = async () => {};
const read = (name: string) => parseNpy(name, fixture(`npy/${name}.npy`));
const signed = Array.from({ length: 12 }, (_, i) => i - 3);

test.each(['int8', 'int16', 'int32', 'int64', 'float16', 'float32', 'float64', 'big-endian-int16'])(
  '%s: the values NumPy wrote',
  async (name) => {
    const array = read(name);
    expect(array.shape).toEqual([3, 4]);
    expect([...(await numbersOf(array, 'float64', noPause))]).toEqual(signed);
    expect([...(await numbersOf(array, 'float32', noPause))]).toEqual(signed);
  },
);

test.each(['uint8', 'uint16', 'uint32', 'uint64'])('%s', async (name) => {
  expect([...(await numbersOf(read(name), 'float64', noPause))]).toEqual(signed.map(Math.abs));
});

test('bool, and float64 of the other byte order', async () => {
  expect([...(await numbersOf(read('bool'), 'uint8', noPause))]).toEqual(signed.map((value) => Math.abs(value) % 2));
  expect([...(await numbersOf(read('big-endian-float64'), 'float64', noPause))]).toEqual(signed.map((v) => v / 4));
});

test('all 65 536 float16 values are what the platform says they are', async () => {
  const bits = Uint16Array.from({ length: 65_536 }, (_, i) => i);
  const array = parseNpy('half', npyFile('<f2', [65_536], new Uint8Array(bits.buffer)));
  const values = await numbersOf(array, 'float64', noPause);
  expect([values[0x3c00], values[0xc000], values[0x7bff], values[1]]).toEqual([1, -2, 65_504, 2 ** -24]);
  expect([values[0x7c00], values[0xfc00]]).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  expect(values.filter(Number.isNaN)).toHaveLength(2 * 1023);
  for (let i = 1; i < 0x7c00; i++) expect((values[i] ?? 0) > (values[i - 1] ?? 0)).toBe(true);
});

test('versions 1 to 3, and the first axis fastest', async () => {
  const due = Array.from({ length: 24 }, (_, i) => i);
  for (const name of ['version-1', 'version-2', 'version-3', 'fortran-cube']) {
    expect([...(await numbersOf(read(name), 'float32', noPause))], name).toEqual(due);
  }
});

test('axes in another order', async () => {
  const turned = await numbersOf(read('fortran-cube'), 'float32', noPause, [0, 2, 1]);
  expect([...turned.subarray(0, 6)]).toEqual([0, 4, 8, 1, 5, 9]);
});

test('texts, of any script, and bytes', async () => {
  expect(await textsOf(read('texts'), noPause)).toEqual(['cat', 'großer Hund', '猫', '']);
  expect(await textsOf(read('bytes'), noPause)).toEqual(['ab', 'c', '', 'd']);
});

test.each([
  ['objects', 'holds pickled Python objects, which could run any program when read; save numbers instead'],
  ['complex', 'holds elements of type "<c8"; bool, integers, float16, float32, float64 and texts can be read.'],
  ['records', 'holds records of several fields; save one plain array instead.'],
  ['dates', 'holds elements of type "<M8[D]"'],
])('%s are refused', (name, sentence) => {
  expect(() => read(name)).toThrow(sentence);
});

const whole = fixture('npy/float32.npy');
test.each<[string, Buffer, string]>([
  [
    'cut inside the data',
    whole.subarray(0, -1),
    'f is cut short: its header (3 × 4 of 4 bytes) calls for 176 bytes and it has 175.',
  ],
  ['cut inside the header', whole.subarray(0, 40), 'f is cut short inside its header.'],
  ['cut behind the magic', whole.subarray(0, 7), 'f is cut short inside its header.'],
  ['bytes to spare', Buffer.concat([whole, whole]), 'has bytes to spare'],
  ['another format', Buffer.from('a,b\n1,2\n'), 'f is not an NPY file: it starts with 0x612c620a312c'],
  ['version 9', Buffer.concat([whole.subarray(0, 6), Buffer.from([9]), whole.subarray(7)]), 'has NPY version 9'],
  [
    'a header that is no dictionary',
    npyFile("', 'x': '", [1], new Uint8Array(4)).fill(32, 11, 60),
    'does not name descr',
  ],
  ['a shape no file has', npyFile('<f8', [2 ** 40, 2 ** 40], new Uint8Array(8)), 'is cut short'],
])('%s', (_, content, sentence) => {
  expect(() => parseNpy('f', content)).toThrow(sentence);
});

test('a type of several lines, as a damaged header may name it, is told on one', () => {
  const bytes = Buffer.from(whole);
  bytes[bytes.indexOf('<f4')] = 10;
  expect(() => parseNpy('x.npy', bytes)).toThrow('holds elements of type "\\nf4";');
});
