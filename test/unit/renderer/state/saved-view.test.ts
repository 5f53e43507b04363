import { expect, test } from 'vitest';
import { sameView, viewOf } from '../../../../src/renderer/state/saved-view.ts';

const selected = {
  ...{ filterText: 'lr < 1', filterStates: new Set(['stopped', 'complete'] as const) },
  ...{ hidden: new Set([7, 2]), pinned: new Set<number>(), baseline: 3, baselineChosen: true },
};

test('a view holds the address, the filter and the marks, in an order of its own', () => {
  expect(viewOf('live', { metric: 'loss' }, selected)).toEqual({
    ...{ tab: 'live', query: { metric: 'loss' }, filter: { text: 'lr < 1', states: ['complete', 'stopped'] } },
    ...{ hidden: [2, 7], pinned: [], baseline: 3 },
  });
});

test('a baseline that nobody has chosen is no part of it', () => {
  expect(viewOf('live', {}, { ...selected, baselineChosen: false })).not.toHaveProperty('baseline');
});

test('views are the same whatever the order of their addresses', () => {
  const view = viewOf('live', { a: '1', b: '2' }, selected);
  expect(sameView(view, viewOf('live', { b: '2', a: '1' }, selected))).toBe(true);
  expect(sameView(view, viewOf('live', { a: '1' }, selected))).toBe(false);
  expect(sameView(view, viewOf('live', { a: '1', b: '2' }, { ...selected, hidden: new Set([2]) }))).toBe(false);
});
