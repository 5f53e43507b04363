import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { decodeFrame, encodeFrame } from '#shared/rpc/codec.ts';

const anyValue = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.double(),
    fc.boolean(),
    fc.constantFrom(null, undefined, -0, 2 ** 53, Number.NaN, Number.NEGATIVE_INFINITY),
    fc.string({ unit: 'grapheme' }),
    fc.float64Array(),
    fc.uint8Array(),
    fc.float32Array(),
    fc.array(tie('value')),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'length')), tie('value'), {
      noNullPrototype: true,
    }),
  ),
})).value;

describe('frames', () => {
  it('come back as they were, whatever they hold', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(decodeFrame(encodeFrame(value))).toStrictEqual(value);
      }),
    );
  });

  it('can be read from any offset of a larger buffer, into memory of their own', () => {
    const frame = encodeFrame({ values: new Float64Array([1.5, Number.NaN]) });
    for (let offset = 0; offset < 9; offset++) {
      const larger = new Uint8Array(frame.length + 16);
      larger.set(frame, offset);
      const part = larger.subarray(offset, offset + frame.length);
      const { values } = decodeFrame(part) as { values: Float64Array };
      larger.fill(0);
      expect(values).toEqual(new Float64Array([1.5, Number.NaN]));
    }
  });

  it('hold sections little-endian and aligned to 8 bytes', () => {
    const frame = encodeFrame([new Uint8Array([7]), new Float64Array([1])]);
    expect(frame.length % 8).toBe(0);
    expect([...frame.subarray(-8)]).toEqual([0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
    expect(frame[frame.length - 16]).toBe(7);
  });

  it('of junk are refused with a sentence, never with a crash', () => {
    const refused = (bytes: Uint8Array) => {
      try {
        decodeFrame(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect(error).toMatchObject({ code: 'invalid' });
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), refused));
    const good = encodeFrame({ text: 'x', values: new Float64Array(4), odd: Number.NaN });
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, length) => {
        const bad = good.slice(0, length);
        if (at < bad.length) bad[at] = byte;
        refused(bad);
      }),
    );
  });

  it.each([
    ['an array outside the frame', '{"$":["Float64Array",0,1]}'],
    ['a negative length', '{"$":["Float64Array",0,-1]}'],
    ['a huge length', '{"$":["Float64Array",0,9007199254740991]}'],
    ['an array between two places', '{"$":["Float64Array",4,0]}'],
    ['a kind that is no array', '{"$":["constructor",0,0]}'],
    ['an unknown escape', '{"$":"toString"}'],
    ['endless nesting', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('with %s are refused', (_what, header) => {
    const bytes = new TextEncoder().encode(header);
    const frame = new Uint8Array(4 + bytes.length);
    new DataView(frame.buffer).setUint32(0, bytes.length, true);
    frame.set(bytes, 4);
    expect(() => decodeFrame(frame)).toThrow(AppError);
  });

  it('cannot be made of what has no place in a message', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    for (const value of [() => {}, Symbol('s'), 1n, new Date(), new Map(), new DataView(new ArrayBuffer(1)), circle]) {
      expect(() => encodeFrame({ value })).toThrow(AppError);
    }
  });
});
