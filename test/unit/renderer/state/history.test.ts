import { expect, test } from 'vitest';
import { record, redo, startHistory, undo } from '../../../../src/renderer/state/history.ts';

test('undo and redo walk the same steps', () => {
  let history = startHistory('a');
  history = record(history, 'b', 'name', 0);
  history = record(history, 'c', 'other', 10);
  history = undo(undo(history));
  expect(history.present).toBe('a');
  expect(undo(history)).toBe(history);
  history = redo(redo(history));
  expect(history.present).toBe('c');
  expect(redo(history)).toBe(history);
});

test('typing into one field is one step; a pause or another field begins a new one', () => {
  let history = startHistory('');
  history = record(history, 'D', 'name', 0);
  history = record(history, 'Di', 'name', 200);
  history = record(history, 'Dig', 'name', 400);
  expect(undo(history).present).toBe('');
  history = record(history, 'Digi', 'name', 5_000);
  expect(undo(history).present).toBe('Dig');
});

test('an edit after undo does not melt into the step before, and drops what could be redone', () => {
  let history = startHistory(1);
  history = record(history, 2, 'n', 0);
  history = undo(history);
  history = record(history, 3, 'n', 100);
  expect(history.past).toEqual([1]);
  expect(redo(history)).toBe(history);
  expect(undo(history).present).toBe(1);
});

test('an edit that changes nothing is no step', () => {
  const history = startHistory(1);
  expect(record(history, 1, 'n', 0)).toBe(history);
});
