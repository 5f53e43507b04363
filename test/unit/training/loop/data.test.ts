// Scaling, batches and the rows that are measured.
import { expect, it } from 'vitest';
import type { EncodedDataset } from '#main/data/dataset.ts';
import { BatchGatherer } from '#main/training/loop/batches.ts';
import { epochOrder, naturalBalance } from '#main/training/loop/epoch-order.ts';
import { trainSample } from '#main/training/loop/evaluate.ts';
import { rowReader, type ScalingName } from '#main/training/loop/scaling.ts';
import { blobs, line } from './blobs.ts';

const rowOf = (dataset: EncodedDataset, scaling: ScalingName, row: number) => {
  const size = dataset.header.inputShape.reduce((a, b) => a * b, 1);
  const target = new Float32Array(size);
  rowReader(dataset, scaling, { size, tokens: null })(row, target, 0);
  return [...target];
};

it('standardize gives every training column mean 0 and variance 1', () => {
  const dataset = blobs();
  for (let column = 0; column < 4; column++) {
    const values = [...dataset.train].map((row) => rowOf(dataset, 'standardize', row)[column] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean).toBeCloseTo(0, 4);
    expect(values.reduce((sum, value) => sum + value ** 2, 0) / values.length).toBeCloseTo(1, 4);
  }
});

it('minmax maps training columns to 0..1, and a constant column to 0', () => {
  const dataset = blobs();
  const rows = [...dataset.train].map((row) => rowOf(dataset, 'minmax', row));
  expect(Math.min(...rows.flat())).toBeCloseTo(0, 6);
  expect(Math.max(...rows.flat())).toBeCloseTo(1, 6);
  const statistics = { ...dataset.header.statistics, max: dataset.header.statistics.min, sd: [0, 0, 0, 0] };
  const constant = { ...dataset, header: { ...dataset.header, statistics } };
  expect(rowOf(constant, 'minmax', 3).map(Math.abs)).toEqual([0, 0, 0, 0]);
  expect(rowOf(constant, 'standardize', 3).map(Math.abs)).toEqual([0, 0, 0, 0]);
});

/** One image of 1×2 pixels and 2 channels as bytes. */
function bytes(): EncodedDataset {
  const dataset = blobs();
  const statistics = { mean: [10, 30], sd: [3, 4], min: [0, 0], max: [100, 200] };
  const header = {
    ...dataset.header,
    kind: 'image' as const,
    inputShape: [1, 2, 2],
    xType: 'uint8' as const,
    statistics,
  };
  return { ...dataset, header, x: Uint8Array.of(10, 30, 13, 38) };
}

it('images: perChannel scales each channel by its own, standardize all alike', () => {
  expect(rowOf(bytes(), 'none', 0)).toEqual([10, 30, 13, 38]);
  expect(rowOf(bytes(), 'perChannel', 0)).toEqual([0, 0, 1, 2]);
  // Pooled: mean 20, variance (9 + 100 + 16 + 100) / 2.
  const sd = Math.sqrt(112.5);
  rowOf(bytes(), 'standardize', 0).forEach((value, i) => {
    expect(value).toBeCloseTo(((bytes().x[i] ?? 0) - 20) / sd, 5);
  });
});

it.each([
  [2, 2, 1],
  [5, 5, 1],
  [3, 1, 3],
  [1, 1, 1],
  [28, 28, 1],
])('a batch of %i×%i×%i bytes is scaled as its rows are, one by one', (height, width, channels) => {
  const rows = 7;
  const size = height * width * channels;
  const inputShape = [height, width, channels];
  const each = <T>(values: readonly T[]) => values.slice(0, channels);
  const statistics = { mean: each([20, 99, 3]), sd: each([5, 0, 7]), min: each([0, 3, 0]), max: each([100, 99, 255]) };
  const base = bytes();
  const x = Uint8Array.from({ length: rows * size }, (_, i) => (i * 37) % 256);
  const dataset = { ...base, x, header: { ...base.header, inputShape, statistics } };
  const program = { ...plain, inputShape };
  const order = Uint32Array.of(3, 6, 0, 5, 1);
  for (const scaling of ['none', 'standardize', 'minmax', 'perChannel'] as const) {
    const batch = new BatchGatherer(dataset, program, { scaling, size: order.length, training: null }).gather(order, 0);
    const expected = [...order].flatMap((row) => rowOf(dataset, scaling, row));
    expect(batch.x).toHaveLength(expected.length);
    batch.x.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 4);
    });
  }
});

it('an epoch visits every training row once, in an order of its own that repeats', () => {
  const dataset = blobs();
  const order = (seed: number, epoch: number) => epochOrder(dataset, naturalBalance, seed, 32)(epoch);
  const first = order(1, 1);
  expect([...first].sort((a, b) => a - b)).toEqual([...dataset.train]);
  expect(order(1, 1)).toEqual(first);
  expect(order(1, 2)).not.toEqual(first);
  expect(order(2, 1)).not.toEqual(first);
});

