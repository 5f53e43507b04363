// TensorBoard's event files: scalars of tfevents files, both as simple values (TensorFlow 1, PyTorch) and as tensors (TensorFlow
// 2). Pure.
import { AppError } from '#shared/errors.ts';
import { maskedCrc32c } from './crc32c.ts';
import { type Field, fieldsOf } from './protobuf.ts';

export interface Scalar {
  readonly tag: string;
  readonly step: number;
  readonly value: number;
}

/** Whether the bytes begin like a TFRecord: a length and its own checksum. */
export function isEventFile(bytes: Uint8Array): boolean {
  return bytes.length >= 16 && view(bytes).getUint32(8, true) === maskedCrc32c(bytes.subarray(0, 8));
}

/**
 * All scalars in the order of the file. A record: length (8 bytes, little-endian), its masked CRC-32C (4), data, their masked
 * CRC-32C (4). A last record that is cut off is left out: the program that writes it may still run.
 * @throws AppError invalid where a checksum is wrong, with the record's number.
 */
export function readScalars(bytes: Uint8Array, path: string): { scalars: Scalar[]; cutOff: boolean } {
  const scalars: Scalar[] = [];
  const data = view(bytes);
  let at = 0;
  for (let record = 1; at < bytes.length; record++) {
    if (at + 12 > bytes.length) return { scalars, cutOff: true };
    const length = Number(data.getBigUint64(at, true));
    if (data.getUint32(at + 8, true) !== maskedCrc32c(bytes.subarray(at, at + 8))) throw broken(path, record);
    const end = at + 12 + length;
    if (end + 4 > bytes.length) return { scalars, cutOff: true };
    const body = bytes.subarray(at + 12, end);
    if (data.getUint32(end, true) !== maskedCrc32c(body)) throw broken(path, record);
    try {
      scalars.push(...scalarsOfEvent(body));
    } catch (error) {
      if (error instanceof RangeError) throw broken(path, record);
      throw error;
    }
    at = end + 4;
  }
  return { scalars, cutOff: false };
}

function broken(path: string, record: number): AppError {
  return new AppError(
    'invalid',
    `${path} is damaged: record ${record} does not match its checksum; copy the file again.`,
    { damaged: true },
  );
}

/** Event: 2 step, 5 summary. Summary: 1 value. Value: 1 tag, 2 simple_value, 8 tensor. */
function scalarsOfEvent(event: Uint8Array): Scalar[] {
  let step = 0;
  const found: Scalar[] = [];
  const values: Uint8Array[] = [];
  for (const field of fieldsOf(event)) {
    if (field.number === 2 && field.wire === 0) step = field.integer;
    if (field.number === 5 && field.wire === 2)
      for (const one of fieldsOf(field.bytes)) if (one.number === 1) values.push(one.bytes);
  }
  for (const bytes of values) {
    let tag = '';
    let value: number | null = null;
    for (const field of fieldsOf(bytes)) {
      if (field.number === 1) tag = new TextDecoder().decode(field.bytes);
      if (field.number === 2 && field.wire === 5) value = view(field.bytes).getFloat32(0, true);
      if (field.number === 8) value = scalarOfTensor(field.bytes);
    }
    if (value !== null && tag !== '') found.push({ tag, step, value });
  }
  return found;
}

const float = 1;
const double = 2;

/**
 * TensorProto: 1 dtype, 4 tensor_content, 5 float_val, 6 double_val. null for what is no single floating-point number (images,
 * texts, histograms).
 */
function scalarOfTensor(bytes: Uint8Array): number | null {
  let type = 0;
  const content: Field[] = [];
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) type = field.integer;
    if (field.number === 4 || field.number === 5 || field.number === 6) content.push(field);
  }
  const [only] = content;
  if (only === undefined || content.length > 1) return null;
  if (type === float && only.bytes.length === 4) return view(only.bytes).getFloat32(0, true);
  return type === double && only.bytes.length === 8 ? view(only.bytes).getFloat64(0, true) : null;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
