import { expect, test } from 'vitest';
import type { RawData } from '#main/data/raw.ts';
import { resolveTarget as resolvePaused, sortNames } from '#main/data/target.ts';

const resolveTarget = (raw: RawData, wanted: Parameters<typeof resolvePaused>[1]) =>
  resolvePaused(raw, wanted, async () => undefined);

function labelled(cells: readonly (string | number | null)[], task: RawData['task'] = null): RawData {
  const numeric = cells.every((cell) => typeof cell !== 'string');
  const levels = [...new Set(cells.filter((cell) => cell !== null))].map(String);
  return {
    rows: cells.length,
    origin: new Uint8Array(cells.length),
    columns: [
      numeric
        ? { kind: 'number', name: 'y', values: Float64Array.from(cells, (cell) => Number(cell ?? Number.NaN)) }
        : {
            kind: 'category',
            name: 'y',
            codes: Int32Array.from(cells, (cell) => levels.indexOf(String(cell))),
            levels,
          },
    ],
    label: 'y',
    task,
    features: null,
    exclude: [],
    text: null,
    labels: null,
    array: null,
    notes: [],
  };
}
const repeated = (values: number, times: number) => Array.from({ length: values * times }, (_, i) => i % values);

test.each([
  ['text', ['a', 'b', 'a'], 'classification'],
  ['few numbers', repeated(3, 4), 'classification'],
  ['20 numbers', repeated(20, 5), 'classification'],
  ['21 numbers', repeated(21, 5), 'regression'],
  ['few half numbers that repeat', repeated(4, 5).map((value) => value / 2), 'classification'],
  ['numbers that hardly repeat', [1.5, 2.5, 3.5, 4.5, 1.5], 'regression'],
] as const)('%s: the task follows from the label', async (_, cells, task) => {
  expect((await resolveTarget(labelled(cells), undefined)).task).toBe(task);
});

test('the study decides over the label', async () => {
  expect((await resolveTarget(labelled(repeated(30, 2), 'classification'), undefined)).classes).toHaveLength(30);
  expect((await resolveTarget(labelled(repeated(3, 4), 'regression'), undefined)).classes).toBeNull();
});

test('classes are sorted, numbers by value', async () => {
  expect(sortNames(['10', '9', '-1', '2.5'])).toEqual(['-1', '2.5', '9', '10']);
  expect(sortNames(['b', 'B', 'a', '10'])).toEqual(['10', 'B', 'a', 'b']);
  const { classes, y } = await resolveTarget(labelled(['no', 'yes', 'no', 'yes']), undefined);
  expect(classes).toEqual(['no', 'yes']);
  expect([...y]).toEqual([0, 1, 0, 1]);
});

test('rows without a label are left out, with a note', async () => {
  const { y, notes } = await resolveTarget(labelled(['a', null, 'b', 'b']), undefined);
  expect([...y]).toEqual([0, Number.NaN, 1, 1]);
  expect(notes).toEqual(['1 of 4 rows have no label and are left out.']);
});

test('classes can be filtered by count and by name; the rest keeps its order', async () => {
  const raw = labelled(['a', 'b', 'c', 'a', 'b', 'c', 'c']);
  expect(await resolveTarget(raw, 2)).toMatchObject({
    classes: ['a', 'b'],
    notes: [expect.stringMatching(/2 of 3 classes/)],
  });
  const named = await resolveTarget(raw, ['c', 'a']);
  expect(named.classes).toEqual(['a', 'c']);
  expect([...named.y]).toEqual([0, Number.NaN, 1, 0, Number.NaN, 1, 1]);
  await expect(resolveTarget(raw, ['a', 'cc'])).rejects.toThrow(
    '"subset.classes" names "cc", which is no class; did you mean "c"?',
  );
  await expect(resolveTarget(raw, 4)).rejects.toThrow('"subset.classes" asks for 4 classes, but the data has 3.');
});

test.each([
  ['an empty label', [null, null], null, 'The label column "y" is empty in all 2 rows; name another one.'],
  [
    'one class',
    ['a', 'a', null],
    null,
    'The label column "y" holds one class only ("a") in 2 rows; a classifier needs two or more.',
  ],
  [
    'as many classes as rows',
    ['a', 'b', 'c'],
    null,
    'The label column "y" has 3 classes in 3 rows: more classes than rows',
  ],
  ['text for regression', ['1', 'x', '2'], 'regression', 'must hold numbers for regression, but row 2 holds "x"'],
  ['a constant for regression', [2, 2, 2], 'regression', 'The label column "y" has the same value (2) in every row.'],
  ['multilabel', ['a', 'a', ''], 'multilabel', 'holds one label only ("a"); several labels are separated by ; | or ,'],
] as const)('%s is one sentence', async (_, cells, task, sentence) => {
  await expect(resolveTarget(labelled(cells, task), undefined)).rejects.toThrow(sentence);
});
