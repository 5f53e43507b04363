// What rows of different lengths look like: how long they are, and which words texts are made of.
import type { DataProfile } from '#shared/contract/datasets.ts';
import type { EncodedDataset } from './dataset.ts';
import type { Pause } from './pause.ts';
import { unknownId } from './tokens.ts';

const mostBins = 16;
const mostWords = 20;

/** Of all rows in use, before the padding; null for rows that have no length. */
export function lengthsProfile({ lengths }: Pick<EncodedDataset, 'lengths'>): DataProfile['lengths'] {
  if (lengths === null || lengths.length === 0) return null;
  const sorted = lengths.slice().sort();
  const [min = 0, max = 0] = [sorted[0], sorted.at(-1)];
  const width = Math.max(1, Math.ceil((max - min + 1) / mostBins));
  const bins = Array.from({ length: Math.ceil((max - min + 1) / width) }, (_, i) => ({
    from: min + i * width,
    to: Math.min(max, min + (i + 1) * width - 1),
    count: 0,
  }));
  for (const length of lengths) {
    const bin = bins[Math.floor((length - min) / width)];
    if (bin) bin.count++;
  }
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  return { min, median: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, mean, max, bins };
}

/** Words that are counted are those of the training rows; the share of unknown ones is over all rows in use. null for rows that are no texts. */
export async function vocabularyProfile(
  { header, x, lengths, train }: EncodedDataset,
  pause: Pause,
): Promise<DataProfile['vocabulary']> {
  const { vocabulary, inputShape } = header;
  if (vocabulary === null || lengths === null) return null;
  const steps = inputShape[0] ?? 1;
  const first = unknownId + 1;
  const counts = new Array<number>(Math.min(mostWords, vocabulary.length - first)).fill(0);
  const inTrain = new Uint8Array(lengths.length);
  for (const row of train) inTrain[row] = 1;
  let all = 0;
  let unknown = 0;
  for (const [row, length] of lengths.entries()) {
    for (const id of x.subarray(row * steps, row * steps + length)) {
      if (id === unknownId) unknown++;
      const place = id - first;
      if (inTrain[row] === 1 && place >= 0 && place < counts.length) counts[place] = (counts[place] ?? 0) + 1;
    }
    all += length;
    if ((row & 255) === 0) await pause();
  }
  const top = counts.map((count, place) => ({ value: vocabulary[place + first] ?? '', count }));
  return { size: vocabulary.length - first, unknown: all === 0 ? 0 : unknown / all, top };
}
