import { expect, test } from 'vitest';
import { csvOf, folder } from './folder.ts';

const split = { validation: { column: 'part', value: 'v' } };

test('categories are one-hot over the training rows; a level that they lack is zeros, with a note', async () => {
  const rows = [
    ['red', 'a', 't'],
    ['blue', 'b', 't'],
    ['red', 'a', 't'],
    ['green', 'b', 'v'],
    ['blue', 'a', 'v'],
  ];
  const { open } = folder({ 'f.csv': csvOf(['colour', 'y', 'part'], rows) });
  const { header, dataset, profile } = await open({ source: 'csv', path: 'f.csv', label: 'y', ...split });
  expect(header.features).toEqual(['colour=blue', 'colour=red']);
  expect([...dataset.x]).toEqual([0, 1, 1, 0, 0, 1, 0, 0, 1, 0]);
  expect(profile.notes).toContain(
    'Column "colour" has 1 level(s) that no training row has (green); they are encoded as zeros.',
  );
});

test('a missing category is a level of its own when training rows have it', async () => {
  const rows = [
    ['red', 'a', 't'],
    ['', 'b', 't'],
    ['NA', 'a', 'v'],
  ];
  const { open } = folder({ 'f.csv': csvOf(['colour', 'y', 'part'], rows) });
  const { header, dataset } = await open({ source: 'csv', path: 'f.csv', label: 'y', ...split });
  expect(header.features).toEqual(['colour=red', 'colour=(missing)']);
  expect([...dataset.x]).toEqual([1, 0, 0, 1, 0, 1]);
});

test('a missing number becomes the mean of the training rows, never of the validation rows', async () => {
  const rows = [
    [1, 'a', 't'],
    [3, 'b', 't'],
    ['', 'a', 't'],
    [100, 'b', 'v'],
    ['?', 'a', 'v'],
  ];
  const { open } = folder({ 'f.csv': csvOf(['size', 'y', 'part'], rows) });
  const { header, dataset, profile } = await open({ source: 'csv', path: 'f.csv', label: 'y', ...split });
  expect([...dataset.x]).toEqual([1, 3, 2, 100, 2]);
  expect(header.statistics).toMatchObject({ mean: [2], min: [1], max: [3] });
  expect(profile.notes).toContain(
    'Column "size" lacks 2 of 5 values; they are filled with the mean of the training rows (2).',
  );
});

const wide = Array.from({ length: 60 }, (_, i) => [i, `name ${i}`, (i * 7) % 60, 5, i % 2 ? 'yes' : 'no']);
const wideHeader = ['id', 'name', 'size', 'fixed', 'y'];

test('identifiers and texts are left out with a note, a constant column is kept with one', async () => {
  const { open } = folder({ 'f.csv': csvOf(wideHeader, wide) });
  const { header, profile } = await open({ source: 'csv', path: 'f.csv', label: 'y' });
  expect(header.features).toEqual(['size', 'fixed']);
  expect(profile.notes).toEqual([
    'Column "id" is left out: it has a different number in every row; list it under "features" to use it all the same.',
    'Column "name" is left out: it has 60 different texts; list it under "features" to use it all the same.',
    'Column "fixed" has one value only in the training rows and teaches nothing.',
  ]);
  expect(profile.columns.map(({ name, type }) => [name, type])).toEqual([
    ['id', 'number'],
    ['name', 'text'],
    ['size', 'number'],
    ['fixed', 'number'],
    ['y', 'category'],
  ]);
});

test('the index column that a table was saved with is no feature', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => [i, (i * i) % 7, 'pq'[i % 2]]);
  const { prepare } = folder({ 'f.csv': csvOf(['', 'size', 'y'], rows) });
  expect((await prepare({ source: 'csv', path: 'f.csv', label: 'y' })).header.features).toEqual(['size']);
});

test('features and exclude choose the columns', async () => {
  const { prepare } = folder({ 'f.csv': csvOf(wideHeader, wide) });
  const features = async (spec: object) =>
    (await prepare({ source: 'csv', path: 'f.csv', label: 'y', ...spec })).header.features;
  expect(await features({ features: ['id', 'size'] })).toEqual(['id', 'size']);
  expect(await features({ exclude: ['fixed', 'name'] })).toEqual(['size']);
  expect(await features({ features: ['size'], types: { size: 'category' } })).toHaveLength(48);
});

test('nothing in x or y is NaN or infinite, whatever is missing', async () => {
  const cells = ['', 'NA', 'inf', '1e99', '7', 'x'];
  const rows = Array.from({ length: 80 }, (_, i) => [
    cells[i % 5],
    cells[(i * 7) % 6],
    i % 9 === 0 ? '' : ['a', 'b'][(i * 5) % 2],
  ]);
  const { open } = folder({ 'f.csv': csvOf(['u', 'v', 'y'], rows) });
  const { dataset } = await open({ source: 'csv', path: 'f.csv', label: 'y', features: ['u', 'v'] });
  expect([...dataset.x].every(Number.isFinite)).toBe(true);
  expect([...dataset.y].every(Number.isFinite)).toBe(true);
});
