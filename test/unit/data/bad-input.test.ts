// Every way data can be wrong: one sentence, an AppError, nothing left in the cache folder.
import { sep } from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { csvOf, folder } from './folder.ts';

const good = csvOf(
  ['age', 'city', 'species'],
  Array.from({ length: 12 }, (_, i) => [i * i, 'xy'[i % 2], 'pq'[i % 2]]),
);
const csv = { source: 'csv', path: 'f.csv', label: 'species' };

test.each<[string, string | Uint8Array, object, string]>([
  [
    'an unknown label',
    good,
    { label: 'specie' },
    '"label" names the column "specie", which {}f.csv does not have; did you mean "species"?',
  ],
  [
    'an unknown feature',
    good,
    { features: ['agee'] },
    '"features" names the column "agee", which {}f.csv does not have; did you mean "age"?',
  ],
  ['an unknown column to exclude', good, { exclude: ['ctiy'] }, 'did you mean "city"?'],
  ['a type for an unknown column', good, { types: { Age: 'number' } }, '"types" names the column "Age"'],
  [
    'an unknown split column',
    good,
    { validation: { column: 'fold', value: 1 } },
    '"validation.column" names the column "fold"',
  ],
  ['the label among the features', good, { features: ['age', 'species'] }, 'a model must not see what it predicts'],
  ['the label excluded', good, { exclude: ['species'] }, '"exclude" lists the label "species"'],
  ['an unknown field', good, { delimeter: ';' }, 'Unknown field "data.delimeter"; did you mean "delimiter"?'],
  ['a missing file', good, { path: 'none.csv' }, 'There is no file {}none.csv; paths are relative to the study file.'],
  ['a folder', good, { path: '.' }, 'is a folder, where a file is needed'],
  ['an empty file', '', {}, '{}f.csv is empty (0 bytes).'],
  ['a header only', 'age,species\n', {}, '{}f.csv has a header but zero rows of data below it.'],
  ['a binary file', Uint8Array.of(1, 2, 0, 3), {}, '{}f.csv is not a text file (byte 3 is NUL)'],
  [
    'a quote that never closes',
    'age,species\n1,p\n2,"q\n',
    {},
    'A quoted field in the row at line 3 of {}f.csv never closes',
  ],
  ['a ragged row', 'age,species\n1,p\n2\n', {}, 'Line 3 of {}f.csv has 1 field where the header has 2'],
  ['duplicate headers', 'age,age,species\n1,2,p\n', {}, 'has two columns named "age"'],
  [
    'an empty label column',
    csvOf(
      ['age', 'species'],
      [
        [1, ''],
        [2, 'NA'],
      ],
    ),
    {},
    'The label column "species" is empty in all 2 rows',
  ],
  [
    'a one-class label',
    csvOf(
      ['age', 'species'],
      [
        [1, 'p'],
        [2, 'p'],
      ],
    ),
    {},
    'holds one class only ("p") in 2 rows',
  ],
  [
    'more classes than rows',
    csvOf(
      ['age', 'species'],
      [
        [1, 'p'],
        [2, 'q'],
        [3, 'r'],
      ],
    ),
    {},
    'more classes than rows',
  ],
  [
    'an all-missing column',
    csvOf(
      ['age', 'z', 'species'],
      [
        [1, '', 'p'],
        [2, '?', 'q'],
        [3, '', 'q'],
      ],
    ),
    {},
    'Column "z" has no value in any of the 3 rows; list it under "exclude" or fill it.',
  ],
  ['text for regression', good, { task: 'regression' }, 'must hold numbers for regression, but row 1 holds "p"'],
  ['only the label', csvOf(['species'], [['p'], ['q'], ['p']]), {}, 'No column is left to predict "species" from.'],
  [
    'nothing to validate',
    good,
    { validation: { column: 'city', value: 'z' } },
    'No row has city = "z", so there is nothing for validation.',
  ],
  ['nothing to train', good, { validation: { fraction: 0.5 }, test: { fraction: 0.5 } }, 'leave nothing for training'],
  [
    'one class left to train',
    good,
    { validation: { column: 'city', value: 'x' } },
    'The training part holds one class only ("q")',
  ],
  [
    'a subset smaller than the classes',
    good,
    { subset: { rows: 1 } },
    'keeps 1 training rows, fewer than the 2 classes',
  ],
  [
    'more folds than rows',
    good,
    { validation: { folds: 50 } },
    'rows cannot be dealt into 50 folds, one would be empty; ask for fewer folds.',
  ],
  [
    'a validation file with other columns',
    good,
    { validation: { path: 'other.csv' } },
    '{}other.csv lacks the column "city" that {}f.csv has',
  ],
])('%s', async (_, content, change, sentence) => {
  const { path, prepare, cached } = folder({ 'f.csv': content, 'other.csv': 'age,species\n1,p\n' });
  const error: unknown = await prepare({ ...csv, ...change }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AppError);
  const { message } = error as AppError;
  expect(message.replaceAll(path + sep, '{}')).toContain(sentence);
  expect(message).toMatch(/^[^\n]+[.?]$/);
  expect(cached()).toEqual([]);
});

test('an all-missing column that is not used does no harm', async () => {
  const { prepare } = folder({
    'f.csv': csvOf(
      ['age', 'z', 'species'],
      [
        [1, '', 'p'],
        [2, '', 'q'],
        [3, '', 'q'],
        [4, '', 'p'],
      ],
    ),
  });
  expect((await prepare({ ...csv, exclude: ['z'] })).header.features).toEqual(['age']);
});
