// Packing methods of Parquet pages: Node's own, and hyparquet's Snappy, each held to the size that the page names.
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { type CompressionCodec, type Compressors, snappyUncompress } from 'hyparquet';

export const unreadCodecs: readonly CompressionCodec[] = ['LZO', 'LZ4', 'LZ4_RAW'];

const mostPageBytes = 2 ** 30;
/** Neither Snappy nor deflate packs tighter. */
const mostPacked = 1100;

export const compressors: Compressors = {
  SNAPPY: (input, size) => {
    checkRatio(input, size);
    const output = new Uint8Array(checkSize(size));
    snappyUncompress(input, output);
    return output;
  },
  GZIP: (input, size) => {
    checkRatio(input, size);
    return gunzipSync(input, { maxOutputLength: checkSize(size) });
  },
  ZSTD: (input, size) => zstdDecompressSync(input, { maxOutputLength: checkSize(size) }),
  BROTLI: (input, size) => brotliDecompressSync(input, { maxOutputLength: checkSize(size) }),
};

function checkRatio(input: Uint8Array, size: number): void {
  if (size > mostPacked * (input.byteLength + 64))
    throw new Error(`a page claims to unpack ${input.byteLength} bytes into ${size}`);
}

/** At least 1, which zlib's limit must be. */
function checkSize(size: number): number {
  if (size > mostPageBytes) throw new Error(`a page of ${size} bytes is more than can be read`);
  return Math.max(1, size);
}
