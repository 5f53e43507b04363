// Several files as one: a ZIP archive (APPNOTE.TXT 6.3), its files as they are. Pure.
import { crc32 } from 'node:zlib';
import { AppError } from '#shared/errors.ts';

/** Fields of 32 and of 16 bits; larger archives need ZIP64. */
const largest = 2 ** 32 - 1;
const mostFiles = 2 ** 16 - 1;
/** Names are UTF-8. */
const utf8 = 0x0800;

/** Paths have "/" between their parts. Throws AppError('limit') for more than 65 535 files or 4 GB. */
export function zip(files: readonly { readonly path: string; readonly content: Uint8Array }[], at: Date): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { path, content } of files) {
    const name = Buffer.from(path);
    const entry = header(content, name.length, at);
    const local = Buffer.concat([word(0x04034b50), entry, name]);
    const position = Buffer.alloc(14);
    position.writeUInt32LE(Math.min(offset, largest), 10);
    directory.push(Buffer.concat([word(0x02014b50), Buffer.from([20, 0]), entry, position, name]));
    parts.push(local, content);
    offset += local.length + content.length;
  }
  if (files.length > mostFiles || offset > largest) {
    throw new AppError('limit', 'So many trials do not fit one ZIP file; export them with "vernier export".');
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** What the local header and the directory share, from "version needed" to the length of the extra field. */
function header(content: Uint8Array, nameLength: number, at: Date): Buffer {
  const entry = Buffer.alloc(26);
  entry.writeUInt16LE(20, 0);
  entry.writeUInt16LE(utf8, 2);
  entry.writeUInt16LE((at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1), 6);
  entry.writeUInt16LE(((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(), 8);
  entry.writeUInt32LE(crc32(content), 10);
  entry.writeUInt32LE(content.length, 14);
  entry.writeUInt32LE(content.length, 18);
  entry.writeUInt16LE(nameLength, 22);
  return entry;
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
