import { expect, it } from 'vitest';
import { metricSum } from '#main/training/loop/metrics.ts';
import { blobs, line } from './blobs.ts';

it('classification: by hand', () => {
  const sum = metricSum(blobs().header);
  // Predictions a, a, b, b for labels a, a, a, b; class c neither occurs nor is predicted.
  const logits = [
    [2, 0, 0],
    [5, 1, 0],
    [0, 1, 0],
    [0, 3, 0],
  ];
  const labels = [0, 0, 0, 1];
  logits.forEach((row, i) => {
    sum.add(Float32Array.from(row), 0, Float32Array.of(labels[i] ?? 0), 0);
  });
  const result = sum.result();
  const rowLoss = (row: number[], label: number) =>
    Math.log(row.reduce((s, v) => s + Math.exp(v), 0)) - (row[label] ?? 0);
  expect(result.loss).toBeCloseTo(logits.reduce((s, row, i) => s + rowLoss(row, labels[i] ?? 0), 0) / 4, 12);
  expect(result.accuracy).toBe(0.75);
  expect(result.balancedAccuracy).toBeCloseTo((2 / 3 + 1) / 2, 12);
  // F1 of a: 2·2/(3+2); of b: 2·1/(1+2).
  expect(result.macroF1).toBeCloseTo((0.8 + 2 / 3) / 2, 12);
  expect(result['recall[a]']).toBeCloseTo(2 / 3, 12);
  expect(result).not.toHaveProperty('recall[c]');
});

it('huge logits stay finite, NaN does not hide', () => {
  const { header } = blobs();
  const finite = metricSum(header);
  finite.add(Float32Array.of(1e30, 0, -1e30), 0, Float32Array.of(0), 0);
  expect(finite.result().loss).toBe(0);
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const sum = metricSum(header);
    sum.add(Float32Array.of(0, bad, 1), 0, Float32Array.of(0), 0);
    expect(Number.isFinite(sum.result().loss)).toBe(false);
  }
});

it('regression: by hand, in the units of the label', () => {
  const sum = metricSum({ ...line().header, labelMean: 100, labelSd: 10 });
  // Predictions 110 and 90 (standardised 1 and −1) for labels 110 and 100.
  sum.add(Float32Array.of(1), 0, Float32Array.of(110), 0);
  sum.add(Float32Array.of(-1), 0, Float32Array.of(100), 0);
  expect(sum.result()).toEqual({ loss: 0.5, rmse: 10 * Math.sqrt(0.5), mae: 5, r2: 1 - 100 / 50 });
});

it('a label without variance has no r2', () => {
  const sum = metricSum({ ...line().header, labelMean: 100, labelSd: 0 });
  sum.add(Float32Array.of(0), 0, Float32Array.of(100), 0);
  expect(sum.result()).toMatchObject({ rmse: 0, r2: Number.NaN });
  // A validation part of equal labels, away from the training part's mean.
  for (let rows = 1; rows < 40; rows++) {
    const equal = metricSum({ ...line().header, labelMean: 3, labelSd: 2.1 });
    for (let row = 0; row < rows; row++) equal.add(Float32Array.of(row / 9), 0, Float32Array.of(101.1), 0);
    expect(equal.result().r2).toBeNaN();
  }
});

it('several labels per row: by hand', () => {
  const sum = metricSum({ ...blobs().header, task: 'multilabel', classes: ['p', 'q'] });
  // p: yes, yes, no, guessed yes, no, no; q: never, guessed once.
  const labels = Float32Array.of(1, 0, 1, 0, 0, 0);
  const logits = [
    [2, -1],
    [-3, 1],
    [-1, -1],
  ];
  logits.forEach((row, i) => {
    sum.add(Float32Array.from(row), 0, labels, 2 * i);
  });
  const result = sum.result();
  const label = (z: number, y: number) => Math.log(1 + Math.exp(z)) - z * y;
  const expected = logits.flatMap((row, i) => row.map((z, k) => label(z, labels[2 * i + k] ?? 0)));
  expect(result.loss).toBeCloseTo(expected.reduce((a, b) => a + b) / 6, 6);
  expect(result.accuracy).toBeCloseTo(4 / 6, 12);
  // F1 of p: 2·1/(2+1); of q: 0.
  expect(result.macroF1).toBeCloseTo(1 / 3, 12);
  // p: recall 1/2, specificity 1; q does not occur.
  expect(result.balancedAccuracy).toBeCloseTo(0.75, 12);
  expect(result['recall[p]']).toBe(0.5);
  expect(result).not.toHaveProperty('recall[q]');
});
