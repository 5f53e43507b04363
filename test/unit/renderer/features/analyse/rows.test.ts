import { describe, expect, test } from 'vitest';
import type { Trial } from '#shared/contract/trials.ts';
import { axisOf, resultAxis, resultKey } from '../../../../../src/renderer/features/analyse/model/axes.ts';
import { objectivesOf, withObjective } from '../../../../../src/renderer/features/analyse/model/objectives.ts';
import { layoutOf, runNear, widthOf } from '../../../../../src/renderer/features/analyse/model/parallel-layout.ts';
import {
  allBad,
  begunTrials,
  bestOf,
  medianOf,
  orderedKeys,
  rowsOf,
  settingColumns,
  sortedRows,
  stagesShown,
} from '../../../../../src/renderer/features/analyse/model/rows.ts';
import { trial } from '../../trials.ts';

const rate = axisOf({ name: 'lr', type: 'float', low: 1e-4, high: 1e-1, scale: 'log' }, []);
const result = resultAxis('linear', [0, 1], true);
const run = (number: number, lr: number, value: number | null, more: Partial<Trial> = {}): Trial =>
  trial(number, { state: 'complete', value, params: { lr }, ...more });

const runs = [run(1, 1e-3, 0.5), run(2, 1e-2, 0.9), run(3, 5e-2, 0.95, { state: 'diverged' }), run(4, 2e-3, 0.7)];

describe('brushed runs', () => {
  test('are in a brush of every brushed axis; without brushes all are', () => {
    const numbers = (brushes: Parameters<typeof rowsOf>[2]) =>
      rowsOf(runs, [rate, result], brushes).flatMap(({ trial: { number }, brushed }) => (brushed ? [number] : []));
    expect(numbers({})).toEqual([1, 2, 3, 4]);
    expect(numbers({ lr: [[1e-3, 1e-2]] })).toEqual([1, 2, 4]);
    expect(numbers({ lr: [[1e-3, 1e-2]], [resultKey]: [[0.6, 1]] })).toEqual([2, 4]);
    expect(numbers({ unknown: [[0, 1]] })).toEqual([1, 2, 3, 4]);
  });

  test('what a diverged run once reached is no result, and it never is the best', () => {
    const rows = rowsOf(runs, [rate, result], {});
    expect(rows[2]?.result).toBeNull();
    expect(bestOf(rows, 'maximize')?.trial.number).toBe(2);
    expect(bestOf(rows, 'minimize')?.trial.number).toBe(1);
    expect(sortedRows(rows, 'maximize').map((row) => row.trial.number)).toEqual([2, 4, 1, 3]);
    expect(allBad(rows)).toBe(false);
    expect(allBad(rows.slice(2, 3))).toBe(true);
  });
});

test('stages: values of different stages are not drawn together; first the last one with a complete trial', () => {
  const staged = [
    run(1, 1e-3, 0.5, { stage: 'coarse' }),
    run(2, 1e-3, null, { stage: 'fine', state: 'running' }),
    run(3, 1e-3, null, { stage: 'fine', state: 'queued' }),
  ];
  const stages = ['coarse', 'fine', 'last'].map((name) => ({
    name,
    state: 'running' as const,
    reason: null,
    trials: 1,
  }));
  expect(stagesShown({ stages }, staged)).toEqual({ names: ['coarse', 'fine'], first: 'coarse' });
  expect(stagesShown({}, runs)).toBeNull();
  expect(begunTrials(staged, 'fine').map(({ number }) => number)).toEqual([2]);
});

test('axes: by importance with the result last, or as a hand has put them', () => {
  expect(orderedKeys(['a', 'b', '='], ['b', 'a'], [])).toEqual(['b', 'a', '=']);
  expect(orderedKeys(['a', 'b', '='], ['b', 'a'], ['=', 'gone', 'a'])).toEqual(['=', 'a', 'b']);
});

