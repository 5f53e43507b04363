import { expect, test } from 'vitest';
import { draftOf } from '../../../../../src/renderer/features/new-study/model/draft.ts';
import {
  classShare,
  setSubset,
  subsetOf,
  subsetPath,
} from '../../../../../src/renderer/features/new-study/model/subset.ts';

const data = { source: 'sample', name: 'iris' };

test('a share of the rows and fewer classes stand in the data; what says nothing any more goes', () => {
  const half = setSubset(draftOf({ data }), 'fraction', 0.5);
  expect(half.file).toEqual({ data: { ...data, subset: { fraction: 0.5 } } });
  const both = setSubset(half, 'classes', 2);
  expect(subsetOf(both.file)).toEqual({ fraction: 0.5, classes: 2 });
  const none = setSubset(setSubset(both, 'fraction', undefined), 'classes', undefined);
  expect(none.file).toEqual({ data });
});

test('where the file has it beside the data it stays there; a share replaces a number of rows, classes do not', () => {
  const file = { data, subset: { rows: 90, seed: 3 } };
  expect(setSubset(draftOf(file), 'classes', 2).file.subset).toEqual({ rows: 90, seed: 3, classes: 2 });
  expect(setSubset(draftOf(file), 'fraction', 0.2).file).toEqual({ data, subset: { seed: 3, fraction: 0.2 } });
  expect(subsetPath(file, 'fraction')).toEqual(['subset', 'fraction']);
  // What is typed stays, for the check to name.
  expect(subsetOf(setSubset(draftOf({ data }), 'fraction', 'half').file)).toEqual({ fraction: 'half' });
});

test('fewer classes leave their share of the rows: the first ones, or those named', () => {
  const classes = [
    { name: 'a', train: 60 },
    { name: '7', train: 30 },
    { name: 'c', train: 10 },
  ];
  expect(classShare({}, classes)).toBe(1);
  expect(classShare({ classes: 2 }, classes)).toBe(0.9);
  expect(classShare({ classes: [7, 'c'] }, classes)).toBe(0.4);
  // While the classes are not known nothing is made less.
  expect(classShare({ classes: 2 }, [])).toBe(1);
  expect(classShare({ classes: ['elsewhere', 'd'] }, classes)).toBe(1);
});
