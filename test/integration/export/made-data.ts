// Small data on disk that every reader of a snippet reads, with parts that the files themselves name, so that the study and the
// programs train on the same rows.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type RandomStream, randomStream } from '#shared/num/random.ts';

const partOf = (row: number) => (row % 4 === 3 ? 'validation' : 'train');
const pick = <T>(random: RandomStream, values: readonly T[]): T => values[random.int(0, values.length - 1)] as T;

/** Semicolons, decimal commas, gaps, a category, three classes of which one is rare, a value, and a column of several labels. */
export function writeTable(path: string, rows = 600): void {
  const random = randomStream(21);
  const lines = ['width;height;colour;kind;amount;tags;part'];
  for (let row = 0; row < rows; row++) {
    const kind = random.uniform() < 0.15 ? 2 : row % 2;
    const width = random.normal() + ([0, 2, 1][kind] ?? 0);
    const height = 10 * random.normal() + ([0, 5, -20][kind] ?? 0);
    const colour = pick(random, kind === 0 ? ['red', 'red', 'blue'] : ['blue', 'green', '?']);
    const amount = 100 + 30 * Math.sin(2 * width) + 2 * height + 3 * random.normal();
    const tags = [width > 1 ? 'wide' : '', height > 0 ? 'high' : '', colour === 'red' ? 'red' : ''].filter(Boolean);
    const cell = (value: number) => (random.uniform() < 0.03 ? 'NA' : value.toFixed(4).replace('.', ','));
    lines.push(
      [
        cell(width),
        cell(height),
        colour,
        ['oak', 'elm', 'yew'][kind],
        amount.toFixed(3).replace('.', ','),
        tags.join('|'),
        partOf(row),
      ].join(';'),
    );
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}

const words = {
  good: ['bright', 'lovely', 'don’t miss', 'Great', 'naïve charm', '5 stars'],
  bad: ['dull', 'broken', 'isn’t worth it', 'Awful', 'cost 3.50', 'never again'],
  other: ['the', 'film', 'and', 'a', 'table', 'by', 'Zoë', 'with', 'U.S.A.', 'colour-blind', '1,000'],
} as const;

/** Reviews whose words tell their class; some have no word at all. */
export function writeTexts(path: string, rows = 400): void {
  const random = randomStream(22);
  const lines = ['review,verdict,topics,part'];
  for (let row = 0; row < rows; row++) {
    const verdict = random.uniform() < 0.3 ? 'bad' : 'good';
    const length = row % 50 === 49 ? 0 : random.int(2, 12);
    const chosen = Array.from({ length }, () => pick(random, random.uniform() < 0.35 ? words[verdict] : words.other));
    const topics = ['film', 'table'].filter((word) => chosen.includes(word as never)).join(';');
    lines.push(`"${chosen.join(' ')}${length === 0 ? '...' : '!'}",${verdict},${topics},${partOf(row)}`);
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}

/** Bars that lie or stand, in IDX files, one pair packed; a folder for training and one for validation. */
export function writeImages(folder: string, rows = 240): { readonly train: string; readonly validation: string } {
  const random = randomStream(23);
  const [height, width] = [12, 10];
  const write = (name: string, count: number) => {
    const place = join(folder, name);
    mkdirSync(place, { recursive: true });
    const images = Buffer.alloc(16 + count * height * width);
    const labels = Buffer.alloc(8 + count);
    for (const [i, value] of [0x803, count, height, width].entries()) images.writeUInt32BE(value, 4 * i);
    for (const [i, value] of [0x801, count].entries()) labels.writeUInt32BE(value, 4 * i);
    for (let row = 0; row < count; row++) {
      const label = row % 3;
      labels[8 + row] = label;
      const [top, left] = [random.int(2, 6), random.int(2, 5)];
      for (let i = 0; i < height; i++) {
        for (let k = 0; k < width; k++) {
          const [down, right] = [i - top, k - left];
          const isBar =
            label === 0
              ? down === 0 && right >= 0 && right < 5
              : label === 1
                ? right === 0 && down >= 0 && down < 5
                : down === right && down >= 0 && down < 5;
          images[16 + (row * height + i) * width + k] = Math.min(255, (isBar ? 200 : 0) + random.int(0, 55));
        }
      }
    }
    writeFileSync(join(place, 'train-images-idx3-ubyte.gz'), gzipSync(images));
    writeFileSync(join(place, 'train-labels-idx1-ubyte'), labels);
    return place;
  };
  return { train: write('train', rows), validation: write('validation', rows / 2) };
}

export interface MadeSequences {
  readonly steps: number;
  readonly features: number;
  /** [rows, steps, features], zeros after each end. */
  readonly x: Float32Array;
  readonly lengths: Uint32Array;
  /** Whether the sequence rises. */
  readonly rises: Float32Array;
  /** Its slope. */
  readonly slope: Float32Array;
}

/** Noisy lines of different lengths, as NPY files whose padding is NaN. */
export function writeSequences(folder: string, rows = 480): MadeSequences {
  const random = randomStream(24);
  const [steps, features] = [9, 2];
  const x = new Float32Array(rows * steps * features);
  const [lengths, rises, slope] = [new Uint32Array(rows), new Float32Array(rows), new Float32Array(rows)];
  for (let row = 0; row < rows; row++) {
    const length = random.int(3, steps);
    const tilt = random.normal();
    lengths[row] = length;
    slope[row] = tilt;
    rises[row] = tilt > 0 ? 1 : 0;
    for (let t = 0; t < length; t++) {
      x[(row * steps + t) * features] = 5 + tilt * t + 0.5 * random.normal();
      x[(row * steps + t) * features + 1] = 100 * random.normal();
    }
  }
  const padded = x.map((value, i) =>
    Math.floor(i / features) % steps < (lengths[Math.floor(i / (steps * features))] ?? 0) ? value : Number.NaN,
  );
  writeNpy(join(folder, 'x.npy'), padded, [rows, steps, features]);
  writeNpy(join(folder, 'rises.npy'), rises, [rows]);
  writeNpy(join(folder, 'slope.npy'), slope, [rows]);
  return { steps, features, x, lengths, rises, slope };
}

function writeNpy(path: string, values: Float32Array, shape: readonly number[]): void {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const header = `${text.padEnd(117)}\n`;
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length & 0xff, header.length >> 8]);
  writeFileSync(path, Buffer.concat([start, Buffer.from(header), Buffer.from(values.buffer)]));
}
