import { expect, test } from 'vitest';
import { bandOfColumns } from '../../../../src/renderer/charts/bands.ts';
import { buildFrame } from '../../../../src/renderer/charts/curve-lines.ts';
import { type CurveModel, type CurveRun, lineSpecs } from '../../../../src/renderer/charts/curve-model.ts';
import { curveRows } from '../../../../src/renderer/charts/curve-table.ts';
import { tipContent } from '../../../../src/renderer/charts/curve-tip.ts';
import { type CurveX, placeOfEpoch, placesOfSpan, pointAt } from '../../../../src/renderer/charts/curve-x.ts';
import { CurveStore } from '../../../../src/renderer/data/curve-store.ts';

const run = (number: number): CurveRun => ({
  ...{ run: number, token: '--run-1', mark: 'none', focus: true, baseline: false, pinned: false },
  ...{ state: 'complete', bestEpoch: null },
});

/** Seconds from the wall clock, every run from its own start. */
const seconds: CurveX = {
  kind: 'time',
  key: 'time',
  at: (_run, { walls }, index) => (walls?.[index] ?? Number.NaN) / 1000,
  ticks: () => [],
  label: String,
  name: (place) => `${place} s`,
};

function storeOf(curves: Record<number, { readonly walls: number[]; readonly values: number[] }>): CurveStore {
  const store = new CurveStore(() => undefined);
  for (const [trial, { walls, values }] of Object.entries(curves)) {
    store.merge([
      {
        ...{ trial: Number(trial), key: 'validation.loss', steps: Float64Array.from(values, (_, i) => i + 1) },
        ...{ values: Float64Array.from(values), wallMs: Float64Array.from(walls) },
      },
    ]);
  }
  return store;
}

function model(changes: Partial<CurveModel>): CurveModel {
  return {
    ...{ runs: [run(1), run(2)], trainKey: null, validationKey: 'validation.loss', scale: 'linear', smoothing: 0 },
    ...{ x: seconds, range: null, epochs: null, better: 'low', selected: null, span: null },
    ...{ axes: { x: '', y: '' }, names: { train: '', validation: '' }, format: String, divergedText: () => '' },
    ...changes,
  };
}

const fast = { walls: [1000, 2000, 3000], values: [3, 2, 1] };
const slow = { walls: [4000, 8000, 12_000], values: [3, 2.5, 2] };

test('over time a slow run is as long as it took, and the axis ends with it', () => {
  const what = model({});
  const frame = buildFrame(what, lineSpecs(what), storeOf({ 1: fast, 2: slow }), 500);
  expect(frame.xRange).toEqual([0, 12]);
  expect(frame.drawn).toBe(2);
  expect(frame.lastStep).toBe(3);
  const ends = frame.lines.map((line) => frame.x[line.findLastIndex((at) => typeof at === 'number')] ?? 0);
  expect(ends[0]).toBeCloseTo(3, 1);
  expect(ends[1]).toBeCloseTo(12, 1);
});

test('the tip tells of each run what it had come to by then, with its epoch, and nothing of one that had ended', () => {
  const store = storeOf({ 1: fast, 2: slow });
  const at = (place: number) => tipContent(model({}), store, place, null, 0.02);
  expect(at(2.5).rows.map(({ run: of, epoch, validation }) => [of.run, epoch, validation])).toEqual([[1, 2, 2]]);
  expect(at(8).rows.map(({ run: of, epoch }) => [of.run, epoch])).toEqual([[2, 2]]);
  expect(at(12).rows.map(({ run: of, epoch }) => [of.run, epoch])).toEqual([[2, 3]]);
});

