import { expect, test } from 'vitest';
import {
  type Budget,
  epochChoices,
  epochSpan,
  estimateOf,
  trialsWithin,
  withTrials,
} from '../../../../../src/renderer/features/new-study/model/budget.ts';
import {
  budgetOf,
  dataOfKey,
  drawnBy,
  timesKey,
  withTrialsInAll,
} from '../../../../../src/renderer/features/new-study/model/budget-plan.ts';
import { dayTime, nextAt } from '../../../../../src/renderer/features/new-study/model/day-time.ts';
import { draftOf } from '../../../../../src/renderer/features/new-study/model/draft.ts';
import { planOf } from '../../../../../src/renderer/features/new-study/model/plan.ts';
import { settingRows } from '../../../../../src/renderer/features/new-study/model/setting-rows.ts';
import type { EpochTimes } from '../../../../../src/shared/contract/epoch-times.ts';

const point = (name: 'default' | 'trial', secondsPerEpoch: number | null, epochs = 10) => ({
  ...{ point: name, params: {}, epochs, secondsPerEpoch, openSeconds: 0.01, refusal: null },
});
const times: EpochTimes = {
  ...{ engine: 'onnx', threads: 1, processes: 4, speedup: 3, drift: 1, dataShare: 1 },
  points: [point('default', 2), ...[1, 2, 2, 3, 4, 6].map((seconds) => point('trial', seconds))],
};
const budget: Budget = {
  ...{ times, own: false, runs: 1, lanes: 1, limit: null, file: {} },
  parts: [{ trials: 40, epochs: 10, dataShare: 1 }],
};
const middle = ({ low, high }: { low: number; high: number }) => (low + high) / 2;
const spanOf = (of: Budget) => {
  const estimate = estimateOf(of);
  if (estimate === null) throw new Error('Nothing was measured.');
  return estimate.span;
};

test('the end is a range around trials × epochs × the mean measured epoch, and grows with each of them', () => {
  const span = spanOf(budget);
  const expected = 40 * 10 * 3;
  expect(span.low).toBeLessThan(expected);
  expect(span.high).toBeGreaterThan(expected);
  expect(span.high / span.low).toBeLessThan(3);
  expect(spanOf(budget)).toEqual(span);
  expect(middle(spanOf(withTrials(budget, 80))) / middle(span)).toBeCloseTo(2, 0);
  expect(middle(spanOf({ ...budget, runs: 3 })) / middle(span)).toBeCloseTo(3, 0);
  const half = { ...budget, parts: [{ trials: 40, epochs: 10, dataShare: 0.5 }] };
  expect(middle(spanOf(half)) / middle(span)).toBeCloseTo(0.5, 1);
  // Many trials are not drawn one by one.
  expect(middle(spanOf(withTrials(budget, 4000))) / middle(span)).toBeCloseTo(100, -1);
});

test('trials at once gain what was measured of them, not their number; not measured widens the range', () => {
  const four = spanOf({ ...budget, lanes: 4 });
  expect(middle(spanOf(budget)) / middle(four)).toBeGreaterThan(2.5);
  expect(middle(spanOf(budget)) / middle(four)).toBeLessThan(3.3);
  const unknown = spanOf({ ...budget, lanes: 4, times: { ...times, speedup: null } });
  expect(unknown.high / unknown.low).toBeGreaterThan(four.high / four.low);
});

test('what comes before the first epoch is counted for each training, and a worker’s start once', () => {
  const opened = (openSeconds: number, change: Partial<Budget> = {}) => {
    const points = [1, 1, 1].map(() => ({ ...point('trial', 0.001), openSeconds }));
    return middle(spanOf({ ...budget, times: { ...times, points }, ...change }));
  };
  const part = { trials: 100, epochs: 10, dataShare: 1 };
  const [quick, slow] = [0.01, 2].map((seconds) => opened(seconds, { parts: [part] }));
  // A hundred small trials take seconds: no constant of theirs is worth as much as what was measured.
  expect(quick).toBeGreaterThan(100 * 0.02);
  expect(quick).toBeLessThan(100 * 0.1);
  expect(slow).toBeGreaterThan(100 * 2);
  expect(opened(2, { parts: [part], runs: 3 }) / (slow ?? 1)).toBeCloseTo(3, 1);
});

test('a sampler that learns may come back to slow networks or to fast ones, and more often to slow ones', () => {
  const ends = (kind: string) => spanOf({ ...budget, file: { search: { sampler: { kind } } } });
  const width = ({ low, high }: { low: number; high: number }) => high / low;
  expect(ends('tpe').high).toBeGreaterThan(1.1 * ends('random').high);
  expect(ends('tpe').low).toBeLessThan(ends('random').high);
  expect(middle(ends('tpe'))).toBeGreaterThan(middle(ends('random')));
  expect(ends('grid')).toEqual(ends('random'));
  // What it spreads before it has learned anything is as sure as of a sampler that never does.
  const begun = { sampler: { kind: 'tpe', nStartupTrials: 40 } };
  expect(width(spanOf({ ...budget, file: { search: begun } }))).toBeCloseTo(width(ends('random')), 1);
});