const plain = { inputShape: [4], labelShape: [], maskSteps: null, tokens: null };

it('the last batch is filled up with its own rows, of weight 0', () => {
  const dataset = blobs();
  const batches = new BatchGatherer(dataset, plain, { scaling: 'none', size: 8, training: null });
  batches.gather(dataset.train, 0);
  const batch = batches.gather(dataset.train.subarray(0, 11), 8);
  expect(batch.real).toBe(3);
  expect([...batch.weight]).toEqual([1, 1, 1, 0, 0, 0, 0, 0]);
  expect([...batch.x.subarray(12, 24)]).toEqual([...batch.x.subarray(0, 12)]);
  expect([...batch.x.subarray(24)]).toEqual([...batch.x.subarray(0, 8)]);
  expect(batch.x[0]).toBe(dataset.x[(dataset.train[8] ?? 0) * 4]);
  expect(batch.y[2]).toBe(dataset.y[dataset.train[10] ?? 0]);
});

it('a batch reads the rows where the data set has them: nothing of it is copied for a trial', () => {
  const dataset = blobs();
  const batches = new BatchGatherer(dataset, plain, { scaling: 'none', size: 2, training: null });
  const rows = Uint32Array.of(3, 4);
  batches.gather(rows, 0);
  // Only a test may write there: what is seen afterwards cannot come from a copy.
  dataset.x.fill(7, 12, 20);
  dataset.y.fill(2, 3, 5);
  const { x, y } = batches.gather(rows, 0);
  expect([...x]).toEqual(new Array(8).fill(7));
  expect([...y]).toEqual([2, 2]);
});

it('regression labels are standardised', () => {
  const dataset = line();
  const { y } = new BatchGatherer(dataset, plain, { scaling: 'none', size: 270, training: null }).gather(
    dataset.train,
    0,
  );
  expect(y.reduce((sum, value) => sum + value, 0) / 270).toBeCloseTo(0, 0);
  expect(Math.max(...y)).toBeLessThan(5);
});

it('smoothed labels are probabilities', () => {
  const dataset = blobs();
  const soft = { ...plain, labelShape: [3] };
  const training = { labelSmoothing: 0.3, classWeights: null, augment: null };
  const { y } = new BatchGatherer(dataset, soft, { scaling: 'none', size: 2, training }).gather(
    Uint32Array.of(1, 2),
    0,
  );
  [0.1, 0.8, 0.1, 0.1, 0.1, 0.8].forEach((share, i) => {
    expect(y[i]).toBeCloseTo(share, 6);
  });
});

it('tokens outside of the vocabulary are unknown, what is longer is cut, and the mask ends where the row does', () => {
  const base = blobs();
  const dataset: EncodedDataset = {
    ...base,
    header: { ...base.header, kind: 'text', inputShape: [5], xType: 'uint16' },
    x: Uint16Array.of(4, 9, 3, 0, 0, 2, 2, 7, 8, 5),
    lengths: Uint32Array.of(3, 5),
  };
  const program = { ...plain, inputShape: [4], maskSteps: 4, tokens: 6 };
  const batch = new BatchGatherer(dataset, program, { scaling: 'standardize', size: 3, training: null }).gather(
    Uint32Array.of(0, 1),
    0,
  );
  expect([...batch.x]).toEqual([4, 1, 3, 0, 2, 2, 1, 1, 4, 1, 3, 0]);
  expect([...(batch.mask ?? [])]).toEqual([1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0]);
});

it('the padding of a sequence stays zero when its features are scaled', () => {
  const base = blobs();
  const dataset: EncodedDataset = {
    ...base,
    header: {
      ...base.header,
      kind: 'sequence',
      inputShape: [3, 2],
      statistics: { mean: [10, 0], sd: [2, 1], min: [0, 0], max: [20, 1] },
    },
    x: Float32Array.of(12, 1, 8, 2, 0, 0),
    lengths: Uint32Array.of(2),
  };
  const target = new Float32Array(6).fill(9);
  rowReader(dataset, 'standardize', { size: 6, tokens: null })(0, target, 0);
  expect([...target]).toEqual([1, 1, -1, 2, 0, 0]);
});

it('train.* is measured on all rows of small data and on the same sample of large data', () => {
  const small = blobs();
  expect(trainSample(small)).toBe(small.train);
  const large = blobs(12_000);
  const sample = trainSample(large);
  expect(sample).toHaveLength(1200);
  expect(new Set(sample).size).toBe(1200);
  const training = new Set(large.train);
  expect(sample.every((row) => training.has(row))).toBe(true);
  expect(trainSample(large)).toEqual(sample);
});
