import { expect, test } from 'vitest';
import type { StudySpace } from '#shared/contract/space.ts';
import { rateLimit } from '../../../../../src/renderer/features/live/rate-limit.ts';

const range = { type: 'float', low: 1e-4, high: 1, scale: 'log' } as const;
const name = 'optimizer.learningRate';
const tried = (...rates: readonly number[]): StudySpace['trials'] =>
  rates.map((rate, at) => ({ trial: at + 1, version: 1, outside: null, settings: { [name]: rate } }));

test('learning rates end at a quarter of the lowest one that diverged', () => {
  expect(rateLimit({ [name]: range }, tried(0.5, 0.08, 0.9))).toEqual({
    ...{ setting: name, limit: 0.02 },
    entry: { ...range, high: 0.02 },
  });
  expect(rateLimit({ lr: range }, [{ trial: 1, version: 1, outside: null, settings: { lr: 0.08 } }])?.limit).toBe(0.02);
});

test('a range that lies above the limit as a whole moves down', () => {
  const high = { ...range, low: 0.05 };
  expect(rateLimit({ [name]: high }, tried(0.08))?.entry).toEqual({ ...high, low: 0.0002, high: 0.02 });
});

test('a fixed rate is set to the limit, and one that is not above it stays', () => {
  expect(rateLimit({ [name]: 0.4 }, tried(0.4, 0.4))).toEqual({ setting: name, limit: 0.1, entry: 0.1 });
  expect(rateLimit({ [name]: 0.1 }, tried(0.4, 0.4))?.entry).toBeNull();
  expect(rateLimit({ [name]: { ...range, high: 0.02 } }, tried(0.08))?.entry).toBeNull();
});

test('nothing is offered without a rate, or where the entry is a list or a prior', () => {
  expect(rateLimit({ 'model.units': 8 }, tried(0.08))).toBeNull();
  expect(rateLimit({ [name]: range }, tried())).toBeNull();
  expect(rateLimit({ [name]: { ...range, values: [0.01, 0.1] } }, tried(0.08))).toBeNull();
  expect(rateLimit({ [name]: { type: 'lognormal', mean: 0, sd: 1 } }, tried(0.08))).toBeNull();
});
