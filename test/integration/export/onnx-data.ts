// Data whose validation rows are files of their own, so that a client of an exported model can read them as they are.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomStream } from '#shared/num/random.ts';

export type Cells = Readonly<Record<string, string>>;
export type Images = { readonly pixels: Uint8Array; readonly labels: Uint8Array; readonly side: number };

/** Numbers and categories in turn, with gaps in both, and a town that only validation rows have. */
export function people(rows: number, seed: number, extra: boolean): Cells[] {
  const random = randomStream(seed);
  return Array.from({ length: rows }, (_, row) => {
    const age = 20 + 50 * random.uniform();
    const town = ['Oslo', 'Wien', '東京'][random.int(0, 2)] ?? '';
    const since = 1_600_000_000 + random.int(0, 100_000_000);
    const likes = age > 45 ? 'tea' : town === 'Wien' ? 'coffee' : 'water';
    return {
      age: row % 11 === 0 ? 'NA' : age.toFixed(1),
      town: row % 13 === 0 ? '' : extra && row % 7 === 0 ? 'Rome' : town,
      since: String(since),
      'own=yes?': random.int(0, 1) === 1 ? 'y' : 'n',
      likes,
      price: (250_000 + 4000 * age + 0.0001 * (since - 1_650_000_000) + 300 * random.normal()).toFixed(2),
    };
  });
}

const moods = { good: ['fine', 'lovely', 'great', 'superb'], bad: ['poor', 'awful', 'dull', 'weak'] };
const fillers = ['the', 'Film', 'was', 'a', 'PLOT', 'and', 'ﬁne', 'cast', '2024'];

/** Reviews whose mood is told by one word among fillers; some validation rows are longer than any other, or have no known word. */
export function reviews(rows: number, seed: number, extra: boolean): Cells[] {
  const random = randomStream(seed);
  return Array.from({ length: rows }, (_, row) => {
    const mood = row % 2 === 0 ? 'good' : 'bad';
    const length = extra && row % 9 === 0 ? 20 : random.int(2, 8);
    const words = Array.from({ length }, () => fillers[random.int(0, fillers.length - 1)]);
    words.splice(random.int(0, length), 0, moods[mood][random.int(0, 3)]);
    const text = extra && row % 17 === 0 ? 'Unheard-of syllables!' : `${words.join(' ')}.`;
    return { text, mood, tags: [mood, row % 3 === 0 ? 'third' : ''].filter(Boolean).join('|') };
  });
}

/** Squares or crosses of varying brightness on noise. */
export function shapes(rows: number, seed: number): Images {
  const side = 8;
  const random = randomStream(seed);
  const pixels = Uint8Array.from({ length: rows * side * side }, () => random.int(0, 90));
  const labels = Uint8Array.from({ length: rows }, (_, row) => row % 3);
  labels.forEach((label, row) => {
    const [top, left] = [random.int(0, 4), random.int(0, 4)];
    for (let i = 0; i < 4; i++) {
      const marks = [
        [i, 1],
        [1, i],
        [i, i],
      ][label] ?? [0, 0];
      pixels[row * 64 + (top + (marks[0] ?? 0)) * side + left + (marks[1] ?? 0)] = random.int(160, 255);
    }
  });
  return { pixels, labels, side };
}

export function writeCsv(path: string, rows: readonly Cells[]): void {
  const header = Object.keys(rows[0] ?? {});
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const lines = [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))];
  writeFileSync(path, `${lines.map((line) => line.map(quoted).join(',')).join('\n')}\n`);
}

/** A folder with the two files of a part: "train" or "t10k". */
export function writeIdx(folder: string, part: string, { pixels, labels, side }: Images): void {
  const head = (code: number, ...sizes: number[]) => {
    const bytes = Buffer.alloc(4 + 4 * sizes.length);
    bytes.writeUInt32BE(0x800 + code, 0);
    for (const [i, size] of sizes.entries()) bytes.writeUInt32BE(size, 4 + 4 * i);
    return bytes;
  };
  mkdirSync(folder, { recursive: true });
  const write = (name: string, bytes: Buffer, content: Uint8Array) =>
    writeFileSync(join(folder, `${part}-${name}-ubyte`), Buffer.concat([bytes, content]));
  write('images-idx3', head(3, labels.length, side, side), pixels);
  write('labels-idx1', head(1, labels.length), labels);
}
