// Wheels made by hand: stored zip files (PKWARE APPNOTE 4.3) with a RECORD. Small ones whose libraries are only text, and a large one whose
// libraries really load.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';

export const libraryNames = ['tensorflow/libtensorflow_framework.so.2', 'tensorflow/libtensorflow_cc.so.2'] as const;
const wheelName = 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl';

const wheelMetadata = 'Metadata-Version: 2.1\nName: tensorflow-cpu\nVersion: 2.21.0\n';

/** Text, or the path of a file that is copied. */
type Content = string | { readonly path: string };

export interface WheelParts {
  readonly name?: string;
  readonly files?: Readonly<Record<string, Content>>;
  /** Written into RECORD instead of the true checksum of the first file. */
  readonly wrongChecksum?: boolean;
}

/** Writes a wheel of TensorFlow 2.21.0 into a folder and returns its path. */
export function writeWheel(
  folder: string,
  {
    name = wheelName,
    files = Object.fromEntries(libraryNames.map((file) => [file, `content of ${file}`.repeat(1000)])),
    wrongChecksum = false,
  }: WheelParts = {},
): string {
  const path = join(folder, name);
  const output = openSync(path, 'w');
  try {
    const record: string[] = [];
    const zip = startZip(output);
    for (const [file, content] of Object.entries(files)) {
      const { sha256, bytes } = zip.add(file, content);
      const wrong = wrongChecksum && record.length === 0;
      record.push(`${file},sha256=${wrong ? createHash('sha256').digest('base64url') : sha256},${bytes}`);
    }
    const metadata = 'tensorflow_cpu-2.21.0.dist-info';
    zip.add(`${metadata}/METADATA`, wheelMetadata);
    zip.add(`${metadata}/WHEEL`, 'Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: py3-none-any\n');
    zip.add(`${metadata}/RECORD`, `${record.join('\n')}\n${metadata}/RECORD,,\n`);
    zip.end();
  } finally {
    closeSync(output);
  }
  return path;
}

/** A wheel of the TensorFlow that the tests use (VERNIER_TENSORFLOW), about 850 MB; null where there is none, or not of Linux. */
export function writeTensorflowWheel(folder: string): string | null {
  const from = process.env.VERNIER_TENSORFLOW;
  if (!from || process.platform !== 'linux' || process.arch !== 'x64') return null;
  const files = libraryNames.map((file): [string, Content] => [file, { path: join(from, basename(file)) }]);
  return writeWheel(folder, { files: Object.fromEntries(files) });
}

function startZip(output: number) {
  const directory: Buffer[] = [];
  let offset = 0;
  const write = (data: Uint8Array) => {
    writeSync(output, data);
    offset += data.length;
  };
  return {
    add(name: string, content: Content): { sha256: string; bytes: number } {
      const hash = createHash('sha256');
      let sum = 0;
      let bytes = 0;
      for (const chunk of chunksOf(content)) {
        hash.update(chunk);
        sum = crc32(chunk, sum);
        bytes += chunk.length;
      }
      const path = Buffer.from(name);
      const sizes = Buffer.alloc(16);
      sizes.writeUInt32LE(sum, 0);
      sizes.writeUInt32LE(bytes, 4);
      sizes.writeUInt32LE(bytes, 8);
      sizes.writeUInt16LE(path.length, 12);
      // Version needed, flags, method (stored), time, date.
      const common = Buffer.concat([Buffer.from([20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x5b]), sizes]);
      const place = Buffer.alloc(14);
      place.writeUInt32LE(offset, 10);
      directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, path]));
      write(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path]));
      for (const chunk of chunksOf(content)) write(chunk);
      return { sha256: hash.digest('base64url'), bytes };
    },
    end() {
      const start = offset;
      const central = Buffer.concat(directory);
      const end = Buffer.alloc(22);
      end.write('PK\x05\x06', 'latin1');
      end.writeUInt16LE(directory.length, 8);
      end.writeUInt16LE(directory.length, 10);
      end.writeUInt32LE(central.length, 12);
      end.writeUInt32LE(start, 16);
      write(central);
      write(end);
    },
  };
}

function* chunksOf(content: Content): Generator<Uint8Array> {
  if (typeof content === 'string') {
    yield Buffer.from(content);
    return;
  }
  const input = openSync(content.path, 'r');
  try {
    const chunk = Buffer.alloc(1 << 22);
    for (let left = statSync(content.path).size; left > 0; ) {
      const read = readSync(input, chunk);
      left -= read;
      yield chunk.subarray(0, read);
    }
  } finally {
    closeSync(input);
  }
}
