import { expect, test } from 'vitest';
import type { EncodedDataset } from '#main/data/dataset.ts';
import { metricIntervals } from '#main/host/test-part/intervals.ts';
import { type MeasuredWeights, rowMetrics } from '#main/training/loop/index.ts';
import { metricSum } from '#main/training/loop/metrics.ts';
import { randomStream } from '#shared/num/random.ts';
import { wilsonInterval } from '#shared/num/wilson.ts';
import { blobs, line } from '../../training/loop/blobs.ts';

const between = () => undefined;

function measuredOn(dataset: EncodedDataset, outputs: Float32Array, rows: Uint32Array): MeasuredWeights {
  const sum = metricSum(dataset.header);
  const width = outputs.length / rows.length;
  const labels = dataset.header.task === 'multilabel' ? width : 1;
  rows.forEach((row, i) => {
    sum.add(outputs, i * width, dataset.y, row * labels);
  });
  return { rows, outputs, metrics: sum.result() };
}

/** Standard normal errors of as many rows, in standardised units: the loss is 1 in truth, the rmse the label's sd. */
function noisy(rows: number, seed: number) {
  const random = randomStream(seed);
  const base = line(rows);
  const header = { ...base.header, labelMean: 100, labelSd: 7, fingerprint: `noise ${seed}` };
  const y = new Float32Array(rows).map(() => 100 + 7 * random.normal());
  const outputs = y.map((value) => (value - 100) / 7 + random.normal());
  const dataset = { ...base, header, y };
  return { dataset, measured: measuredOn(dataset, outputs, Uint32Array.from(y.keys())) };
}

test('95 % intervals hold the truth in about 95 of 100 samples', async () => {
  const held = { loss: 0, rmse: 0 };
  for (let seed = 1; seed <= 100; seed++) {
    const intervals = await metricIntervals({ ...noisy(150, seed), between });
    for (const [name, truth] of [['loss', 1] as const, ['rmse', 7] as const]) {
      const { low = 0, high = 0 } = intervals[name] ?? {};
      if (low <= truth && truth <= high) held[name]++;
    }
  }
  for (const count of Object.values(held)) expect([count > 87, count < 100]).toEqual([true, true]);
});

test('the interval of a mean is as wide as its standard error says, and the same in every run', async () => {
  const sample = noisy(2000, 5);
  const intervals = await metricIntervals({ ...sample, between });
  const { low = 0, high = 0 } = intervals.mae ?? {};
  // The absolute value of a standard normal number has the variance 1 - 2 / π.
  const expected = 2 * 1.96 * 7 * Math.sqrt((1 - 2 / Math.PI) / 2000);
  expect((high - low) / expected).toBeGreaterThan(0.85);
  expect((high - low) / expected).toBeLessThan(1.15);
  expect(await metricIntervals({ ...sample, between })).toEqual(intervals);
});

/** The class that has the highest logit at each row is the given one. */
function classified(guesses: readonly number[], labels: readonly number[]) {
  const base = blobs();
  const dataset = { ...base, y: Float32Array.from(labels) };
  const outputs = Float32Array.from(guesses.flatMap((guess) => [0, 1, 2].map((k) => (k === guess ? 2 : 0))));
  return { dataset, measured: measuredOn(dataset, outputs, Uint32Array.from(labels.keys())) };
}

test('shares of rows have the interval of Wilson, a recall that of the rows of its class', async () => {
  const { dataset, measured } = classified([0, 0, 0, 1, 1, 1, 1, 0], [0, 0, 1, 1, 1, 1, 0, 0]);
  const intervals = await metricIntervals({ dataset, measured, between });
  expect(intervals.accuracy).toEqual({ ...wilsonInterval(6 / 8, 8), method: 'wilson' });
  expect(intervals['recall[a]']).toEqual({ ...wilsonInterval(3 / 4, 4), method: 'wilson' });
  expect(intervals['recall[b]']).toEqual({ ...wilsonInterval(3 / 4, 4), method: 'wilson' });
  for (const name of ['loss', 'macroF1', 'balancedAccuracy']) expect(intervals[name]?.method).toBe('bootstrap');
});

test('decisions on the labels of one row are not taken for independent ones', async () => {
  const base = blobs();
  const header = { ...base.header, task: 'multilabel' as const, classes: ['p', 'q', 'r'] };
  // A row is right in all labels or in none.
  const rows = Array.from({ length: 40 }, (_, row) => (row % 4 === 0 ? -1 : 1));
  const y = new Float32Array(120).fill(1);
  const dataset = { ...base, header, y };
  const measured = measuredOn(
    dataset,
    Float32Array.from(rows.flatMap((sign) => [sign, sign, sign])),
    Uint32Array.from(rows.keys()),
  );
  const { accuracy, 'recall[p]': recall } = await metricIntervals({ dataset, measured, between });
  expect(measured.metrics.accuracy).toBe(0.75);
  const asIfAlone = wilsonInterval(0.75, 120);
  expect((accuracy?.high ?? 0) - (accuracy?.low ?? 0)).toBeGreaterThan(1.4 * (asIfAlone.high - asIfAlone.low));
  expect(recall).toEqual({ ...wilsonInterval(0.75, 40), method: 'wilson' });
});

test('what is not finite, and what a single row cannot tell, has no interval', async () => {
  const { dataset, measured } = classified([0, 1, 1, 0], [0, 1, 0, 0]);
  measured.outputs.set([Number.NaN, 1, 0], 0);
  const broken = measuredOn(dataset, measured.outputs, measured.rows);
  const intervals = await metricIntervals({ dataset, measured: broken, between });
  expect(broken.metrics.loss).toBeNaN();
  expect(intervals.loss).toBeNull();
  expect(intervals.accuracy?.method).toBe('wilson');

  const single = classified([0], [0]);
  const alone = await metricIntervals({ ...single, between });
  expect([alone.accuracy?.method, alone.loss]).toEqual(['wilson', null]);

  const equal = line(20);
  const same = { ...equal, header: { ...equal.header, labelMean: 3 }, y: new Float32Array(20).fill(3) };
  const flat = measuredOn(same, new Float32Array(20).fill(0.5), Uint32Array.from(same.y.keys()));
  const { r2, rmse } = await metricIntervals({ dataset: same, measured: flat, between });
  expect([r2, rmse?.method]).toEqual([null, 'bootstrap']);
});

test('a row is described alike on its own and among others', () => {
  const { header } = blobs();
  const metrics = rowMetrics(header);
  const terms = new Float64Array(2 * metrics.size);
  metrics.describe(Float32Array.of(9, 9, 9, 0, 3, 1), 3, Float32Array.of(2, 1), 1, terms, metrics.size);
  expect([...terms.slice(metrics.size, metrics.size + 2)]).toEqual([1, 1]);
});
