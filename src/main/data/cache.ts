// The encoded cache file: one study's data, ready to train on. Workers read it with openDatasetCache and nothing else.
//
// Layout, little-endian (as every platform Node runs on):
//   0  8 bytes  magic "VRNDATA\0"
//   8  uint32   format version
//  12  uint32   bytes of the JSON header
//  16  uint32   CRC-32 of everything after byte 24
//  20  uint32   0
//  24  JSON {header, profile}, then the sections x, y, train, validation, test, lengths, source rows, each starting at a multiple of 64.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { DatasetHeader, EncodedDataset } from './dataset.ts';

const magic = Buffer.from('VRNDATA\0', 'latin1');
const formatVersion = 3;
const preambleBytes = 24;
const alignment = 64;
const readChunkBytes = 1 << 30;
/** About a millisecond of checksum. */
const checkedPieceBytes = 1 << 20;

const count = z.int().min(0);
const numbers = z.array(z.number());
const headerSchema = z.object({
  version: z.literal(1),
  fingerprint: z.string().min(1),
  task: z.enum(['classification', 'regression', 'multilabel']),
  kind: z.enum(['table', 'image', 'sequence', 'text']),
  rows: z.int().min(1),
  inputShape: z.array(z.int().min(1)).min(1),
  features: z.array(z.string()),
  xType: z.enum(['uint8', 'uint16', 'int32', 'float32']),
  vocabulary: z.array(z.string()).nullable(),
  classes: z.array(z.string()).min(1).nullable(),
  trainClassCounts: z.array(count),
  label: z.string(),
  labelMean: z.number(),
  labelSd: z.number(),
  statistics: z.object({ mean: numbers, sd: numbers, min: numbers, max: numbers }),
  trainRows: z.int().min(1),
  validationRows: count,
  testRows: count,
}) satisfies z.ZodType<DatasetHeader>;
type Sections = [
  x: number,
  y: number,
  train: number,
  validation: number,
  test: number,
  lengths: number,
  sourceRows: number,
];

const documentSchema = z.object({ header: headerSchema, profile: z.unknown() });

/**
 * Opens an encoded cache file: reads it whole and checks it, or with `map` takes its bytes as the system maps them, shared by all
 * processes that do so. Then the checksum is left to isDatasetCacheWhole, which would touch every byte. The arrays are views of the
 * bytes, never to be written.
 * @throws AppError not_found when there is no such file, invalid when it is not a complete, undamaged cache file.
 */
export function openDatasetCache(
  path: string,
  map: ((path: string) => Uint8Array<ArrayBuffer>) | null = null,
): EncodedDataset {
  const bytes = map === null ? readWhole(path) : mapped(path, map);
  const { header, dataStart } = parseHead(path, bytes);
  const sizes = sectionBytes(header);
  const { offsets, end } = layout(dataStart, sizes);
  if (bytes.byteLength !== end) {
    throw damaged(path, `has ${bytes.byteLength} bytes where its header calls for ${end}`);
  }
  if (map === null && crc32(bytes.subarray(preambleBytes)) !== bytes.readUInt32LE(16)) {
    throw damaged(path, 'fails its checksum');
  }
  const [x, y, train, validation, test, lengths, sourceRows] = offsets;
  const uint32 = (offset: number, length: number) => new Uint32Array(bytes.buffer, offset, length);
  return {
    header,
    x: new arrayOf[header.xType](bytes.buffer, x, sizes[0] / arrayOf[header.xType].BYTES_PER_ELEMENT),
    y: new Float32Array(bytes.buffer, y, sizes[1] / 4),
    train: uint32(train, header.trainRows),
    validation: uint32(validation, header.validationRows),
    test: uint32(test, header.testRows),
    lengths: hasLengths(header) ? uint32(lengths, header.rows) : null,
    sourceRows: uint32(sourceRows, header.rows),
  };
}

/**
 * Whether the content is what was written, piece by piece so that the event loop goes on. Heads are looked at by
 * readDatasetCacheHead.
 */
