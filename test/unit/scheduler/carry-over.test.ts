import { describe, expect, it } from 'vitest';
import { historyWith } from '#main/scheduler/earlier/history.ts';
import { carryOver } from '#main/scheduler/stages/carry-over.ts';
import type { PreparedStage } from '#main/scheduler/stages/prepared-stage.ts';
import { createRecord, type TrialRecord } from '#main/scheduler/trial-record.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import type { Dimension } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { prepared } from './harness.ts';
import { row } from './rows.ts';

const x: Dimension = { name: 'x', type: 'float', low: 0, high: 1, scale: 'linear' };

/** A stage "fine" with these dimensions and fixed settings, 9 epochs, after "coarse" on data of another fingerprint unless it is the same. */
function fine(dimensions: readonly Dimension[], { fixed = {}, data = 'b', epochs = 9 } = {}) {
  const stages = [
    { name: 'coarse', facts: { fingerprint: 'a' } },
    { name: 'fine', facts: { fingerprint: data } },
  ];
  const stage = { name: 'fine', rows: stages, startsFrom: { stage: 'coarse', count: 2 } } as unknown as PreparedStage;
  return prepared({
    ...{ stage, space: { dimensions, constraints: [], fixed } },
    resolve: (params) => ({ ...fixed, ...params, 'training.epochs': epochs }),
  });
}

function coarse(number: number, params: Params, value: number | null, state: TrialRecord['row']['state'] = 'complete') {
  const settings = { ...params, 'training.epochs': 3 };
  return createRecord(row({ number, stage: 'coarse', state, params, settings, value }));
}

const own = (number: number, params: Params, value: number): ObservedTrial => ({
  ...{ number, state: 'complete', params, value, steps: [], values: [] },
});

describe('trials of an earlier stage', () => {
  it('that lie outside the new ranges are left out, those on another budget are of the other kind', () => {
    const records = [coarse(1, { x: 0.5 }, 0.7), coarse(2, { x: 1.5 }, 0.9), coarse(3, { x: 0.2 }, null, 'failed')];
    const { same, other, outside } = carryOver(fine([x]), records);
    expect(same).toEqual([]);
    expect(other.flat().map(({ number }) => number)).toEqual([1]);
    expect(outside).toBe(1);
  });

  it('with the same data and epochs are as the stage would have trained them', () => {
    const records = [coarse(1, { x: 0.5 }, 0.7), coarse(2, { x: 0.6 }, 0.6, 'stopped')];
    expect(carryOver(fine([x], { data: 'a', epochs: 3 }), records).same.map(({ number }) => number)).toEqual([1, 2]);
    expect(carryOver(fine([x], { data: 'b', epochs: 3 }), records).same).toEqual([]);
  });

  it('with another value of a setting that is fixed now are left out, but may be starting points', () => {
    const records = [
      coarse(1, { x: 0.5, y: 1 }, 0.7),
      coarse(2, { x: 0.6, y: 2 }, 0.9),
      coarse(3, { x: 0.7, y: 2 }, 0.8),
    ];
    const { other, outside, startingPoints } = carryOver(fine([x], { fixed: { y: 2 } }), records);
    expect(other.flat().map(({ number }) => number)).toEqual([2, 3]);
    expect(outside).toBe(1);
    expect(startingPoints).toEqual([{ x: 0.6 }, { x: 0.7 }]);
  });

  it('on another budget do not use up a finite space', () => {
    const few: Dimension = { name: 'x', type: 'categorical', choices: ['a', 'b'] };
    const records = [coarse(1, { x: 'a' }, 0.7), coarse(2, { x: 'b' }, 0.6)];
    expect(carryOver(fine([few]), records)).toMatchObject({ same: [], other: [], outside: 0 });
  });
});

describe('the history of a later stage', () => {
  const { space } = prepared();
  const carried = {
    same: [],
    other: [[own(1, { x: 0.1 }, 0.5), own(2, { x: 0.2 }, 0.6)], [own(0, { x: 0.3 }, 0.2)]],
    startingPoints: [],
  };
  const values = (trials: readonly ObservedTrial[]) => {
    const known = historyWith(carried, { direction: 'maximize', trials }, { ...space, dimensions: [x] });
    return known.trials.map(({ value }) => Number(value?.toFixed(9)));
  };

  it('has the earlier values as they are while there is none of its own', () => {
    expect(values([])).toEqual([0.2, 0.5, 0.6]);
  });

  it('has those of each stage moved so that the bests are level, until a configuration is trained on both', () => {
    expect(values([own(3, { x: 0.7 }, 0.9)])).toEqual([0.9, 0.8, 0.9, 0.9]);
    const both = values([own(3, { x: 0.7 }, 0.9), own(4, { x: 0.1 }, 0.7)]);
    expect(both).toEqual([0.9, 0.7, 0.8, 0.9, 0.7]);
  });
});
