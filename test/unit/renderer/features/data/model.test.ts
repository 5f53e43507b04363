// What the Data page makes of a press: columns in other roles, other splits, fewer rows; each is a data object that a study takes.
import { expect, test } from 'vitest';
import { dataSpecSchema } from '#shared/data-spec.ts';
import {
  bytesText,
  classRows,
  constantsOf,
  matches,
  missingOf,
  roleOf,
  splitKnown,
  wayOf,
  withPartField,
  withRole,
  withSubset,
  withWay,
} from '../../../../../src/renderer/features/data/model.ts';

const table = { source: 'csv', path: '/a.csv', label: 'y' };
const legal = (data: unknown) => dataSpecSchema.safeParse(data).success;

test('a column goes from role to role and back, and nothing of it stays behind', () => {
  const typed = withRole(table, 'x', 'category');
  expect(typed).toEqual({ ...table, types: { x: 'category' } });
  expect(roleOf(typed, 'x')).toBe('category');
  const out = withRole(typed, 'x', 'ignore');
  expect(out).toEqual({ ...table, exclude: ['x'] });
  expect(roleOf(out, 'x')).toBe('ignore');
  expect(withRole(out, 'x', 'auto')).toEqual(table);
  for (const data of [typed, out]) expect(legal(data)).toBe(true);
});

test('another label: the old one becomes an input, and the new one is left out of nothing', () => {
  const next = withRole({ ...table, exclude: ['x'], features: ['x', 'z'] }, 'x', 'label');
  expect(next).toEqual({ source: 'csv', path: '/a.csv', label: 'x', features: ['z'] });
  expect(roleOf(next, 'y')).toBe('ignore');
  expect(withRole(table, 'y', 'auto')).toEqual({ source: 'csv', path: '/a.csv' });
  // Of two labels that are left, one is no list any more.
  expect(withRole({ ...table, label: ['y', 'x'] }, 'x', 'auto')).toEqual(table);
});

test('cells that mean no value, as they are typed', () => {
  expect(missingOf(' ')).toBeUndefined();
  expect(missingOf('NA, ?, NA,')).toEqual(['', 'NA', '?']);
});

test('each way of splitting is one that a study takes; without one the default holds', () => {
  expect(wayOf(table, 'validation')).toBe('fraction');
  expect(wayOf(table, 'test')).toBe('none');
  const seeded = withPartField(table, 'validation', 'seed', 3);
  expect(seeded).toEqual({ ...table, validation: { fraction: 0.2, seed: 3 } });
  const folds = withWay(seeded, 'validation', 'folds', []);
  expect(folds).toEqual({ ...table, validation: { folds: 5, seed: 3 } });
  const column = withPartField(withWay(folds, 'validation', 'column', ['a', 'part']), 'validation', 'value', 'v');
  expect(column).toEqual({ ...table, validation: { column: 'part', value: 'v' } });
  const test = withWay(column, 'test', 'fraction', []);
  for (const data of [seeded, folds, column, test]) expect(legal(data)).toBe(true);
  expect(withWay(test, 'test', 'none', [])).toEqual(column);
});

test('a subset keeps a share or a number of rows, never both, and goes with its last field', () => {
  const half = withSubset(table, 'fraction', 0.5);
  const rows = withSubset(half, 'rows', 100);
  expect(rows).toEqual({ ...table, subset: { rows: 100 } });
  expect(withSubset(rows, 'rows', undefined)).toEqual(table);
  expect(legal(withSubset(rows, 'classes', 2))).toBe(true);
});

test('classes with their share of all parts; columns of one value; sizes; words to find by', () => {
  const classes = [
    { name: 'a', train: 6, validation: 2, test: 1 },
    { name: 'b', train: 1, validation: 0, test: 0 },
  ];
  expect(classRows({ classes }).map(({ share }) => share)).toEqual([0.9, 0.1]);
  expect(classRows({ classes: [{ name: 'a', train: 1, validation: 1 }] })[0]?.test).toBeNull();
  const column = { type: 'number' as const, missing: 0, mean: null, sd: null, top: [] };
  expect(
    constantsOf([
      { ...column, name: 'one', distinct: 1, min: 7, max: 7 },
      { ...column, name: 'array', distinct: null, min: 0, max: 0 },
      { ...column, name: 'more', distinct: 2, min: 0, max: 1 },
    ]),
  ).toEqual(['one', 'array']);
  expect([0, 999, 1536, 2 ** 30 * 200].map(bytesText)).toEqual(['0 B', '999 B', '1.5 KB', '200 GB']);
  expect(matches('iris sweep', ['iris.csv', 'First sweep'])).toBe(true);
  expect(matches('rose', ['iris.csv'])).toBe(false);
});

test('samples stand apart from what is the user’s own, with the studies that use them', () => {
  const common = { added: false, copied: false, facts: null, state: 'same' as const, message: null };
  const file = { bytes: null, modifiedAt: null, studies: [], usedAt: 0 };
  const iris = { ...common, ...file, id: '1', name: 'iris', data: { source: 'sample', name: 'iris' }, path: null };
  const own = { ...common, ...file, id: '2', name: 'a', data: table, path: '/a.csv' };
  const sample = {
    ...{ name: 'iris', title: { en: 'Iris', zh: '鸢尾花' }, task: 'classification' as const, kind: 'table' as const },
    ...{ rows: 150, inputShape: [4], classes: 3, licence: '' },
  };
  const lists = splitKnown([iris, own], [sample, { ...sample, name: 'penguins' }]);
  expect(lists.own).toEqual([own]);
  expect(lists.samples.map(({ known }) => known?.id ?? null)).toEqual(['1', null]);
});
