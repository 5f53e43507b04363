import { expect, test } from 'vitest';
import { buildFrame, fullRange } from '../../../../src/renderer/charts/curve-lines.ts';
import {
  type CurveModel,
  type CurveRun,
  lineSpecs,
  lonePoint,
  structureKey,
} from '../../../../src/renderer/charts/curve-model.ts';
import { nearestRun } from '../../../../src/renderer/charts/curve-overlay.ts';
import { bandOf } from '../../../../src/renderer/charts/curve-span.ts';
import { tipContent } from '../../../../src/renderer/charts/curve-tip.ts';
import { smooth } from '../../../../src/renderer/charts/smooth.ts';
import { sparkPoints } from '../../../../src/renderer/charts/sparkline.tsx';
import { CurveStore } from '../../../../src/renderer/data/curve-store.ts';
import { Series } from '../../../../src/renderer/data/series.ts';

const run = (number: number, changes: Partial<CurveRun> = {}): CurveRun => ({
  run: number,
  token: '--run-1',
  mark: 'none',
  focus: true,
  baseline: false,
  pinned: false,
  state: 'complete',
  bestEpoch: null,
  ...changes,
});

function model(runs: readonly CurveRun[], changes: Partial<CurveModel> = {}): CurveModel {
  return {
    runs,
    trainKey: 'train.accuracy',
    validationKey: 'validation.accuracy',
    scale: 'linear',
    smoothing: 0,
    range: null,
    epochs: 3,
    better: 'high',
    selected: null,
    span: null,
    axes: { x: '', y: '' },
    names: { train: 'train', validation: 'validation' },
    format: String,
    divergedText: () => '',
    ...changes,
  };
}

function source(curves: Record<number, { validation: number[]; train?: number[] }>) {
  const store = new CurveStore(() => undefined);
  for (const [trial, { validation, train }] of Object.entries(curves)) {
    const add = (key: string, values: number[]) =>
      store.merge([
        {
          trial: Number(trial),
          key,
          steps: Float64Array.from(values, (_, i) => i + 1),
          values: Float64Array.from(values),
          wallMs: new Float64Array(values.length),
        },
      ]);
    add('validation.accuracy', validation);
    if (train) add('train.accuracy', train);
  }
  return store;
}

test('context runs have no train line, focus runs have both, the baseline lies on top', () => {
  const specs = lineSpecs(model([run(1, { focus: false }), run(2, { baseline: true }), run(3)]));
  expect(specs.map(({ run: { run: number }, kind }) => `${number} ${kind}`)).toEqual([
    '1 context',
    '3 train',
    '2 train',
    '3 validation',
    '2 validation',
  ]);
});

test('smoothing keeps the raw line behind', () => {
  const specs = lineSpecs(model([run(1)], { smoothing: 0.9, trainKey: null }));
  expect(specs.map(({ kind }) => kind)).toEqual(['raw', 'validation']);
});

test('a frame counts the runs it draws and knows its last epoch; NaN breaks the line', () => {
  const runs = [run(1), run(2), run(3)];
  const what = model(runs, { trainKey: null });
  const frame = buildFrame(
    what,
    lineSpecs(what),
    source({ 1: { validation: [0.1, 0.2, 0.3] }, 2: { validation: [0.1, Number.NaN] } }),
    500,
  );
  expect(frame.drawn).toBe(2);
  expect(frame.lastStep).toBe(3);
  expect(frame.lines[1]).toEqual([0.1, null, undefined]);
  expect(frame.lines[2]).toEqual([undefined, undefined, undefined]);
});

test('the axis reaches the last planned epoch, and grows when a trial trains longer', () => {
  expect(fullRange(3, 20)).toEqual([0, 20]);
  expect(fullRange(25, 20)).toEqual([0, 25]);
  expect(fullRange(0, null)).toEqual([0, 2]);
});

