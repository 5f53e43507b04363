// Scaling, batches and the rows that are measured.
import { expect, it } from 'vitest';
import type { EncodedDataset } from '#main/data/dataset.ts';
import { BatchGatherer, epochOrder } from '#main/training/loop/batches.ts';
import { trainSample } from '#main/training/loop/evaluate.ts';
import { rowReader, type ScalingName } from '#main/training/loop/scaling.ts';
import { blobs, line } from './blobs.ts';

const rowOf = (dataset: EncodedDataset, scaling: ScalingName, row: number) => {
  const target = new Float32Array(dataset.header.inputShape.reduce((a, b) => a * b, 1));
  rowReader(dataset, scaling)(row, target, 0);
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

it('grey bytes go through the table alike', () => {
  const base = bytes();
  const grey = {
    ...base,
    header: { ...base.header, inputShape: [2, 2, 1], statistics: { mean: [20], sd: [5], min: [0], max: [100] } },
  };
  for (const scaling of ['none', 'standardize', 'minmax', 'perChannel'] as const) {
    const asFloats = { ...grey, x: Float32Array.from(grey.x) };
    expect(rowOf(grey, scaling, 0)).toEqual(rowOf(asFloats, scaling, 0));
  }
});

it('an epoch visits every training row once, in an order of its own that repeats', () => {
  const { train } = blobs();
  const first = epochOrder(train, 1, 1);
  expect([...first].sort((a, b) => a - b)).toEqual([...train]);
  expect(epochOrder(train, 1, 1)).toEqual(first);
  expect(epochOrder(train, 1, 2)).not.toEqual(first);
  expect(epochOrder(train, 2, 1)).not.toEqual(first);
});

it('the last batch is padded with zero rows of weight 0', () => {
  const dataset = blobs();
  const batches = new BatchGatherer(dataset, rowReader(dataset, 'none'), 8);
  batches.gather(dataset.train, 0);
  const batch = batches.gather(dataset.train.subarray(0, 11), 8);
  expect(batch.real).toBe(3);
  expect([...(batch.weight ?? [])]).toEqual([1, 1, 1, 0, 0, 0, 0, 0]);
  expect(batch.x.subarray(12).every((value) => value === 0)).toBe(true);
  expect(batch.x[0]).toBe(dataset.x[(dataset.train[8] ?? 0) * 4]);
  expect(batch.y[2]).toBe(dataset.y[dataset.train[10] ?? 0]);
});

it('regression labels are standardised', () => {
  const dataset = line();
  const { y } = new BatchGatherer(dataset, rowReader(dataset, 'none'), 270).gather(dataset.train, 0);
  expect(y.reduce((sum, value) => sum + value, 0) / 270).toBeCloseTo(0, 0);
  expect(Math.max(...y)).toBeLessThan(5);
});

it('train.* is measured on all rows of small data and on the same sample of large data', () => {
  const small = blobs();
  expect(trainSample(small)).toBe(small.train);
  const large = blobs(6000);
  const sample = trainSample(large);
  expect(sample).toHaveLength(1200);
  expect(new Set(sample).size).toBe(1200);
  const training = new Set(large.train);
  expect(sample.every((row) => training.has(row))).toBe(true);
  expect(trainSample(large)).toEqual(sample);
});
