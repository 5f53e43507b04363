import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignSlots, slotLook } from '../../../../src/renderer/state/colour-slots.ts';
import { focusSet } from '../../../../src/renderer/state/focus-set.ts';
import { trial } from '../trials.ts';

const nobody = { pinned: new Set<number>(), baseline: null, selected: null };

test('the focus set is the six best, and whoever runs, is pinned, selected or the baseline', () => {
  const trials = [
    ...Array.from({ length: 10 }, (_, i) => trial(i + 1, { value: i / 10 })),
    trial(11, { state: 'running', value: 0.01 }),
    trial(12, { state: 'diverged' }),
  ];
  const focus = focusSet({ trials, direction: 'maximize', pinned: new Set([12]), baseline: 1, selected: 2 });
  expect(focus.slice(0, 6)).toEqual([10, 9, 8, 7, 6, 5]);
  expect([...focus].sort((a, b) => a - b)).toEqual([1, 2, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test('best means lowest for a loss', () => {
  const trials = Array.from({ length: 8 }, (_, i) => trial(i + 1, { value: i }));
  expect(focusSet({ trials, direction: 'minimize', ...nobody })[0]).toBe(1);
});

test('a run keeps its colour when it leaves the focus set and comes back', () => {
  const first = assignSlots({}, [5, 6, 7]);
  const second = assignSlots(first, [6, 8]);
  const third = assignSlots(second, [5, 6, 8]);
  expect(third[5]).toBe(first[5]);
  expect(third[6]).toBe(first[6]);
});

test('a new run takes a slot that nobody in the focus set holds', () => {
  const first = assignSlots({}, [1, 2, 3]);
  const second = assignSlots(first, [2, 3, 4]);
  expect(second[4]).toBe(0);
  expect(new Set([second[2], second[3], second[4]]).size).toBe(3);
});

test('nothing new leaves the same object, so that nothing is drawn or stored again', () => {
  const held = assignSlots({}, [1, 2]);
  expect(assignSlots(held, [2])).toBe(held);
});

test('runs 9 to 16 carry ring marks on the same colours, 17 to 24 square marks', () => {
  expect(slotLook(0)).toEqual({ token: '--run-1', mark: 'none' });
  expect(slotLook(8)).toEqual({ token: '--run-1', mark: 'ring' });
  expect(slotLook(23)).toEqual({ token: '--run-8', mark: 'square' });
});

test('law: up to 24 runs that enter together look different', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 24 }), (runs) => {
      const slots = assignSlots({}, runs);
      expect(new Set(runs.map((run) => JSON.stringify(slotLook(slots[run] ?? 0)))).size).toBe(runs.length);
    }),
  );
});
