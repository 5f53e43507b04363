import { expect, test } from 'vitest';
import { draftOf, removePoint } from '../../../../../src/renderer/features/new-study/model/draft.ts';
import {
  addPoints,
  duplicatePoint,
  insertPoint,
  isUnused,
  movePoint,
  pointsIn,
  projectPoint,
  setPointValue,
  usualPoint,
} from '../../../../../src/renderer/features/new-study/model/points.ts';
import { type DraftSpace, spaceOf } from '../../../../../src/renderer/features/new-study/model/space-draws.ts';

const file = {
  data: { source: 'sample', name: 'iris' },
  settings: {
    'model.activation': 'relu',
    'model.units': { type: 'int', low: 8, high: 64 },
    'optimizer.name': { type: 'categorical', choices: ['adam', 'sgd'] },
    'optimizer.learningRate': { type: 'float', low: 1e-4, high: 0.1, scale: 'log' },
    'optimizer.momentum': { type: 'float', low: 0, high: 0.99, when: { 'optimizer.name': ['sgd'] } },
  },
};

function space(): DraftSpace {
  const found = spaceOf(file, null);
  if (found === null) throw new Error('The settings are wrong.');
  return found;
}

const units = (draft: Parameters<typeof pointsIn>[0]) => pointsIn(draft).map((point) => point['model.units']);
const three = addPoints(
  draftOf(file),
  [8, 16, 32].map((n) => ({ 'model.units': n })),
);

test('points are added once, moved, doubled, removed and put back; the last one takes the field with it', () => {
  expect(units(three.file)).toEqual([8, 16, 32]);
  expect(addPoints(three, [{ 'model.units': 16 }])).toBe(three);
  expect(units(movePoint(three, 0, 2).file)).toEqual([16, 32, 8]);
  expect(units(movePoint(three, 2, -5).file)).toEqual([32, 8, 16]);
  expect(movePoint(three, 1, 1)).toBe(three);
  expect(units(duplicatePoint(three, 1).file)).toEqual([8, 16, 16, 32]);
  const without = removePoint(three, 1);
  expect(insertPoint(without, 1, { 'model.units': 16 }).file).toEqual(three.file);
  const [only] = [removePoint(removePoint(without, 0), 0)];
  expect(only.file.search).toEqual({});
});

test('a cell keeps what is typed; an empty one leaves the setting open', () => {
  expect(units(setPointValue(three, 1, 'model.units', 'x').file)).toEqual([8, 'x', 32]);
  expect(pointsIn(setPointValue(three, 1, 'model.units', undefined).file)[1]).toEqual({});
});

test('a new point has the usual values beside each other: what its optimiser does not use is left out', () => {
  expect(usualPoint(draftOf(file), space(), null)).toEqual({
    ...{ 'model.units': 64, 'optimizer.name': 'adam', 'optimizer.learningRate': 0.001 },
  });
  const kept = { ranges: {}, parked: [], ownData: null, values: { 'optimizer.name': 'sgd', 'model.units': 12 } };
  const own = usualPoint({ file, kept }, space(), null);
  expect(own).toMatchObject({ 'model.units': 12, 'optimizer.name': 'sgd' });
  expect('optimizer.momentum' in own).toBe(true);
});

test('a setting that the point’s own values rule out is not used; while they are open it may be', () => {
  expect(isUnused(space(), { 'optimizer.name': 'adam' }, 'optimizer.momentum')).toBe(true);
  expect(isUnused(space(), { 'optimizer.name': 'sgd' }, 'optimizer.momentum')).toBe(false);
  expect(isUnused(space(), {}, 'optimizer.momentum')).toBe(false);
  expect(isUnused(space(), {}, 'model.units')).toBe(false);
});

test('a configuration of elsewhere: what differs is said, numbers move into their range, choices that are not offered stay open', () => {
  const there = {
    ...{ 'model.activation': 'tanh', 'model.units': 128, 'optimizer.name': 'adam', 'optimizer.learningRate': 0.003 },
    'optimizer.momentum': 0.9,
  };
  const { point, misfits, refused } = projectPoint(there, space(), []);
  expect(point).toEqual({ 'model.units': 64, 'optimizer.name': 'adam', 'optimizer.learningRate': 0.003 });
  expect(misfits).toEqual([
    { kind: 'outside', setting: 'model.units', detail: '8–64' },
    { kind: 'fixed', setting: 'model.activation', detail: 'relu' },
  ]);
  expect(refused).toBe(false);

  const other = projectPoint({ ...there, 'optimizer.name': 'rmsprop' }, space(), []);
  expect(other.misfits).toContainEqual({ kind: 'outside', setting: 'optimizer.name', detail: 'adam, sgd' });
  expect('optimizer.name' in other.point).toBe(false);
  expect(projectPoint({ 'model.units': 8 }, space(), []).misfits).toContainEqual({
    ...{ kind: 'absent', setting: 'optimizer.learningRate', detail: null },
  });
});

test('drawn numbers are written as people read them, and never outside of their range', () => {
  const of = (rate: number) =>
    projectPoint({ 'optimizer.learningRate': rate }, space(), []).point['optimizer.learningRate'];
  expect(of(0.013100437_1234)).toBe(0.0131);
  expect(of(0.052405643)).toBe(0.052406);
});

test('a configuration that breaks a constraint here, or of which nothing is left, cannot be added', () => {
  const broken = projectPoint({ 'model.units': 50, 'optimizer.name': 'adam' }, space(), ['model.units <= 32']);
  expect(broken.refused).toBe(true);
  expect(broken.misfits).toContainEqual({ kind: 'constraint', setting: null, detail: 'model.units <= 32' });
  expect(projectPoint({}, space(), []).refused).toBe(true);
  // A constraint that is still being written forbids nothing.
  expect(projectPoint({ 'model.units': 50 }, space(), ['model.units <=']).refused).toBe(false);
});
