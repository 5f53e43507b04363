// Image folders: one folder per class with PNG and JPEG files in it, or such folders under train, val and test.
import { createHash, type Hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ImageFolderSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { imageHead } from '../decode/decode-image.ts';
import { ImageFault, type ImageHead } from '../decode/image.ts';
import { type ImagesJob, imageError } from '../decode/jobs.ts';
import { runJobs } from '../decode/threads.ts';
import { unreadable } from '../files.ts';
import type { Pause } from '../pause.ts';
import { type OpenSource, type Origin, origins, type RawData } from '../raw.ts';
import { classFolders, partFolders } from './image-files.ts';
import { previewRaw } from './preview.ts';

const maxPixelBytes = 2 ** 32;
/** Of decoded pixels that one job brings. */
const jobBytes = 1 << 21;

/** About a millisecond of hashing. */
const hashedBytes = 1 << 19;

interface Image extends ImageHead {
  readonly path: string;
  readonly role: Origin;
  readonly label: string;
}

/** Opens a folder with an absolute path. Every file is read once for its size and for the fingerprint, and again when it is decoded. */
export async function openImageFolder(spec: ImageFolderSpec, pause: Pause): Promise<OpenSource> {
  const folders = await partFolders(spec);
  let left = 0;
  const hash = createHash('sha256');
  const images: Image[] = [];
  for (const { role, path } of folders) {
    const { classes, others } = await classFolders(path);
    left += others;
    for (const { name, files } of classes) {
      for (const file of files) {
        images.push({ path: file, role, label: name, ...(await examined(file, `${role}\0${name}`, hash, pause)) });
      }
    }
  }
  const shape = shapeOf(images, spec.size);
  const load = async (chosen: readonly Image[]): Promise<RawData> => ({
    ...(await decoded(chosen, shape, pause)),
    notes: left === 0 ? [] : [`${left} files are no PNG or JPEG images by their name and are left out.`],
  });
  return {
    title: spec.path,
    digest: hash.digest('hex'),
    load: () => load(images),
    preview: async (rows) => {
      const shown = Math.min(rows, 40, images.length);
      const chosen = Array.from({ length: shown }, (_, i) => images[Math.floor((i * images.length) / shown)]);
      return previewRaw(await load(chosen.filter((image) => image !== undefined)), rows);
    },
  };
}

async function examined(path: string, role: string, hash: Hash, pause: Pause): Promise<ImageHead> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  hash.update(`${role}\0${bytes.byteLength}\0`);
  for (let at = 0; at < bytes.byteLength; at += hashedBytes) {
    hash.update(bytes.subarray(at, at + hashedBytes));
    await pause();
  }
  if (bytes.byteLength === 0) throw new AppError('invalid', `${path} is empty (0 bytes).`, { path });
  try {
    return imageHead(bytes);
  } catch (error) {
    throw error instanceof ImageFault ? imageError(path, error) : error;
  }
}

/** What every image becomes: the size asked for, else the one they all have; colour if one of them has it. */
function shapeOf(images: readonly Image[], size: readonly [number, number] | undefined): ImageHead {
  const [first] = images;
  if (first === undefined) throw new AppError('internal', 'An image folder was opened without images.');
  const channels = images.some((image) => image.channels === 3) ? 3 : 1;
  const [height, width] = size ?? [first.height, first.width];
  const odd = images.find((image) => size === undefined && (image.height !== height || image.width !== width));
  if (odd !== undefined) {
    throw new AppError(
      'invalid',
      `${first.path} is ${height} × ${width} pixels and ${odd.path} ${odd.height} × ${odd.width}; give "size": [height, width] to ` +
        'bring all images to one size.',
      { path: 'data.size' },
    );
  }
  if (images.length * height * width * channels > maxPixelBytes) {
    throw new AppError(
      'limit',
      `${images.length} images of ${height} × ${width} × ${channels} bytes are more than fit (4 GB); give a smaller "size".`,
      { path: 'data.size' },
    );
  }
  return { height, width, channels };
}

async function decoded(images: readonly Image[], shape: ImageHead, pause: Pause): Promise<Omit<RawData, 'notes'>> {
  const { height, width, channels } = shape;
  const size = height * width * channels;
  const perJob = Math.max(1, Math.min(64, Math.floor(jobBytes / size)));
  const jobs: ImagesJob[] = [];
  for (let at = 0; at < images.length; at += perJob) {
    jobs.push({ kind: 'images', paths: images.slice(at, at + perJob).map(({ path }) => path), wanted: shape });
  }
  const values = new Uint8Array(images.length * size);
  await runJobs(jobs, (pixels, place) => values.set(pixels, place * perJob * size), { pause });
  const levels = [...new Set(images.map(({ label }) => label))];
  const codes = new Map(levels.map((level, code) => [level, code]));
  return {
    rows: images.length,
    origin: Uint8Array.from(images, ({ role }) => origins[role]),
    columns: [
      {
        kind: 'category',
        name: 'class',
        codes: Int32Array.from(images, ({ label }) => codes.get(label) ?? -1),
        levels,
      },
    ],
    label: 'class',
    labels: null,
    task: 'classification',
    features: null,
    exclude: [],
    text: null,
    array: { kind: 'image', values, shape: [height, width, channels], lengths: null },
  };
}
