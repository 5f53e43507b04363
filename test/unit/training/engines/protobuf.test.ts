// The encoder against protobufjs as an independent reader.
import protobuf from 'protobufjs';
import { expect, it } from 'vitest';
import { ProtobufWriter } from '#main/training/engines/protobuf.ts';

const { root } = protobuf.parse(`
  syntax = "proto3";
  message Inner { int64 a = 1; }
  message Outer { int64 number = 1; float ratio = 2; string text = 3; bytes raw = 9; repeated Inner inner = 20; }
`);
const Outer = root.lookupType('Outer');

it('writes what another implementation reads', () => {
  const writer = new ProtobufWriter();
  const raw = Uint8Array.from({ length: 10_000 }, (_, i) => i % 251);
  writer.int(1, -1);
  writer.float(2, 0.1);
  writer.string(3, 'Größe 大小');
  writer.bytes(9, raw);
  for (const a of [0, 127, 128, 300, 2 ** 40, Number.MAX_SAFE_INTEGER]) writer.message(20, (inner) => inner.int(1, a));
  const read = Outer.toObject(Outer.decode(writer.finish()), { longs: Number, defaults: true });
  expect(read.number).toBe(-1);
  expect(read.ratio).toBe(Math.fround(0.1));
  expect(read.text).toBe('Größe 大小');
  expect(new Uint8Array(read.raw)).toEqual(raw);
  expect(read.inner).toEqual([0, 127, 128, 300, 2 ** 40, Number.MAX_SAFE_INTEGER].map((a) => ({ a })));
});
