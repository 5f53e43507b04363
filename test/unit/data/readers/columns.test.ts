import { expect, test } from 'vitest';
import { type ColumnType, defaultMissing, typeColumn } from '#main/data/readers/columns.ts';

const type = (cells: string[], kind: ColumnType | null = null, missing: readonly string[] = defaultMissing) =>
  typeColumn('c', cells, { missing, type: kind, path: 'f.csv' }, async () => {});

test('numbers in every notation, missing ones as NaN', async () => {
  const { column, notes } = await type(['1', '-2.5', '.5', '3.', '1e-3', '+4E2', '', 'NA', 'NaN', '?', '-0']);
  expect(column).toMatchObject({ kind: 'number' });
  expect('values' in column && [...column.values]).toEqual([1, -2.5, 0.5, 3, 0.001, 400, NaN, NaN, NaN, NaN, 0]);
  expect(notes).toEqual([]);
});

test('decimal commas are read and said', async () => {
  const { column, notes } = await type(['1,5', '-2', '0,25e1']);
  expect('values' in column && [...column.values]).toEqual([1.5, -2, 2.5]);
  expect(notes).toEqual(['Column "c" has decimal commas ("1,5" is read as 1.5).']);
});

test('points and commas together are no decimal commas', async () => {
  expect((await type(['1,5', '2.5'])).column.kind).toBe('category');
});

test('infinite and too large numbers count as missing, with a note', async () => {
  const { column, notes } = await type(['1', 'inf', '-Infinity', '1e300', '2']);
  expect('values' in column && [...column.values]).toEqual([1, NaN, NaN, NaN, 2]);
  expect(notes[0]).toMatch(/3 infinite or too large/);
});

test('few texts are a category, many are text', async () => {
  const colours = Array.from({ length: 60 }, (_, i) => ['red', 'green', 'blue'][i % 3] ?? '');
  const { column } = await type([...colours, '']);
  expect(column).toMatchObject({ kind: 'category', levels: ['red', 'green', 'blue'] });
  expect('codes' in column && column.codes.at(-1)).toBe(-1);
  expect((await type(Array.from({ length: 60 }, (_, i) => `name ${i}`))).column.kind).toBe('text');
});

test('the study file decides over the cells', async () => {
  expect((await type(['1', '2'], 'category')).column).toMatchObject({ kind: 'category', levels: ['1', '2'] });
  expect((await type(['a', 'b'], 'text')).column.kind).toBe('text');
  await expect(type(['1', 'n/a'], 'number')).rejects.toThrow(
    'Column "c" of f.csv is typed number, but row 2 holds "n/a"; correct the cell, list it under "missing" or change the type.',
  );
  expect((await type(['1', 'n/a'], 'number', ['n/a'])).column.kind).toBe('number');
});

test('a column that is nearly numeric says what spoils it', async () => {
  const cells = Array.from({ length: 100 }, (_, i) => (i === 41 ? 'broken' : String(i)));
  expect((await type(cells)).notes[0]).toMatch(/1 of its 100 values are not numbers \(row 42: "broken"\)/);
});
