import { describe, expect, it } from 'vitest';
import { historyWith } from '#main/scheduler/earlier/history.ts';
import { carryWarm, type WarmTarget } from '#main/scheduler/earlier/warm-start.ts';
import type { WarmTrialRow } from '#main/store/store.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { describeWarmStart } from '#shared/study/warm-start-text.ts';
import { warmSource, warmTrial } from '../../../conformance/store/rows.ts';

const rate: Dimension = { name: 'rate', type: 'float', low: 0.001, high: 0.1, scale: 'log' };
const units: Dimension = { name: 'units', type: 'int', low: 8, high: 64, scale: 'linear' };
const measure = 'digits';

/** A study over these dimensions; every other setting has the value of `fixed`, whatever the params. */
function target(dimensions: readonly Dimension[], change: Partial<WarmTarget & Space> = {}): WarmTarget {
  const { constraints = [], fixed = { family: 'mlp', 'training.epochs': 10 }, ...rest } = change;
  return {
    space: { dimensions, constraints, fixed },
    ...{ measure, direction: 'maximize', several: false, resolve: (params) => ({ ...fixed, ...params }) },
    ...rest,
  };
}

/** Trials of one other study with these settings; values fall from 0.9 in steps of 0.1 unless given. */
function trials(
  settings: readonly Params[],
  change: (i: number) => Partial<WarmTrialRow> = () => ({}),
): WarmTrialRow[] {
  return settings.map((own, i) =>
    warmTrial({
      ...{ place: i + 1, number: i + 1, value: 0.9 - i / 10, objectives: null, params: own, steps: [], values: [] },
      settings: { family: 'mlp', 'training.epochs': 10, ...own },
      ...change(i),
    }),
  );
}

const source = warmSource({
  study: { id: 'a', name: 'first sweep' },
  grounds: [{ stage: null, measure, trainRows: 9 }],
});

function carry(into: WarmTarget, rows: readonly WarmTrialRow[], startingPoints = 0) {
  const { carried, counts } = carryWarm(into, { sources: [source], trials: rows }, [startingPoints]);
  const [count = { same: 0, ranked: 0, unfit: [], startingPoints: 0 }] = counts;
  return { carried, count, text: describeWarmStart({ ...source, ended: rows.length, taken: rows.length, ...count }) };
}

