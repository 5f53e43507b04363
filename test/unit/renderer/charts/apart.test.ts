import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart, apartWhereRoom } from '../../../../src/renderer/charts/apart.ts';
import { gapStretches } from '../../../../src/renderer/charts/draw-gaps.ts';

test('labels that meet stand around the middle of where they belong; others stay', () => {
  expect(apart([20, 60, 62, 150], 13, 0, 200)).toEqual([20, 54.5, 67.5, 150]);
  expect(apart([198, 199], 13, 0, 200)).toEqual([187, 200]);
  expect(apart([], 13, 0, 200)).toEqual([]);
});

test('law: up to eight labels never overlap and never leave the plot', () => {
  const places = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(places, (raw) => {
      const moved = apart(
        raw.toSorted((a, b) => a - b),
        13,
        0,
        300,
      );
      expect(moved).toHaveLength(raw.length);
      moved.forEach((place, i) => {
        expect(place).toBeGreaterThanOrEqual(-1e-9);
        expect(place).toBeLessThanOrEqual(300 + 1e-9);
        if (i > 0) expect(place - (moved[i - 1] ?? 0)).toBeGreaterThanOrEqual(13 - 1e-9);
      });
    }),
  );
});

const end = (name: string, at: number, kept = name.endsWith('val')) => ({ name, at, kept });
const room = { gap: 13, reach: 26, low: 0, high: 200 };
const standing = (ends: readonly ReturnType<typeof end>[], limits = room) =>
  [...apartWhereRoom(ends, limits)].map(([{ name }, y]) => `${name} ${y}`);

test('all labels stand where all of them fit near their places, in the order of their places', () => {
  expect(standing([end('2 train', 60), end('2 val', 64), end('1 train', 20), end('1 val', 150)])).toEqual([
    ...['1 train 20', '2 train 55.5', '2 val 68.5', '1 val 150'],
  ]);
});

test('in a crowd those of validation stand as they do without any of train, and the lonely one of train with them', () => {
  const ends = [1, 2, 3, 4, 5].flatMap((run) => [end(`${run} val`, 100 + run), end(`${run} train`, 95 + run)]);
  const crowd = standing(ends, { ...room, reach: 13 });
  expect(crowd.filter((name) => name.includes('train'))).toEqual([]);
  expect(standing([...ends, end('6 train', 10)], { ...room, reach: 13 })).toEqual(['6 train 10', ...crowd]);
});

test('with less room than rows, labels of validation alone stand', () => {
  const ends = [1, 2, 3].flatMap((run) => [end(`${run} val`, run * 9), end(`${run} train`, run * 9 - 5)]);
  expect(standing(ends, { ...room, high: 30 })).toEqual(['1 val 4', '2 val 17', '3 val 30']);
});

test('law: kept labels stand always; none that may be left out overlaps, nor moves one further than its reach', () => {
  const labels = fc.array(fc.record({ at: fc.integer({ min: 0, max: 200 }), kept: fc.boolean() }), { maxLength: 16 });
  fc.assert(
    fc.property(labels, (all) => {
      const kept = all.filter((label) => label.kept);
      const moved = (placed: ReadonlyMap<{ at: number }, number>) =>
        Math.max(0, ...[...placed].map(([{ at }, y]) => Math.abs(y - at)));
      const placed = apartWhereRoom(all, room);
      expect(kept.filter((label) => !placed.has(label))).toEqual([]);
      expect(moved(placed)).toBeLessThanOrEqual(Math.max(room.reach, moved(apartWhereRoom(kept, room))) + 1e-9);
      if (placed.size === kept.length) return;
      const places = [...placed.values()];
      const gaps = places.slice(1).map((y, i) => y - (places[i] ?? y));
      expect(Math.min(room.gap, ...gaps)).toBeGreaterThanOrEqual(room.gap - 1e-9);
    }),
  );
});

test('the band of a gap is where both lines have points, and breaks where one of them does', () => {
  expect(gapStretches([1, 2, undefined, 4, null, 6, 7], [1, 2, 3, 4, 5, 6, 7])).toEqual([
    [0, 1, 3],
    [5, 6],
  ]);
  expect(gapStretches([1, null, 3], [1, 2, 3])).toEqual([]);
});
