import { beforeEach, expect, test } from 'vitest';
import { changesTo, useStudyEdits } from '../../../../src/renderer/state/study-edits.ts';

const { add, step } = useStudyEdits.getState();
const edit = (key: string, before: unknown, after: unknown) => ({ key, before, after });

beforeEach(() => useStudyEdits.setState(useStudyEdits.getInitialState()));

test('edits are taken back one by one, and done again', () => {
  add('s', [edit('note 1', '', 'a')]);
  add('s', [edit('tags 2', [], ['x'])]);
  expect(step('s', 'undo')).toEqual([{ key: 'tags 2', value: [] }]);
  expect(step('s', 'undo')).toEqual([{ key: 'note 1', value: '' }]);
  expect(step('s', 'undo')).toEqual([]);
  expect(step('s', 'redo')).toEqual([{ key: 'note 1', value: 'a' }]);
  expect(step('s', 'redo')).toEqual([{ key: 'tags 2', value: ['x'] }]);
  expect(step('s', 'redo')).toEqual([]);
});

test('what is saved while one writes is one step', () => {
  add('s', [edit('note 1', 'old', 'old a')], 'note 1 at 5');
  add('s', [edit('note 1', 'old a', 'old a b')], 'note 1 at 5');
  expect(step('s', 'undo')).toEqual([{ key: 'note 1', value: 'old' }]);
});

test('several edits of one action are taken back together', () => {
  add('s', [edit('tags 1', [], ['x']), edit('tags 2', ['y'], ['y', 'x'])]);
  expect(step('s', 'undo')).toEqual([
    { key: 'tags 1', value: [] },
    { key: 'tags 2', value: ['y'] },
  ]);
});

test('a step goes back to what was there right before it, also when that was changed elsewhere', () => {
  add('s', [edit('view', 'A', 'B')]);
  add('s', [edit('view', 'B, with a run hidden', 'C')]);
  expect(step('s', 'undo')).toEqual([{ key: 'view', value: 'B, with a run hidden' }]);
});

test('each study has its own steps', () => {
  add('s', [edit('note 1', '', 'a')]);
  expect(step('other', 'undo')).toEqual([]);
});

test('what only one of two states knows of is left alone', () => {
  const from = new Map<string, unknown>([
    ['a', 1],
    ['b', 2],
  ]);
  const to = new Map<string, unknown>([
    ['a', 0],
    ['c', 3],
  ]);
  expect(changesTo(from, to)).toEqual([{ key: 'a', value: 0 }]);
});
