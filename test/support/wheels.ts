// Small wheels made by hand: stored zip files (PKWARE APPNOTE 4.3) with a RECORD.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

export const libraryNames = ['tensorflow/libtensorflow_framework.so.2', 'tensorflow/libtensorflow_cc.so.2'] as const;

export interface WheelParts {
  readonly name?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Written into RECORD instead of the true checksum of the first file. */
  readonly wrongChecksum?: boolean;
}

/** Writes a wheel of TensorFlow 2.21.0 into a folder and returns its path. */
export function writeWheel(
  folder: string,
  {
    name = 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
    files = Object.fromEntries(libraryNames.map((file) => [file, `content of ${file}`.repeat(1000)])),
    wrongChecksum = false,
  }: WheelParts = {},
): string {
  const record = Object.entries(files).map(([file, content], i) => {
    const hash = createHash('sha256')
      .update(wrongChecksum && i === 0 ? 'other' : content)
      .digest('base64url');
    return `${file},sha256=${hash},${content.length}`;
  });
  const path = join(folder, name);
  const metadata = 'tensorflow_cpu-2.21.0.dist-info';
  writeFileSync(path, zip({ ...files, [`${metadata}/RECORD`]: `${record.join('\n')}\n${metadata}/RECORD,,\n` }));
  return path;
}

function zip(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(content)];
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(data), 0);
    sizes.writeUInt32LE(data.length, 4);
    sizes.writeUInt32LE(data.length, 8);
    sizes.writeUInt16LE(path.length, 12);
    // Version needed, flags, method (stored), time, date.
    const common = Buffer.concat([Buffer.from([20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x5b]), sizes]);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path, data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, path]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