test('a largest network that is slower than all trials counts for samplers that may end there', () => {
  const corner = { ...point('trial', 40), point: 'largest' as const };
  const withCorner = { ...budget, times: { ...times, points: [...times.points, corner] } };
  const even = { search: { sampler: { kind: 'sobol' } } };
  expect(spanOf({ ...withCorner, file: even })).toEqual(spanOf({ ...budget, file: even }));
  const learns = { search: { sampler: { kind: 'gp' } } };
  expect(spanOf({ ...budget, file: learns }).high).toBeLessThan(40 * 10 * 6 * 1.3);
  expect(spanOf({ ...withCorner, file: learns }).high).toBeGreaterThan(40 * 10 * 8);
});

test('trials that the study will begin with count as they are; drawn by another sampler they stand for the space', () => {
  const uneven = { ...times, points: [1, 1, 1, 1, 1, 20].map((seconds) => point('trial', seconds)) };
  const file = { search: { sampler: { kind: 'grid' } } };
  const grid: Budget = { ...budget, file, times: uneven, parts: [{ trials: 6, epochs: 10, dataShare: 1 }] };
  const known = spanOf({ ...grid, own: true });
  expect(known.low).toBeGreaterThan(0.8 * 250);
  expect(known.high).toBeLessThan(1.25 * 250);
  const drawn = spanOf(grid);
  expect(drawn.high / drawn.low).toBeGreaterThan(2 * (known.high / known.low));
  // One that there was no time for is drawn from the others; later ones, too.
  const late = { ...uneven, points: uneven.points.map((one, i) => (i === 5 ? point('trial', null) : one)) };
  expect(spanOf({ ...grid, own: true, times: late }).high).toBeLessThan(1.4 * 60);
  expect(middle(spanOf({ ...withTrials(grid, 60), own: true })) / middle(known)).toBeCloseTo(10, -1);
});

test('a machine that was not steady while it was timed widens the range', () => {
  const steady = spanOf(budget);
  const unsteady = spanOf({ ...budget, times: { ...times, drift: 2 } });
  expect(unsteady.high / unsteady.low).toBeGreaterThan(1.5 * (steady.high / steady.low));
});

test('searched epochs count with the configuration that has them', () => {
  const searched = { ...times, points: [point('default', 1, 10), point('trial', 1, 5), point('trial', 1, 15)] };
  const span = spanOf({ ...budget, times: searched, parts: [{ trials: 40, epochs: null, dataShare: 1 }] });
  expect(span.low).toBeGreaterThan(40 * 5 * 0.8);
  expect(span.high).toBeLessThan(40 * 16 * 1.3);
});

test('early stops shorten it: halving most, rules that nobody can foresee by an unsure part; none not at all', () => {
  const long = { ...budget, parts: [{ trials: 60, epochs: 27, dataShare: 1 }] };
  const saved = (pruner: object) => estimateOf({ ...long, file: { search: { pruner } } })?.saved ?? Number.NaN;
  expect(saved({ kind: 'none' })).toBe(0);
  expect(estimateOf(long)?.without).toBeNull();
  expect(saved({ kind: 'asha' })).toBeGreaterThan(0.5);
  expect(saved({ kind: 'hyperband' })).toBeLessThan(saved({ kind: 'asha' }));
  expect(saved({ kind: 'hyperband' })).toBeGreaterThan(0.2);
  expect(saved({ kind: 'median' })).toBeGreaterThan(0.05);
  expect(saved({ kind: 'median' })).toBeLessThan(0.3);
  expect(saved({ kind: 'asha', over: 'data' })).toBeGreaterThan(0.4);
});

test('a study that ends by itself takes no longer than that', () => {
  const limited = spanOf({ ...budget, limit: 300 });
  expect(limited).toEqual({ low: 300, high: 300 });
});

test('what fits: the sure number ends in time in 9 of 10 courses, the likely one in 1 of 10', () => {
  const fit = trialsWithin(budget, 3600);
  if (fit === null) throw new Error('Nothing was measured.');
  expect(fit.sure).toBeGreaterThan(60);
  expect(fit.likely).toBeLessThan(240);
  expect(fit.likely).toBeGreaterThan(fit.sure);
  expect(spanOf(withTrials(budget, fit.sure)).high).toBeLessThanOrEqual(3600 * 1.1);
  expect(spanOf(withTrials(budget, fit.likely)).low).toBeLessThanOrEqual(3600);
  expect(trialsWithin(budget, 5)?.sure).toBe(0);
  expect(trialsWithin({ ...budget, times: { ...times, points: [point('default', null)] } }, 3600)).toBeNull();
});

test('measured epochs in words, and other numbers of epochs to choose from', () => {
  expect(epochSpan(times)).toEqual({ usual: 2, low: 1, high: 6 });
  expect(epochSpan({ ...times, points: [point('default', null)] })).toBeNull();
  expect(epochChoices(20)).toEqual([5, 10, 20, 40]);
  expect(epochChoices(1)).toEqual([1, 2]);
});