export async function isDatasetCacheWhole(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const preamble = Buffer.alloc(preambleBytes);
    await file.read(preamble, 0, preambleBytes, 0);
    const piece = Buffer.alloc(checkedPieceBytes);
    let checksum = 0;
    for (let at = preambleBytes; ; ) {
      const { bytesRead } = await file.read(piece, 0, piece.byteLength, at);
      if (bytesRead === 0) return checksum === preamble.readUInt32LE(16);
      checksum = crc32(piece.subarray(0, bytesRead), checksum);
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** Header and profile (as it was given to writeDatasetCache) without reading the sections; their length is checked. */
export function readDatasetCacheHead(path: string): { header: DatasetHeader; profile: unknown } {
  return readWith(path, (file) => {
    const size = fstatSync(file).size;
    const preamble = Buffer.alloc(Math.min(size, preambleBytes));
    readSync(file, preamble, 0, preamble.byteLength, 0);
    const head = Buffer.alloc(Math.min(size, preambleBytes + headerLength(path, preamble)));
    readSync(file, head, 0, head.byteLength, 0);
    const { header, profile, dataStart } = parseHead(path, head);
    const { end } = layout(dataStart, sectionBytes(header));
    if (size !== end) throw damaged(path, `has ${size} bytes where its header calls for ${end}`);
    return { header, profile };
  });
}

/** Writes the cache file under a temporary name, flushes it to disk and renames it: a reader never sees half a file. */
export async function writeDatasetCache(path: string, dataset: EncodedDataset, profile: unknown = null): Promise<void> {
  const json = Buffer.from(JSON.stringify({ header: dataset.header, profile }));
  const { x, y, train, validation, test, lengths, sourceRows } = dataset;
  const sections = [x, y, train, validation, test, lengths ?? new Uint32Array(), sourceRows].map(
    (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
  );
  const sizes = sections.map((section) => section.byteLength);
  const { offsets, end } = layout(preambleBytes + json.byteLength, sizes);
  const expected = sectionBytes(dataset.header);
  if (sizes.some((size, i) => size !== expected[i])) {
    throw new AppError('internal', `The arrays of the data set do not fit its header (${sizes} against ${expected}).`);
  }
  const pieces: Uint8Array[] = [json];
  let position = preambleBytes + json.byteLength;
  sections.forEach((section, i) => {
    const offset = offsets[i] ?? end;
    pieces.push(new Uint8Array(offset - position), section);
    position = offset + section.byteLength;
  });
  let checksum = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.byteLength; at += checkedPieceBytes) {
      checksum = crc32(piece.subarray(at, at + checkedPieceBytes), checksum);
      await setImmediate();
    }
  }
  const preamble = Buffer.alloc(preambleBytes);
  magic.copy(preamble);
  preamble.writeUInt32LE(formatVersion, 8);
  preamble.writeUInt32LE(json.byteLength, 12);
  preamble.writeUInt32LE(checksum, 16);
  // Threads of one process may write the same file at the same time.
  const temporary = `${path}.${process.pid}-${threadId}-${++writes}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, 'w');
    try {
      for (const piece of [preamble, ...pieces]) await writeAll(file, piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    // What stopped the writing may stop the removal too; the first reason is the one to tell.
    await rm(temporary, { force: true }).catch(() => {});
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('unavailable', `The data cache ${path} cannot be written: ${reason}.`, { path });
  }
}

let writes = 0;

async function writeAll(file: Awaited<ReturnType<typeof open>>, piece: Uint8Array): Promise<void> {
  for (let done = 0; done < piece.byteLength; ) {
    const { bytesWritten } = await file.write(piece, done, Math.min(piece.byteLength - done, readChunkBytes));
    done += bytesWritten;
  }
}

const arrayOf = { uint8: Uint8Array, uint16: Uint16Array, int32: Int32Array, float32: Float32Array } as const;

const hasLengths = ({ kind }: DatasetHeader): boolean => kind === 'sequence' || kind === 'text';

/** Bytes of each section. */
function sectionBytes(header: DatasetHeader): Sections {
  const perRow = header.inputShape.reduce((product, side) => product * side, 1);
  const yPerRow = header.task === 'multilabel' ? (header.classes?.length ?? 0) : 1;
  return [
    header.rows * perRow * arrayOf[header.xType].BYTES_PER_ELEMENT,
    header.rows * yPerRow * 4,
    header.trainRows * 4,
    header.validationRows * 4,
    header.testRows * 4,
    hasLengths(header) ? header.rows * 4 : 0,
    header.rows * 4,
  ];
}

function layout(start: number, sizes: readonly number[]) {
  const offsets: Sections = [0, 0, 0, 0, 0, 0, 0];
  let end = start;
  sizes.forEach((size, i) => {
    offsets[i] = Math.ceil(end / alignment) * alignment;
    end = (offsets[i] ?? 0) + size;
  });
  return { offsets, end };
}

function headerLength(path: string, bytes: Buffer): number {
  if (bytes.byteLength < preambleBytes || !bytes.subarray(0, magic.byteLength).equals(magic)) {
    throw damaged(path, 'does not start as a data cache does');
  }
  const version = bytes.readUInt32LE(8);
  if (version !== formatVersion) throw damaged(path, `has format version ${version}, not ${formatVersion}`);
  return bytes.readUInt32LE(12);
}

function parseHead(path: string, bytes: Buffer) {
  const dataStart = preambleBytes + headerLength(path, bytes);
  if (bytes.byteLength < dataStart) throw damaged(path, 'ends inside its header');
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8', preambleBytes, dataStart));
  } catch {
    throw damaged(path, 'has a header that is not JSON');
  }
  const document = documentSchema.safeParse(json);
  if (!document.success) {
    const [issue] = document.error.issues;
    throw damaged(path, `has a header whose ${issue?.path.join('.')} is wrong`);
  }
  return { ...document.data, dataStart };
}

function readWhole(path: string): Buffer<ArrayBuffer> {
  return readWith(path, (file) => {
    const bytes = Buffer.from(new ArrayBuffer(fstatSync(file).size));
    for (let done = 0; done < bytes.byteLength; ) {
      const got = readSync(file, bytes, done, Math.min(bytes.byteLength - done, readChunkBytes), done);
      if (got === 0) throw damaged(path, 'shrank while it was read');
      done += got;
    }
    return bytes;
  });
}

function mapped(path: string, map: (path: string) => Uint8Array<ArrayBuffer>): Buffer<ArrayBuffer> {
  // Of an empty file there is nothing to map, and what is missing has its own sentence.
  const size = readWith(path, (file) => fstatSync(file).size);
  if (size < preambleBytes) throw damaged(path, 'ends inside its header');
  try {
    const { buffer, byteOffset, byteLength } = map(path);
    return Buffer.from(buffer, byteOffset, byteLength);
  } catch (error) {
    throw damaged(path, `cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** Opens, reads and closes; what the file system says becomes our sentence. */
function readWith<T>(path: string, read: (file: number) => T): T {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    throw new AppError('not_found', `There is no data cache at ${path}; start the study again to prepare its data.`, {
      path,
    });
  }
  try {
    return read(file);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw damaged(path, `cannot be read (${error instanceof Error ? error.message : String(error)})`);
  } finally {
    closeSync(file);
  }
}

function damaged(path: string, why: string): AppError {
  return new AppError('invalid', `The data cache ${path} ${why}; delete it and it will be made again.`, { path });
}
