// IDX, the format of MNIST and its kin (LeCun, "The MNIST database", section "file formats"): big-endian header, then bytes.
import { join } from 'node:path';
import type { IdxSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { digestOf, exists, isFolder, readDataFile, unzipped } from '../files.ts';
import type { Pause } from '../pause.ts';
import { type OpenSource, type Origin, origins, type RawData } from '../raw.ts';
import { previewRaw } from './preview.ts';

/** Type codes of the third byte of the magic number. */
const typeNames: Readonly<Record<number, string>> = {
  8: 'unsigned bytes',
  9: 'signed bytes',
  11: '16-bit integers',
  12: '32-bit integers',
  13: '32-bit floats',
  14: '64-bit floats',
};
const maxPixelBytes = 2 ** 32;
const copyBytes = 1 << 20;

export interface IdxArray {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly bytes: Uint8Array;
}

/**
 * Parses the content of an IDX file of unsigned bytes (already unpacked). `path` is for error sentences.
 * @throws AppError invalid: wrong magic number, another element type, fewer or more bytes than the header says.
 */
export function parseIdx(path: string, content: Buffer): IdxArray {
  const magic = content.byteLength >= 4 ? content.readUInt32BE(0) : -1;
  const type = (magic >>> 8) & 0xff;
  const dimensions = magic & 0xff;
  if (magic < 0 || magic >>> 16 !== 0 || typeNames[type] === undefined || dimensions === 0 || dimensions > 4) {
    const found = content.subarray(0, 4).toString('hex');
    throw new AppError(
      'invalid',
      `${path} is not an IDX file: its magic number is 0x${found}, where 0x00000803 (images) or 0x00000801 (labels) is due.`,
      { path },
    );
  }
  if (type !== 8) {
    throw new AppError('invalid', `${path} holds ${typeNames[type]}; IDX files of unsigned bytes can be read.`, {
      path,
    });
  }
  const start = 4 + 4 * dimensions;
  if (content.byteLength < start) throw new AppError('invalid', `${path} is cut short inside its header.`, { path });
  const shape = Array.from({ length: dimensions }, (_, i) => content.readUInt32BE(4 + 4 * i));
  const due = shape.reduce((product, side) => product * side, 1);
  const got = content.byteLength - start;
  if (got !== due) {
    const fault = got < due ? 'is cut short' : 'has bytes to spare';
    throw new AppError(
      'invalid',
      `${path} ${fault}: its header (${shape.join(' × ')}) calls for ${due} bytes and ${got} follow.`,
      {
        path,
      },
    );
  }
  return { shape, bytes: content.subarray(start) };
}

interface Pair {
  readonly role: Origin;
  readonly images: string;
  readonly labels: string;
}

/**
 * Opens a folder with the usual four files (train-images-idx3-ubyte, also with a dot before idx, packed or not) or a named
 * pair. A folder's t10k files become the test part, unless the study asks for another.
 */
export async function openIdx(spec: IdxSpec, pause: Pause): Promise<OpenSource> {
  const pairs: Pair[] = [];
  if (spec.images !== undefined && spec.labels !== undefined) {
    pairs.push({ role: 'main', images: spec.images, labels: spec.labels });
  } else if (spec.path !== undefined) {
    pairs.push(await folderPair('main', spec.path, 'train'));
    if (spec.test === undefined && (await findFile(spec.path, 't10k', 'images')) !== null) {
      pairs.push(await folderPair('test', spec.path, 't10k'));
    }
  }
  for (const role of ['validation', 'test'] as const) {
    const path = spec[role]?.path;
    if (path !== undefined)
      pairs.push(await folderPair(role, path, (await findFile(path, 'train', 'images')) ? 'train' : 't10k'));
  }
  const files: { role: Origin; images: Buffer; labels: Buffer; paths: Pair }[] = [];
  for (const pair of pairs) {
    const { role, images, labels } = pair;
    files.push({ role, images: await readDataFile(images), labels: await readDataFile(labels), paths: pair });
  }
  const contents = files.flatMap(({ role, images, labels }) => [
    { role: `${role} images`, bytes: images },
    { role: `${role} labels`, bytes: labels },
  ]);
  const load = async (): Promise<RawData> => {
    const parsed = [];
    for (const { role, images, labels, paths } of files) {
      parsed.push({
        role,
        ...parsePair(paths, await unzipped(paths.images, images), await unzipped(paths.labels, labels)),
      });
      await pause();
    }
    return joinPairs(parsed, pause);
  };
  return {
    title: spec.path ?? spec.images ?? '',
    digest: await digestOf(contents, pause),
    load,
    preview: async (rows) => previewRaw(await load(), rows),
  };
}

type Part = {
  readonly role: Origin;
  readonly paths: { images: string };
  readonly images: IdxArray;
  readonly labels: IdxArray;
};

function parsePair(
  paths: { images: string; labels: string },
  imageBytes: Buffer,
  labelBytes: Buffer,
): Omit<Part, 'role'> {
  const images = parseIdx(paths.images, imageBytes);
  const labels = parseIdx(paths.labels, labelBytes);
  if (images.shape.length < 3) {
    throw new AppError(
      'invalid',
      `${paths.images} holds ${images.shape.length}-dimensional data, not images (rows × height × width).`,
    );
  }
  if (labels.shape.length !== 1) {
    throw new AppError(
      'invalid',
      `${paths.labels} holds ${labels.shape.length}-dimensional data, not one label per row.`,
    );
  }
  if (images.shape[0] !== labels.shape[0]) {
    throw new AppError(
      'invalid',
      `${paths.images} has ${images.shape[0]} images and ${paths.labels} ${labels.shape[0]} labels; they do not belong together.`,
    );
  }
  if (images.bytes.byteLength === 0) throw new AppError('invalid', `${paths.images} holds no images.`);
  return { paths, images, labels };
}

async function joinPairs(parts: readonly Part[], pause: Pause): Promise<RawData> {
  const [first] = parts;
  if (!first) throw new AppError('invalid', 'An idx source needs a path, or images and labels.');
  const [, height = 1, width = 1, channels = 1] = first.images.shape;
  for (const { paths, images } of parts) {
    const [, h, w, c = 1] = images.shape;
    if (h === height && w === width && c === channels) continue;
    throw new AppError(
      'invalid',
      `${paths.images} has images of ${h} × ${w}, and ${first.paths.images} of ${height} × ${width}.`,
    );
  }
  const rows = parts.reduce((sum, { labels }) => sum + labels.bytes.byteLength, 0);
  const size = height * width * channels;
  if (rows * size > maxPixelBytes)
    throw new AppError('limit', `${rows} images of ${size} bytes are more than fit (4 GB).`);
  const pixels = parts.length === 1 ? first.images.bytes : new Uint8Array(rows * size);
  const codes = new Int32Array(rows);
  const origin = new Uint8Array(rows);
  let row = 0;
  for (const { role, images, labels } of parts) {
    for (let at = 0; parts.length > 1 && at < images.bytes.byteLength; at += copyBytes) {
      pixels.set(images.bytes.subarray(at, at + copyBytes), row * size + at);
      await pause();
    }
    codes.set(labels.bytes, row);
    origin.fill(origins[role], row, row + labels.bytes.byteLength);
    row += labels.bytes.byteLength;
  }
  const levels = Array.from({ length: 256 }, (_, label) => String(label));
  return {
    rows,
    origin,
    columns: [{ kind: 'category', name: 'label', codes, levels }],
    label: 'label',
    task: 'classification',
    features: null,
    exclude: [],
    labels: null,
    text: null,
    array: { kind: 'image', values: pixels, shape: [height, width, channels], lengths: null },
    notes: [],
  };
}

async function folderPair(role: Origin, folder: string, prefix: 'train' | 't10k'): Promise<Pair> {
  if (!(await isFolder(folder))) {
    const why = (await exists(folder)) ? 'is a file; an idx path is the folder with its files' : 'is no folder';
    throw new AppError(
      'not_found',
      `${folder} ${why}, so there are no IDX files to read; paths are relative to the study file.`,
      {
        path: folder,
      },
    );
  }
  const images = await findFile(folder, prefix, 'images');
  const labels = await findFile(folder, prefix, 'labels');
  const missing = images === null ? 'images' : labels === null ? 'labels' : null;
  if (images === null || labels === null) {
    const name = `${prefix}-${missing}-idx${missing === 'images' ? 3 : 1}-ubyte`;
    throw new AppError(
      'not_found',
      `${folder} has no ${name} (or ${name}.gz); give "images" and "labels" if they are named otherwise.`,
      {
        path: folder,
      },
    );
  }
  return { role, images, labels };
}

async function findFile(folder: string, prefix: 'train' | 't10k', what: 'images' | 'labels'): Promise<string | null> {
  const rank = what === 'images' ? 3 : 1;
  for (const separator of ['-', '.']) {
    for (const ending of ['', '.gz']) {
      const path = join(folder, `${prefix}-${what}${separator}idx${rank}-ubyte${ending}`);
      if (await exists(path)) return path;
    }
  }
  return null;
}

/** Does a folder hold a training pair under its usual names? */
export async function hasUsualIdxFiles(folder: string): Promise<boolean> {
  return (await findFile(folder, 'train', 'images')) !== null && (await findFile(folder, 'train', 'labels')) !== null;
}

/** Do these bytes begin like an IDX file of unsigned bytes? */
export function hasIdxMagic(bytes: Uint8Array): boolean {
  const [first, second, type, dimensions = 0] = bytes;
  return first === 0 && second === 0 && type === 8 && dimensions >= 1 && dimensions <= 4;
}