test('several objectives: the others’ results are those of the epoch that the first one picks', () => {
  const file = {
    objective: [
      { metric: 'validation.accuracy', direction: 'maximize' },
      { metric: 'validation.loss', pick: 'best' },
    ],
  };
  const summary = { objective: { metric: 'validation.accuracy', direction: 'maximize', pick: 'best' } } as const;
  const study = (of: Record<string, unknown>) => ({ file: of, summary }) as Parameters<typeof objectivesOf>[0];
  expect(objectivesOf(study(file))[1]).toEqual({ metric: 'validation.loss', direction: 'minimize' });
  expect(objectivesOf(study({ objective: { metric: 'x' } }))).toEqual([
    { metric: 'validation.accuracy', direction: 'maximize' },
  ]);
  const column = (trial: number, values: number[]) => ({
    ...{ trial, key: 'validation.loss', steps: Int32Array.of(1, 2), wallMs: Float64Array.of(0, 0) },
    ...{ values: Float64Array.from(values) },
  });
  const columns = [column(1, [0.3, 0.2]), column(2, [Number.NaN, 0.1])] as unknown as Parameters<
    typeof withObjective
  >[1];
  const trials = [run(1, 1e-3, 0.5, { epoch: 2 }), run(2, 1e-3, 0.5, { epoch: 1 }), run(3, 1e-3, 0.5, { epoch: 1 })];
  expect(withObjective(trials, columns).map(({ value }) => value)).toEqual([0.2, null, null]);
});

test('medians', () => {
  expect(medianOf([])).toBeNull();
  expect(medianOf([3, 1, 2])).toBe(2);
  expect(medianOf([4, 1, 2, 3])).toBe(2.5);
});

test('columns of settings are as wide as their titles, as many as have room, and at least one', () => {
  const of = (...titles: string[]) =>
    settingColumns(
      titles.map((title) => ({ key: title, title })),
      182,
    );
  expect(of('a', 'b', 'c', 'd').map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  expect(of('Units per layer', 'Dropout', 'Learning rate').map(({ key }) => key)).toEqual([
    'Units per layer',
    'Dropout',
  ]);
  expect(of('encoder.attention.number_of_heads').map(({ width }) => width)).toEqual([116]);
  expect(of('每层神经元数', '随机失活')[0]?.width).toBeGreaterThan(80);
});

test('few axes share the room; many stand as far apart as can be read, and go beyond it', () => {
  expect(widthOf(5, 1000)).toBe(1000);
  const wide = widthOf(41, 1000);
  expect(wide).toBeGreaterThan(3000);
  const layout = layoutOf(41, wide, 300, new Set());
  // Two heads of 24 px and more stand side by side (WCAG 2.2, 2.5.8).
  expect(layout.x(1) - layout.x(0)).toBeGreaterThanOrEqual(72);
  expect(widthOf(1, 500)).toBe(500);
});

describe('under the pointer', () => {
  const axes = [rate, result];

  test('is the line that passes nearest; none where none is near', () => {
    const layout = layoutOf(2, 400, 300, new Set());
    const rows = rowsOf(runs, axes, {});
    const at = { x: layout.x(0), y: layout.y(rate, 1e-2) + 2 };
    expect(runNear(rows, axes, layout, at)).toBe(2);
    expect(runNear(rows, axes, layout, { x: layout.x(0), y: layout.y(rate, 1e-1) })).toBeNull();
  });

  test('a brushed run goes before one of the context that is as near; a flipped axis stands on its head', () => {
    const layout = layoutOf(2, 400, 300, new Set(['lr']));
    const rows = rowsOf([run(1, 1e-2, 0.2), run(2, 1e-2, 0.9)], axes, { [resultKey]: [[0.8, 1]] });
    expect(runNear(rows, axes, layout, { x: layout.x(0), y: layout.y(rate, 1e-2) })).toBe(2);
    expect(layout.y(rate, 1e-4)).toBe(layout.top);
    expect(layout.position(rate, layout.top)).toBe(0);
  });
});