test('epochs of a verdict stand where the run had them, half an epoch beyond its ends too', () => {
  const columns = storeOf({ 2: slow }).series(2, 'validation.loss');
  expect(placeOfEpoch(seconds, 2, columns, 2)).toBe(8);
  expect(placeOfEpoch(seconds, 2, columns, 2.5)).toBe(10);
  expect(placeOfEpoch(seconds, 2, columns, 0.5)).toBe(2);
  expect(placeOfEpoch(seconds, 2, columns, 3.5)).toBe(14);
  expect(placesOfSpan(seconds, 2, columns, { from: 2, to: 3 })).toEqual([6, 14]);
  // A rest after the second epoch belongs to neither.
  const rested = storeOf({ 2: { walls: [4000, 8000, 90_000], values: [3, 2, 1] } }).series(2, 'validation.loss');
  expect(placesOfSpan(seconds, 2, rested, { from: 1, to: 2 })).toEqual([2, 10]);
  expect(placeOfEpoch(seconds, 2, undefined, 3)).toBeNaN();
  expect(pointAt(seconds, 2, columns, { place: 3.9, slack: 0 })).toBe(-1);
});

test('a run whose places are not known is not drawn, and the others are', () => {
  const unknown: CurveX = { ...seconds, at: (of, columns, i) => (of === 1 ? Number.NaN : seconds.at(of, columns, i)) };
  const what = model({ x: unknown });
  const frame = buildFrame(what, lineSpecs(what), storeOf({ 1: fast, 2: slow }), 500);
  expect(frame.drawn).toBe(1);
  expect(frame.lines[0]?.every((at) => at === undefined)).toBe(true);
});

test('two epochs within a pixel stay two points on other axes', () => {
  const what = model({ runs: [run(1)] });
  const walls = [1000, 1000.1, 1000.2, 100_000];
  const frame = buildFrame(what, lineSpecs(what), storeOf({ 1: { walls, values: [4, 3, 2, 1] } }), 500);
  expect(frame.lines[0]?.filter((at) => typeof at === 'number')).toEqual([4, 3, 2, 1]);
});

test('a curve of more points than columns is a band from lowest to highest around the mean', () => {
  const steps = Float64Array.from({ length: 1000 }, (_, i) => i + 1);
  const values = steps.map((step) => (step === 500 ? 9 : step % 2));
  const dense = bandOfColumns({ steps, values }, 1, 1000, 100);
  expect(dense?.band.x).toHaveLength(100);
  expect(dense?.band.low.every((low) => low === 0)).toBe(true);
  expect(dense?.band.high.filter((high) => high === 9)).toHaveLength(1);
  expect(dense?.band.high.filter((high) => high === 1)).toHaveLength(99);
  expect(dense?.line.values[0]).toBeCloseTo(0.5, 1);
  expect(bandOfColumns({ steps, values }, 1, 1000, 1000)).toBeNull();
  // Zoomed in, every epoch is a point again.
  expect(bandOfColumns({ steps, values }, 400, 440, 100)).toBeNull();
});

test('a dense curve keeps a gap where it is not finite, and its band has none there', () => {
  const steps = Float64Array.from({ length: 1000 }, (_, i) => i + 1);
  const values = steps.map((step) => (step > 300 && step <= 400 ? Number.NaN : 1));
  const dense = bandOfColumns({ steps, values }, 0, 1000, 100);
  expect(dense?.line.values.filter((value) => Number.isNaN(value)).length).toBeGreaterThanOrEqual(9);
  expect(dense?.band.x.every((x) => x <= 305 || x > 395)).toBe(true);
});

test('as a table the chart has the epochs of the selected run, or of the focus set, with their places', () => {
  const store = storeOf({ 1: fast, 2: slow });
  expect(
    curveRows(model({ selected: 2 }), store).map(({ epoch, place, validation }) => [epoch, place, validation]),
  ).toEqual([
    [1, 4, 3],
    [2, 8, 2.5],
    [3, 12, 2],
  ]);
  expect(curveRows(model({}), store).map(({ run: of, epoch }) => [of.run, epoch])).toHaveLength(6);
  // Zoomed, it has what is in sight.
  expect(curveRows(model({ range: [2.5, 9] }), store).map(({ run: of, epoch }) => [of.run, epoch])).toEqual([
    [1, 3],
    [2, 1],
    [2, 2],
  ]);
});
