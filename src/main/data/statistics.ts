// Statistics of the encoded inputs over the training rows, for input scaling. In the units of x (0 to 255 for bytes).
import type { InputStatistics } from './dataset.ts';
import type { Pause } from './pause.ts';

/**
 * Per feature of a table (channels = features) or per channel of images (values interleaved, channel fastest), over the given
 * rows. Mean and population standard deviation in two passes of float64; exact for bytes. sd is 0 where nothing varies.
 * @param lengths steps of each row of a sequence, whose features are the channels: the padding does not count. null: no padding.
 */
export async function inputStatistics(
  x: Uint8Array | Float32Array,
  rows: Uint32Array,
  valuesPerRow: number,
  channels: number,
  pause: Pause,
  lengths: Uint32Array | null = null,
): Promise<InputStatistics> {
  if (x instanceof Uint8Array && lengths === null) return byteStatistics(x, rows, valuesPerRow, channels, pause);
  const valuesOf = (row: number) => (lengths === null ? valuesPerRow : (lengths[row] ?? 0) * channels);
  const perChannel = rows.reduce((count, row) => count + valuesOf(row), 0) / channels;
  const extent = { valuesPerRow, valuesOf, channels };
  const sum = new Float64Array(channels);
  const min = new Float64Array(channels).fill(Number.POSITIVE_INFINITY);
  const max = new Float64Array(channels).fill(Number.NEGATIVE_INFINITY);
  await forEachValue(x, rows, extent, pause, (value, channel) => {
    sum[channel] = (sum[channel] ?? 0) + value;
    if (value < (min[channel] ?? 0)) min[channel] = value;
    if (value > (max[channel] ?? 0)) max[channel] = value;
  });
  const mean = sum.map((total) => total / perChannel);
  const squares = new Float64Array(channels);
  await forEachValue(x, rows, extent, pause, (value, channel) => {
    squares[channel] = (squares[channel] ?? 0) + (value - (mean[channel] ?? 0)) ** 2;
  });
  // A constant feature must not get a tiny sd from the rounding of its mean: scaling would divide by it.
  const sd = squares.map((total, at) => (min[at] === max[at] ? 0 : Math.sqrt(total / perChannel)));
  return { mean: [...mean], sd: [...sd], min: [...min], max: [...max] };
}

/** A histogram of 256 counts per channel holds everything. */
async function byteStatistics(
  x: Uint8Array,
  rows: Uint32Array,
  valuesPerRow: number,
  channels: number,
  pause: Pause,
): Promise<InputStatistics> {
  const counts = new Float64Array(channels * 256);
  for (const row of rows) {
    const start = row * valuesPerRow;
    for (let at = 0, channel = 0; at < valuesPerRow; at++) {
      const slot = channel * 256 + (x[start + at] ?? 0);
      counts[slot] = (counts[slot] ?? 0) + 1;
      if (++channel === channels) channel = 0;
    }
    await pause();
  }
  const perChannel = (rows.length * valuesPerRow) / channels;
  const result = { mean: [] as number[], sd: [] as number[], min: [] as number[], max: [] as number[] };
  for (let channel = 0; channel < channels; channel++) {
    const histogram = counts.subarray(channel * 256, channel * 256 + 256);
    const mean = histogram.reduce((sum, count, value) => sum + count * value, 0) / perChannel;
    const variance = histogram.reduce((sum, count, value) => sum + count * (value - mean) ** 2, 0) / perChannel;
    result.mean.push(mean);
    result.sd.push(Math.sqrt(variance));
    result.min.push(histogram.findIndex((count) => count > 0));
    result.max.push(histogram.findLastIndex((count) => count > 0));
  }
  return result;
}

interface Extent {
  readonly valuesPerRow: number;
  /** Of a row, without its padding. */
  readonly valuesOf: (row: number) => number;
  readonly channels: number;
}

async function forEachValue(
  x: Uint8Array | Float32Array,
  rows: Uint32Array,
  { valuesPerRow, valuesOf, channels }: Extent,
  pause: Pause,
  visit: (value: number, channel: number) => void,
): Promise<void> {
  let sincePause = 0;
  for (const row of rows) {
    const start = row * valuesPerRow;
    const end = valuesOf(row);
    for (let at = 0, channel = 0; at < end; at++) {
      visit(x[start + at] ?? 0, channel);
      if (++channel === channels) channel = 0;
    }
    sincePause += valuesPerRow;
    if (sincePause > 1 << 15) {
      sincePause = 0;
      await pause();
    }
  }
}
