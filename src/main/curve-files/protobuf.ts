// As much of protobuf's wire format as event files need. Pure.

export interface Field {
  readonly number: number;
  /** 0 varint, 1 eight bytes, 2 length and bytes, 5 four bytes. */
  readonly wire: number;
  readonly bytes: Uint8Array;
  /** Of a varint; exact up to 2^53. */
  readonly integer: number;
}

/** The fields of a message in their order. Throws RangeError where the bytes are no message. */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('a number is cut off');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const wire = key % 8;
    const integer = wire === 0 ? varint() : 0;
    const length = wire === 1 ? 8 : wire === 5 ? 4 : wire === 2 ? varint() : 0;
    if (wire === 3 || wire === 4 || wire > 5 || at + length > bytes.length)
      throw new RangeError('a field is cut off or of an unknown kind');
    yield { number: Math.floor(key / 8), wire, bytes: bytes.subarray(at, at + length), integer };
    at += length;
  }
}
