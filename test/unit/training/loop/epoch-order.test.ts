// Oversampling, balanced batches, class weights and what is reported of them.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EncodedDataset } from '#main/data/dataset.ts';
import { classMix, classWeights, epochOrder, naturalBalance } from '#main/training/loop/epoch-order.ts';
import { blobs } from './blobs.ts';

/** Rows of as many classes as there are counts; a class with count 0 is known and has no row. */
function classes(...counts: number[]): EncodedDataset {
  const y = Float32Array.from(counts.flatMap((count, label) => new Array<number>(count).fill(label)));
  const base = blobs();
  return {
    ...base,
    header: { ...base.header, classes: counts.map((_, k) => `class ${k}`) },
    y,
    train: Uint32Array.from(y.keys()),
  };
}

const countsOf = ({ header, y }: EncodedDataset, rows: Iterable<number>) => {
  const counts = (header.classes ?? []).map(() => 0);
  for (const row of rows) counts[y[row] ?? 0] = (counts[y[row] ?? 0] ?? 0) + 1;
  return counts;
};

it('oversampling brings every class to the size of the largest, no row left out, none much more often than its fellows', () => {
  const data = classes(60, 7, 1, 0);
  const order = epochOrder(data, { ...naturalBalance, oversample: 1 }, 1, 16)(1);
  expect(countsOf(data, order)).toEqual([60, 60, 60, 0]);
  const times = [...data.train].map((row) => order.filter((drawn) => drawn === row).length);
  expect(times.slice(0, 60)).toEqual(new Array(60).fill(1));
  expect(Math.max(...times.slice(60, 67)) - Math.min(...times.slice(60, 67))).toBeLessThanOrEqual(1);
  expect(classMix(data, order)['classMix[class 2]']).toBeCloseTo(1 / 3, 12);
});

it('halfway oversampling is halfway on the scale of ratios', () => {
  const data = classes(100, 4);
  const order = epochOrder(data, { ...naturalBalance, oversample: 0.5 }, 1, 16)(1);
  expect(countsOf(data, order)).toEqual([100, 20]);
});

it('which rows come once more changes from epoch to epoch, and repeats for the same epoch', () => {
  const data = classes(10, 7);
  const order = epochOrder(data, { ...naturalBalance, oversample: 1 }, 3, 4);
  expect(order(2)).toEqual(order(2));
  const extra = (epoch: number) => [...order(epoch)].sort((a, b) => a - b).join();
  expect(new Set([1, 2, 3, 4, 5, 6].map(extra)).size).toBeGreaterThan(1);
});

it('balanced batches: in every batch the classes differ by one row at most', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 6 }),
      fc.integer({ min: 2, max: 17 }),
      fc.integer({ min: 1, max: 5 }),
      (counts, batchSize, epoch) => {
        fc.pre(counts.filter((count) => count > 0).length > 1);
        const data = classes(...counts);
        const order = epochOrder(data, { ...naturalBalance, balancedBatches: true }, 2, batchSize)(epoch);
        expect(order).toHaveLength(data.train.length);
        for (let start = 0; start < order.length; start += batchSize) {
          const drawn = countsOf(data, order.subarray(start, start + batchSize)).filter((_, k) => (counts[k] ?? 0) > 0);
          expect(Math.max(...drawn) - Math.min(...drawn)).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});

it('balanced batches see every row of the frequent class within a few epochs', () => {
  const data = classes(90, 10);
  const order = epochOrder(data, { ...naturalBalance, balancedBatches: true }, 2, 20);
  const seen = new Set([1, 2, 3].flatMap((epoch) => [...order(epoch)]));
  expect(seen.size).toBe(100);
});

it('class weights have a mean of 1 over the rows, are even at exponent 0 and make classes count alike at 1', () => {
  const data = classes(80, 20, 0);
  expect(classWeights(data, 0)).toBeNull();
  const weights = [...(classWeights(data, 1) ?? [])];
  expect(80 * (weights[0] ?? 0)).toBeCloseTo(20 * (weights[1] ?? 0), 9);
  expect((80 * (weights[0] ?? 0) + 20 * (weights[1] ?? 0)) / 100).toBeCloseTo(1, 12);
  expect(weights[2]).toBeGreaterThan(0);
});

it('a label of its own reports no mix for numbers, and none for very many classes', () => {
  const data = classes(...new Array<number>(101).fill(1));
  expect(classMix(data, data.train)).toEqual({});
  const regression = { ...data, header: { ...data.header, task: 'regression' as const, classes: null } };
  expect(classMix(regression, data.train)).toEqual({});
});
