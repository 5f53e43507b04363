import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CurveStore } from '../../../../src/renderer/data/curve-store.ts';
import { Series } from '../../../../src/renderer/data/series.ts';

const f64 = (...values: number[]) => Float64Array.from(values);
const columns = (trial: number, steps: number[], values: number[], key = 'validation.loss') => ({
  trial,
  key,
  steps: f64(...steps),
  values: f64(...values),
  wallMs: f64(...steps),
});

function storeWithFrames() {
  const waiting: (() => void)[] = [];
  const store = new CurveStore((run) => waiting.push(run));
  const frame = () => {
    for (const run of waiting.splice(0)) run();
  };
  return { store, frame };
}

test('a history that arrives after events overlaps them without a gap or a doubled epoch', () => {
  const { store } = storeWithFrames();
  store.merge([columns(1, [4], [0.4])]);
  store.merge([columns(1, [5], [0.5])]);
  store.merge([columns(1, [1, 2, 3, 4], [0.1, 0.2, 0.3, 0.4])]);
  const series = store.series(1, 'validation.loss');
  expect([...(series?.steps ?? [])]).toEqual([1, 2, 3, 4, 5]);
  expect([...(series?.values ?? [])]).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
});

test('an epoch that is trained again after a crash overwrites what was measured before', () => {
  const { store } = storeWithFrames();
  store.merge([columns(1, [1, 2, 3], [1, 2, 3])]);
  store.merge([columns(1, [3, 4], [30, 40])]);
  expect([...(store.series(1, 'validation.loss')?.values ?? [])]).toEqual([1, 2, 30, 40]);
});

test('curves are of the first run; while a trial is trained on shares of the rows, of the latest', () => {
  const { store, frame } = storeWithFrames();
  const heard: number[][] = [];
  store.subscribe((changed) => heard.push([...changed]));
  const shown = () => [...(store.series(1, 'validation.loss')?.values ?? [])];
  store.merge([
    { ...columns(1, [1, 2], [5, 6]), run: 2 },
    { ...columns(1, [1], [9], 'train.loss'), run: 2 },
  ]);
  expect(shown()).toEqual([5, 6]);
  store.merge([{ ...columns(1, [1], [4]), run: 3 }]);
  frame();
  heard.length = 0;
  expect(shown()).toEqual([4]);
  expect(store.series(1, 'train.loss')).toBeUndefined();
  store.merge([{ ...columns(1, [3], [7]), run: 2 }]);
  expect(shown()).toEqual([4]);
  store.merge([columns(1, [1], [3])]);
  frame();
  expect(shown()).toEqual([3]);
  expect(heard).toEqual([[1]]);
  store.merge([{ ...columns(1, [1, 2], [0, 0]), run: 2 }]);
  expect(shown()).toEqual([3]);
  const copy = store.copy();
  copy.merge([{ ...columns(1, [1, 2], [0, 0]), run: 2 }]);
  expect([...(copy.series(1, 'validation.loss')?.values ?? [])]).toEqual([3]);
});

test('listeners hear of many changes once per frame, and not at all of what was known', () => {
  const { store, frame } = storeWithFrames();
  const heard: number[][] = [];
  store.subscribe((changed) => heard.push([...changed]));
  store.merge([columns(1, [1], [1]), columns(2, [1], [1])]);
  store.merge([columns(1, [2], [2])]);
  expect(heard).toEqual([]);
  frame();
  expect(heard).toEqual([[1, 2]]);
  const version = store.version;
  store.merge([columns(1, [1, 2], [1, 2])]);
  frame();
  expect(heard).toHaveLength(1);
  expect(store.version).toBe(version);
});

test('NaN, infinities and minus zero are kept as they are', () => {
  const series = new Series();
  series.merge(f64(1, 2, 3, 4), f64(Number.NaN, Number.POSITIVE_INFINITY, -0, Number.NEGATIVE_INFINITY));
  expect(series.values).toEqual(f64(Number.NaN, Number.POSITIVE_INFINITY, -0, Number.NEGATIVE_INFINITY));
  expect(series.merge(f64(1), f64(Number.NaN))).toBe(false);
});

test('the list of keys is the same array until a new key appears', () => {
  const { store } = storeWithFrames();
  store.merge([columns(1, [1], [1])]);
  const keys = store.keys;
  store.merge([columns(2, [1], [1])]);
  expect(store.keys).toBe(keys);
  store.merge([columns(2, [1], [1], 'train.loss')]);
  expect(store.keys).toEqual(['validation.loss', 'train.loss']);
});

test('law: any split of a curve into overlapping pieces, in any order, gives the curve', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.tuple(fc.nat(59), fc.nat(59)), { maxLength: 12 }),
      (length, cuts) => {
        const series = new Series();
        const pieces: [number, number][] = [...cuts, [0, length - 1]];
        for (const [a, b] of pieces) {
          const from = Math.min(a, b, length - 1);
          const to = Math.min(Math.max(a, b), length - 1);
          const steps = Float64Array.from({ length: to - from + 1 }, (_, i) => from + i + 1);
          series.merge(
            steps,
            steps.map((step) => step * 10),
          );
        }
        expect([...series.steps]).toEqual(Array.from({ length }, (_, i) => i + 1));
        expect([...series.values]).toEqual(Array.from({ length }, (_, i) => (i + 1) * 10));
        for (let step = 1; step <= length; step++) expect(series.valueAt(step)).toBe(step * 10);
      },
    ),
  );
});

test('a copy stays as it was while the curves go on', () => {
  const { store } = storeWithFrames();
  store.merge([columns(1, [1, 2], [1, 2])]);
  const copy = store.copy();
  store.merge([columns(1, [2, 3], [20, 3]), columns(2, [1], [1])]);
  expect([...(copy.series(1, 'validation.loss')?.values ?? [])]).toEqual([1, 2]);
  expect(copy.series(2, 'validation.loss')).toBeUndefined();
  expect(copy.keys).toEqual(['validation.loss']);
});

test('a copy and what it was made of grow each for itself', () => {
  const steps = f64(1, 2);
  const series = new Series();
  series.merge(steps, f64(1, 2), f64(10, 20));
  const copy = series.copy();
  series.merge(f64(3), f64(3), f64(30));
  copy.merge(f64(3, 4), f64(-3, -4), f64(31, 41));
  series.merge(f64(4), f64(4), f64(40));
  expect([...series.values]).toEqual([1, 2, 3, 4]);
  expect([...copy.values]).toEqual([1, 2, -3, -4]);
  expect([...copy.walls]).toEqual([10, 20, 31, 41]);
  expect([...steps]).toEqual([1, 2]);
});