describe('trials of another study', () => {
  it('of equal data and settings are like own ones, come first, and say where they are from', () => {
    const { carried, count } = carry(target([rate]), trials([{ rate: 0.01 }, { rate: 0.02 }]));
    expect(count).toEqual({ same: 2, ranked: 0, unfit: [], startingPoints: 0 });
    expect(carried.same.map(({ number, from, params }) => ({ number, from, params }))).toEqual([
      { number: -1, from: { study: 'first sweep', trial: 1 }, params: { rate: 0.01 } },
      { number: 0, from: { study: 'first sweep', trial: 2 }, params: { rate: 0.02 } },
    ]);
    const own = { ...carried.same[0], number: 1, state: 'running', params: { rate: 0.05 }, value: null } as const;
    const history = historyWith(
      carried,
      { direction: 'maximize', trials: [{ ...own, steps: [], values: [] }] },
      target([rate]).space,
    );
    expect(history.trials.map(({ number }) => number)).toEqual([-1, 0, 1]);
  });

  it('that lie outside, break a constraint, failed, or had another fixed value are counted by the reason', () => {
    const into = target([rate, units], { constraints: ['units * rate <= 3'] });
    const rows = trials(
      [
        { rate: 0.01, units: 8 },
        { rate: 0.5, units: 8 },
        { rate: 0.2, units: 8 },
        { rate: 0.1, units: 64 },
        { rate: 0.01, units: 8, family: 'cnn' },
        { rate: 0.01, units: 8, pooling: 'max' },
        { rate: 0.01 },
        { rate: 0.01, units: 16 },
      ],
      (i) => (i === 7 ? { state: 'failed', value: null } : {}),
    );
    expect(carry(into, rows).text).toBe(
      'Warm start from "first sweep": 1 of 8 trials fits (1 with the same budget and data); 7 do not: rate outside 0.001–0.1 (2), ' +
        'against "units * rate <= 3" (1), family other than "mlp" (1), pooling, which this study has not (1), no units (1), ' +
        'other reasons (1).',
    );
  });

  it('take the value that was fixed there for what is searched here, and may leave out what is fixed alike', () => {
    const there = trials([{ rate: 0.01 }, { rate: 0.02 }], () => ({ params: {} }));
    const { carried } = carry(target([rate, { name: 'family', type: 'categorical', choices: ['mlp', 'cnn'] }]), there);
    expect(carried.same.map(({ params }) => params)).toEqual([
      { rate: 0.01, family: 'mlp' },
      { rate: 0.02, family: 'mlp' },
    ]);
  });

  it('of other epochs or other data count by their ranking, in a group for each budget, without curves', () => {
    const epochs = trials([{ rate: 0.01 }, { rate: 0.02 }, { rate: 0.03 }], (i) => ({
      settings: { family: 'mlp', 'training.epochs': i === 0 ? 3 : 5, rate: (i + 1) / 100 },
      ...{ steps: [1], values: [0.5] },
    }));
    const shorter = carry(target([rate]), epochs);
    expect(shorter.carried.other.map((group) => group.map(({ params, steps }) => [params.rate, steps]))).toEqual([
      [[0.01, []]],
      [
        [0.02, []],
        [0.03, []],
      ],
    ]);
    expect(shorter.text).toContain('3 of 3 trials fit (3 by their ranking).');
    const { count } = carry(target([rate], { measure: 'other rows' }), trials([{ rate: 0.01 }]));
    expect(count).toMatchObject({ same: 0, ranked: 1 });
  });

  it('on another budget that were stopped early, or of a finite space, teach nothing and are told', () => {
    const into = target([rate], { measure: 'other rows' });
    expect(
      carry(
        into,
        trials([{ rate: 0.01 }], () => ({ state: 'stopped' })),
      ).text,
    ).toContain('stopped early on another budget (1)');
    const few: Dimension = { name: 'rate', type: 'categorical', choices: [0.01, 0.02] };
    const finite = carry(target([few], { measure: 'other rows' }), trials([{ rate: 0.01 }, { rate: 0.02 }]), 1);
    expect(finite.carried).toEqual({ same: [], other: [], startingPoints: [{ rate: 0.01 }] });
    expect(finite.text).toContain('0 of 2 trials fit; 2 do not: another budget, in a finite space (2).');
  });

  it('that never saw all rows of the same data teach nothing', () => {
    const rows = trials([{ rate: 0.01 }, { rate: 0.02 }], (i) => (i === 0 ? { state: 'stopped', value: null } : {}));
    const { carried, count } = carry(target([rate]), rows);
    expect(carried.same.map(({ params }) => params)).toEqual([{ rate: 0.02 }]);
    expect(count.unfit).toMatchObject([{ kind: 'stopped', trials: 1 }]);
  });

  it('with several objectives count only where they were trained on the same', () => {
    const rows = trials([{ rate: 0.01 }], () => ({ objectives: [0.9, 20] }));
    expect(carry(target([rate], { several: true }), rows).carried.same[0]?.objectives).toEqual([0.9, 20]);
    const other = carry(target([rate], { several: true, measure: 'other rows' }), rows);
    expect(other.count).toMatchObject({ ranked: 0, unfit: [{ kind: 'several', trials: 1 }] });
    expect(other.carried.other).toEqual([]);
  });

  it('lend their best as starting points, those of equal budget before those of others, none twice', () => {
    const rows = trials([{ rate: 0.01 }, { rate: 0.02 }, { rate: 0.03 }, { rate: 0.02 }, { rate: 5 }], (i) => ({
      value: [0.9, 0.5, 0.6, 0.7, 1][i] ?? 0,
      ...(i === 0 && { settings: { family: 'mlp', 'training.epochs': 3, rate: 0.01 } }),
    }));
    const { carried, count } = carry(target([rate]), rows, 3);
    expect(carried.startingPoints).toEqual([{ rate: 0.02 }, { rate: 0.01 }, { rate: 0.03 }]);
    expect(count.startingPoints).toBe(3);
  });

  it('may be one, or none', () => {
    expect(carry(target([rate]), [], 2)).toMatchObject({ carried: { same: [], other: [], startingPoints: [] } });
    const { text } = carry(target([rate]), trials([{ rate: 0.01 }]), 1);
    expect(text).toBe(
      'Warm start from "first sweep": 1 of 1 trial fits (1 with the same budget and data). Its best one is trained first.',
    );
  });
});
