import { describe, expect, test } from 'vitest';
import { assignSlots } from '../../../../src/renderer/ui/data-table-slots.ts';

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('elements of a table in motion', () => {
  test('a row keeps its element as long as it is in sight, and no two share one', () => {
    let slots = assignSlots(new Map(), range(0, 10));
    for (const from of [3, 4, 2, 0, 7, 30, 25]) {
      const before = slots;
      slots = assignSlots(before, range(from, from + 10));
      for (const [key, slot] of slots) if (before.has(key)) expect(slot).toBe(before.get(key));
      expect(new Set(slots.values()).size).toBe(10);
      expect([...slots.keys()]).toEqual(range(from, from + 10));
    }
    // Ten rows never took more than ten elements.
    expect(Math.max(...slots.values())).toBe(9);
  });

  test('after a jump the elements stay in the order of the page, so that none has to move', () => {
    const first = assignSlots(new Map(), range(0, 10));
    const later = assignSlots(assignSlots(first, range(4, 14)), range(500, 510));
    expect([...later.values()]).toEqual([...assignSlots(first, range(4, 14)).values()]);
  });

  test('a row with the focus that stays at the edge keeps its element through a jump', () => {
    const first = assignSlots(new Map(), range(0, 10));
    const jumped = assignSlots(first, [5, ...range(100, 110)]);
    expect(jumped.get(5)).toBe(first.get(5));
    expect(new Set(jumped.values()).size).toBe(11);
  });
});
