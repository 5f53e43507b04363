// TensorBoard's event files: TFRecords of Event messages (tensorflow/core/util/event.proto, core/framework/summary.proto). Pure.
import { maskedCrc32c } from '#main/curve-files/crc32c.ts';
import { ProtobufWriter } from '#main/training/engines/protobuf.ts';

export interface EventRecord {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly step: number;
  /** Each writes the fields of one Summary.Value. */
  readonly values: readonly ((value: ProtobufWriter) => void)[];
}

/** A single-precision number, as TensorBoard keeps all of them. */
export function scalar(tag: string, value: number): (writer: ProtobufWriter) => void {
  return (writer) => {
    writer.string(1, tag);
    writer.float(2, value);
  };
}

/** The whole file: the version's record, then one for each event. */
export function eventFile(events: readonly EventRecord[]): Uint8Array {
  const version = new ProtobufWriter();
  version.double(1, (events[0]?.at ?? 0) / 1000);
  version.string(3, 'brain.Event:2');
  return Buffer.concat([record(version.finish()), ...events.map((event) => record(eventMessage(event)))]);
}

/** Event: 1 wall_time in seconds, 2 step, 5 summary. Summary: 1 value. */
function eventMessage({ at, step, values }: EventRecord): Uint8Array {
  const event = new ProtobufWriter();
  event.double(1, at / 1000);
  event.int(2, step);
  event.message(5, (summary) => {
    for (const write of values) summary.message(1, write);
  });
  return event.finish();
}

/** Length (8 bytes, little-endian), its masked CRC-32C (4), the message, its masked CRC-32C (4). */
function record(message: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(16 + message.length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(message.length), true);
  view.setUint32(8, maskedCrc32c(bytes.subarray(0, 8)), true);
  bytes.set(message, 12);
  view.setUint32(12 + message.length, maskedCrc32c(message), true);
  return bytes;
}