test('stages are parts of their own, with their epochs and share of the data', () => {
  const file = {
    subset: { fraction: 0.5 },
    stages: [
      { name: 'coarse', trials: 30, settings: { 'training.epochs': 5 }, subset: { fraction: 0.25 } },
      { name: 'fine', trials: 10 },
    ],
    settings: { 'training.epochs': 20 },
    search: { stop: { minutes: 2 }, repeats: 3 },
  };
  const plan = planOf(file, settingRows(file, null), null, null);
  expect(budgetOf(file, plan, { times, own: false }, 4)).toMatchObject({
    parts: [
      { trials: 30, epochs: 5, dataShare: 0.25 },
      { trials: 10, epochs: 20, dataShare: 0.5 },
    ],
    ...{ runs: 3, lanes: 4, limit: 120 },
  });
  const fewer = withTrialsInAll(draftOf(file), 20).file.stages as { trials: number }[];
  expect(fewer.map(({ trials }) => trials)).toEqual([15, 5]);
  expect(withTrialsInAll(draftOf({}), 7).file).toEqual({ search: { trials: 7 } });
});

test('times stay those of a draft until its space, data or engine change; trials, workers and fixed epochs do not', () => {
  const file = { data: { source: 'sample', name: 'iris' }, settings: { 'model.units': 8, 'training.epochs': 5 } };
  const same = { ...file, name: 'x', settings: { 'model.units': 8, 'training.epochs': 50 }, search: { trials: 3 } };
  expect(timesKey(same)).toBe(timesKey(file));
  expect(timesKey({ ...file, subset: { fraction: 0.5 } })).toBe(timesKey(file));
  expect(timesKey({ ...file, data: { ...file.data, subset: { fraction: 0.5 } } })).toBe(timesKey(file));
  expect(timesKey({ ...file, subset: { classes: 2 } })).not.toBe(timesKey(file));
  expect(timesKey({ ...file, settings: { 'model.units': 9 } })).not.toBe(timesKey(file));
  // A grid's points are others than what is drawn from the ranges.
  expect(timesKey({ ...file, search: { sampler: { kind: 'grid' } } })).not.toBe(timesKey(file));
  expect(timesKey({ ...file, search: { sampler: { kind: 'tpe' }, seed: 3 } })).toBe(timesKey(file));
  expect(timesKey({ ...file, constraints: ['model.units > 4'] })).not.toBe(timesKey(file));
});

test('the first trials are others with another sampler, seed, starting point or recipe, or after earlier studies', () => {
  const search = { sampler: { kind: 'tpe' }, seed: 1 };
  expect(drawnBy({ search, name: 'x' })).toBe(drawnBy({ search: { ...search, trials: 80, parallel: 3 } }));
  for (const change of [
    { sampler: { kind: 'random' } },
    { seed: 2 },
    { enqueue: [{ 'model.units': 8 }] },
    { recipes: ['smallMlp'] },
  ]) {
    expect(drawnBy({ search: { ...search, ...change } })).not.toBe(drawnBy({ search }));
  }
  expect(drawnBy({ search: { ...search, warmStart: ['earlier'] } })).toBeNull();
});

test('fewer classes cost their share of the rows, also where the times were measured with others', () => {
  const classes = [
    { name: 'a', train: 50 },
    { name: 'b', train: 30 },
    { name: 'c', train: 20 },
  ];
  const file = { data: { source: 'sample', name: 'iris', subset: { fraction: 0.5, classes: 2 } } };
  const plan = planOf(file, settingRows(file, null), null, null);
  expect(budgetOf(file, plan, { times, own: false }, 1, classes)?.parts).toMatchObject([{ dataShare: 0.4 }]);
  const all = { data: { source: 'sample', name: 'iris' } };
  expect(dataOfKey(timesKey(file)).source).toBe(dataOfKey(timesKey(all)).source);
  expect(dataOfKey(timesKey(file)).subset).toEqual({ classes: 2 });
  expect(dataOfKey(timesKey({ data: { source: 'sample', name: 'digits' } })).source).not.toBe(
    dataOfKey(timesKey(all)).source,
  );
  expect(dataOfKey('').source).not.toBe(dataOfKey(timesKey(all)).source);
});

test('a time of day as people type it, and when it is next', () => {
  expect(['07:00', '7', '7.30', '19h05', ' 0:15 '].map(dayTime)).toEqual([420, 420, 450, 1145, 15]);
  expect(['', '24:00', '7:75', 'soon'].map(dayTime)).toEqual([null, null, null, null]);
  const noon = new Date(2026, 4, 3, 12, 0).getTime();
  expect(nextAt(420, noon)).toBe(new Date(2026, 4, 4, 7, 0).getTime());
  expect(nextAt(13 * 60, noon)).toBe(new Date(2026, 4, 3, 13, 0).getTime());
});
