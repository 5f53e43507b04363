// Columns of curves as bytes.
import { expect, test } from 'vitest';
import { type Columns, fromBlob, fromBlobs, toBlob } from '#main/store/metric-columns.ts';

const columns = (steps: number[], values: number[]): Columns => ({
  steps: Float64Array.from(steps),
  values: Float64Array.from(values),
  wallMs: Float64Array.from(steps, (step) => step * 10),
});

test('what was written is read back, in one part or in several', () => {
  const odd = columns([1, 2, 3], [Number.NaN, Number.NEGATIVE_INFINITY, -0]);
  expect(fromBlob(toBlob(odd))).toEqual(odd);
  const parts = [toBlob(columns([1, 2], [5, 6])), toBlob(columns([3], [7]))];
  expect(fromBlobs([{ trial: 1, key: 'loss', parts }])).toEqual([
    { trial: 1, key: 'loss', ...columns([1, 2, 3], [5, 6, 7]) },
  ]);
});

test('bytes that are no whole rows are an error that names the curve, not a curve that is empty', () => {
  const damaged = toBlob(columns([1, 2], [5, 6])).subarray(0, 47);
  const read = () => fromBlobs([{ trial: 4, key: 'validation.loss', parts: [damaged] }]);
  expect(read).toThrow('The curve "validation.loss" of trial 4 is damaged in the database');
  expect(() => fromBlob(Buffer.alloc(0))).toThrow('damaged');
});
