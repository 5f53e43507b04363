import { describe, expect, it } from 'vitest';
import { describeNearest, nearestTrials } from '#main/search/nearest.ts';
import type { History, ObservedTrial } from '#main/search/search.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

const space: Space = {
  dimensions: [
    { name: 'lr', type: 'float', low: 1e-5, high: 1e-1, scale: 'log' },
    { name: 'units', type: 'int', low: 0, high: 100, scale: 'linear' },
    { name: 'activation', type: 'categorical', choices: ['relu', 'tanh', 'gelu'] },
    { name: 'size', type: 'categorical', choices: ['s', 'm', 'l'], ordered: true },
    { name: 'momentum', type: 'normal', mean: 0, sd: 1, when: { activation: ['relu'] } },
  ],
  constraints: [],
  fixed: {},
};
const base: Params = { lr: 1e-3, units: 50, activation: 'relu', size: 'm', momentum: 0 };

function history(...points: (readonly [Params, number | null])[]): History {
  const trials = points.map(
    ([params, value], i): ObservedTrial => ({
      ...{ number: i + 1, state: value === null ? 'failed' : 'complete', params, value },
      ...{ steps: [], values: [] },
    }),
  );
  return { direction: 'maximize', trials };
}

const distanceTo = (params: Params) => nearestTrials(space, base, history([params, 1]), 1)[0]?.distance;

describe('the distance of two configurations', () => {
  it.each([
    [base, 0],
    // A quarter of four decades.
    [{ ...base, lr: 1e-2 }, 0.25 / 5],
    [{ ...base, units: 100 }, 0.5 / 5],
    [{ ...base, size: 'l' }, 0.5 / 5],
    [{ ...base, momentum: -2 }, 0.5 / 5],
    [{ ...base, momentum: 100 }, 1 / 5],
    // Another choice, and a setting that only one of the two has.
    [{ lr: 1e-3, units: 50, activation: 'tanh', size: 'm' }, 2 / 5],
  ] as const)('to %j is %d', (params, distance) => {
    expect(distanceTo(params)).toBeCloseTo(distance, 10);
  });
});

it('names the nearest trials that have a value, nearest first and the later of equals', () => {
  const known = history([{ ...base, units: 60 }, 0.91234], [base, null], [{ ...base, units: 90 }, 0.5], [base, 0.8]);
  expect(nearestTrials(space, base, known, 2).map(({ trial }) => trial.number)).toEqual([4, 1]);
  expect(describeNearest(space, base, known)).toBe('nearest are trial 4 (0.8) and trial 1 (0.9123)');
  expect(describeNearest(space, base, history([{ ...base, units: 1 }, 2], [{ ...base, units: 1 }, 3]), 1)).toBe(
    'nearest is trial 2 (3)',
  );
});

it('has nothing to name without values', () => {
  expect(describeNearest(space, base, history([base, null]))).toBeNull();
  expect(describeNearest({ ...space, dimensions: [] }, {}, history([{}, 1]))).toBe('nearest is trial 1 (1)');
});
