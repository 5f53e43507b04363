import { expect, test } from 'vitest';
import { inputStatistics } from '#main/data/statistics.ts';
import { randomStream } from '#shared/num/random.ts';

const noPause = async () => {};

function expected(x: ArrayLike<number>, rows: Uint32Array, perRow: number, channels: number, channel: number) {
  const values: number[] = [];
  for (const row of rows) for (let at = channel; at < perRow; at += channels) values.push(x[row * perRow + at] ?? 0);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const sd = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length);
  return { mean, sd, min: Math.min(...values), max: Math.max(...values) };
}

test.each([
  ['float32 table', 'float32', 5, 5],
  ['bytes of three channels', 'uint8', 12, 3],
  ['bytes of one channel', 'uint8', 16, 1],
] as const)('%s: only the given rows count, per channel', async (_, type, perRow, channels) => {
  const stream = randomStream(3);
  const values = Array.from({ length: 40 * perRow }, () => stream.int(0, 255));
  const x = type === 'uint8' ? Uint8Array.from(values) : Float32Array.from(values, (value) => value / 7 - 11);
  const rows = Uint32Array.from({ length: 25 }, (_, i) => (i * 7) % 40);
  const found = await inputStatistics(x, rows, perRow, channels, noPause);
  for (let channel = 0; channel < channels; channel++) {
    const due = expected(x, rows, perRow, channels, channel);
    expect(found.mean[channel]).toBeCloseTo(due.mean, 12);
    expect(found.sd[channel]).toBeCloseTo(due.sd, 12);
    expect(found.min[channel]).toBe(due.min);
    expect(found.max[channel]).toBe(due.max);
  }
});

test('a constant feature has sd 0 exactly, however its mean rounds', async () => {
  const x = new Float32Array(1000).fill(0.1);
  const { sd } = await inputStatistics(x, Uint32Array.from(x.keys()), 1, 1, noPause);
  expect(sd).toEqual([0]);
});