test('the tip has at most eight rows, best first, with the hovered and the selected run among them', () => {
  const runs = Array.from({ length: 30 }, (_, i) => run(i + 1, { focus: i < 12 }));
  const curves = source(Object.fromEntries(runs.map(({ run: n }) => [n, { validation: [1 - n / 100], train: [1] }])));
  const tip = tipContent(model(runs, { selected: 29 }), curves, 1, 30);
  expect(tip.rows).toHaveLength(8);
  expect(tip.rows.map(({ run: { run: n } }) => n)).toEqual([1, 2, 3, 4, 5, 6, 29, 30]);
  expect(tip.more).toBe(22);
  expect(tip.rows[0]?.gap).toBeCloseTo(0.01);
});

test('a loss has a positive gap when validation is worse, that is higher', () => {
  const tip = tipContent(
    model([run(1)], { better: 'low' }),
    source({ 1: { validation: [0.9], train: [0.5] } }),
    1,
    null,
  );
  expect(tip.rows[0]?.gap).toBeCloseTo(0.4);
});

test('the pointer finds the nearest line between two epochs, and none when all are far', () => {
  const runs = [run(1), run(2)];
  const what = model(runs, { trainKey: null });
  const specs = lineSpecs(what);
  const frame = buildFrame(what, specs, source({ 1: { validation: [0, 1, 2] }, 2: { validation: [2, 1, 0] } }), 500);
  const at = (epoch: number, value: number) => nearestRun(specs, frame, epoch, (position) => (position - value) * 100);
  expect(at(1.5, 0.52)).toBe(1);
  expect(at(1.5, 1.48)).toBe(2);
  expect(at(1.5, 1)).toBeNull();
  expect(at(2.9, 1.9)).toBe(1);
});

test('smoothing starts at the first value and steps over NaN', () => {
  const out = smooth(Float64Array.of(1, 1, Number.NaN, 1), 0.9);
  expect(out[0]).toBeCloseTo(1);
  expect(out[2]).toBeNaN();
  expect(out[3]).toBeCloseTo(1);
});

test('a sparkline of one epoch is still visible, one of NaN only is empty', () => {
  const one = (values: number[]) => ({
    steps: Float64Array.from(values, (_, i) => i + 1),
    values: Float64Array.from(values),
  });
  expect(sparkPoints(one([0.5]), 'linear', [0, 1], 10)).toHaveLength(2);
  expect(sparkPoints(one([Number.NaN]), 'linear', [0, 1], 10)).toHaveLength(0);
});

test('a run of one epoch is a point, since no line goes through it', () => {
  const columns = (...values: number[]) => {
    const series = new Series();
    series.merge(
      Float64Array.from(values, (_, i) => i + 1),
      Float64Array.from(values),
    );
    return series;
  };
  expect(lonePoint(columns(0.3))).toEqual({ step: 1, value: 0.3 });
  expect(lonePoint(columns(Number.NaN, 0.4, Number.NaN))).toEqual({ step: 2, value: 0.4 });
  expect(lonePoint(columns(0.3, 0.4))).toBeNull();
  expect(lonePoint(columns(Number.NaN))).toBeNull();
  expect(lonePoint(undefined)).toBeNull();
});

test('the band of a verdict covers its epochs, and of a zoomed chart what is in sight', () => {
  const geometry = { box: { left: 100, top: 0, width: 200, height: 50 }, x: (step: number) => 100 + 20 * step };
  expect(bandOf(geometry, { from: 3, to: 5 })).toEqual({ left: 150, width: 60 });
  expect(bandOf(geometry, { from: 4, to: 4 })).toEqual({ left: 170, width: 20 });
  expect(bandOf(geometry, { from: 0, to: 30 })).toEqual({ left: 100, width: 200 });
  expect(bandOf(geometry, { from: 20, to: 30 })).toBeNull();
});

test('selecting a run outside of the focus makes no line anew; one that is pinned gets its own colour', () => {
  const context = { token: null, restToken: null, focus: false };
  const structure = (...runs: readonly CurveRun[]) => structureKey(model(runs), lineSpecs(model(runs)));
  const plain = structure(run(1, context), run(2, context));
  expect(structure(run(1, { ...context, token: '--run-1' }), run(2, context))).toBe(plain);
  expect(structure(run(2, context), run(1))).not.toBe(plain);
});
