import { expect, it } from 'vitest';
import { pointsLeft } from '#main/scheduler/edited/points-left.ts';
import { createRecord } from '#main/scheduler/trial-record.ts';
import { prepared } from '../harness.ts';
import { row } from '../rows.ts';

const edited = { from: 3, pointsTried: 0 };
const tried = (number: number, settings: Readonly<Record<string, number>>, recipe: string | null = null) =>
  createRecord(row({ number, source: 'enqueued', recipe, settings, params: settings }));

it('keeps the points that no trial has had, in their order, and recipes by their name', () => {
  const baseline = (recipe: string) => ({ recipe, point: {}, why: '' });
  const study = prepared({
    ...{ edited, baselines: [baseline('one'), baseline('two')] },
    enqueue: [{ a: 1 }, { a: 0.1 + 0.2, unused: 5 }, { a: 3 }, { a: 1 }],
  });
  const left = pointsLeft(study, [tried(1, { a: 9 }, 'two'), tried(2, { a: 0.3 }), tried(3, { a: 1 })]);
  expect(left.baselines.map(({ recipe }) => recipe)).toEqual(['one']);
  // One that stands there twice is tried twice.
  expect(left.enqueue).toEqual([{ a: 3 }, { a: 1 }]);
  expect(left.edited).toEqual({ from: 3, pointsTried: 3 });
});

it('knows those that come of earlier trials from the file’s', () => {
  const carried = { same: [], other: [], startingPoints: [{ a: 1 }, { a: 2 }] };
  const study = prepared({ edited, carried, enqueue: [...carried.startingPoints, { a: 3 }] });
  const left = pointsLeft(study, [tried(1, { a: 1 })]);
  expect(left.carried?.startingPoints).toEqual([{ a: 2 }]);
  expect(left.enqueue).toEqual([{ a: 2 }, { a: 3 }]);
});

it('leaves a study whose space was never changed as it is', () => {
  const study = prepared({ enqueue: [{ a: 1 }] });
  expect(pointsLeft(study, [tried(1, { a: 1 })])).toBe(study);
});
