import { expect, it } from 'vitest';
import { describeDiff, diffSpaces, isSameSpace } from '#shared/study/space-diff.ts';

const rate = { type: 'float', low: 0.001, high: 0.1, scale: 'log' } as const;
const before = { settings: { rate, units: 16, name: 'adam' }, constraints: ['units <= 64'] };

it('tells what changed, was added and left out, and nothing of what only stands in another order', () => {
  const after = {
    settings: { name: 'adam', units: { type: 'int', low: 4, high: 64, scale: 'linear', step: 4 } as const, depth: 2 },
    constraints: ['depth <= 3'],
  };
  const diff = diffSpaces(before, after);
  expect(diff.settings.map(({ setting }) => setting)).toEqual(['units', 'depth', 'rate']);
  expect(describeDiff(diff)).toEqual([
    'units fixed at 16 → 4–64 (step 4)',
    'depth its default → fixed at 2',
    'rate 0.001–0.1 (log) → its default',
    'constraint added: depth <= 3',
    'constraint removed: units <= 64',
  ]);
  expect(isSameSpace(before, after)).toBe(false);
  const turned = {
    settings: { name: 'adam', units: 16, rate: { scale: 'log', high: 0.1, low: 0.001, type: 'float' } as const },
  };
  expect(isSameSpace(before, { ...before, ...turned })).toBe(true);
});

it('a value of null is a value, not an absent setting', () => {
  const diff = diffSpaces({ settings: { clip: null }, constraints: [] }, { settings: {}, constraints: [] });
  expect(diff.settings).toEqual([{ setting: 'clip', before: null }]);
});
