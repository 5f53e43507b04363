import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EncodedDataset } from '#main/data/dataset.ts';
import { shareOf } from '#main/training/loop/share.ts';
import { trainTrial } from '#main/training/loop/train-trial.ts';
import { blobs, recorded } from './blobs.ts';

const counted = ({ train, y }: EncodedDataset) => {
  const counts = new Map<number, number>();
  for (const row of train) counts.set(y[row] ?? 0, (counts.get(y[row] ?? 0) ?? 0) + 1);
  return counts;
};

test('all of them is the data as they are', () => {
  const dataset = blobs();
  expect(shareOf(dataset, 1)).toBe(dataset);
});

test('of every class there is its share, at least one row, in the order of the whole; a smaller share is within a larger one', () => {
  const dataset = blobs(300);
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      (a, b) => {
        const [small, large] = [shareOf(dataset, Math.min(a, b)), shareOf(dataset, Math.max(a, b))];
        for (const [name, rows] of counted(dataset)) {
          const kept = counted(small).get(name) ?? 0;
          expect(kept).toBeGreaterThanOrEqual(1);
          expect(Math.abs(kept - Math.min(a, b) * rows)).toBeLessThan(1);
        }
        const inLarge = new Set(large.train);
        expect([...small.train].every((row) => inLarge.has(row))).toBe(true);
        expect([...large.train]).toEqual([...dataset.train].filter((row) => inLarge.has(row)));
      },
    ),
    { numRuns: 50 },
  );
});

test('a third of 300 rows is 100: rounding makes no row', () => {
  const dataset = blobs(300);
  const numbers: EncodedDataset = { ...dataset, header: { ...dataset.header, task: 'regression', classes: null } };
  const third = shareOf({ ...numbers, train: numbers.train.slice(0, 150) }, 1 / 3);
  expect([...third.train]).toEqual([...numbers.train.slice(0, 50)]);
});

test('what is told of the training rows is told of the share, and it is no other share’s', () => {
  const dataset = blobs(300);
  const part = shareOf(dataset, 1 / 9);
  expect(part.header.trainRows).toBe(part.train.length);
  expect(part.header.trainClassCounts).toEqual(part.header.classes?.map((_, at) => counted(part).get(at)));
  expect(part.header.fingerprint).not.toBe(dataset.header.fingerprint);
  expect(part.header.statistics).toEqual(dataset.header.statistics);
  expect(part.validation).toBe(dataset.validation);
});

test('a trial trains on the rows of its share alone, and on other shares from another checkpoint', async () => {
  const dataset = blobs(300);
  const settings = { 'training.epochs': 2, 'training.batchSize': 8 };
  const small = await recorded(settings, { dataset: shareOf(dataset, 1 / 9) });
  expect(await trainTrial(small.request)).toEqual({ kind: 'complete', epoch: 2 });
  const whole = await recorded(settings, { dataset });
  await trainTrial(whole.request);
  const accuracy = (at: typeof small) => at.epochs.map(({ metrics }) => metrics['validation.loss']);
  expect(accuracy(small)).not.toEqual(accuracy(whole));
  const again = await recorded(settings, { dataset, resumeFrom: small.request.checkpointPath });
  await expect(trainTrial(again.request)).rejects.toThrow('fingerprint');
});
