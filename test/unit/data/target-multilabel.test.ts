// Rows with several labels, in every form that they are written in.
import { expect, test } from 'vitest';
import { parseList } from '#main/data/label-list.ts';
import { previewData } from '#main/data/prepare.ts';
import { csvOf, folder } from './folder.ts';

test.each<[string, string[] | null]>([
  ['["urgent", "billing"]', ['urgent', 'billing']],
  ['["a, b", "c\\"d"]', ['a, b', 'c"d']],
  ["['it\\'s', \"x\"]", ["it's", 'x']],
  ['[1, 2.5]', ['1', '2.5']],
  ['[red, dark blue]', ['red', 'dark blue']],
  ['[]', []],
  ['[ ]', []],
  ['["caf\\u00e9"]', ['café']],
  ['["a"', null],
  ['["a" "b"]', null],
  ['[["a"]]', null],
])('%s', (text, items) => {
  expect(parseList(text)).toEqual(items);
});

const tags = (i: number) => [i % 2 === 0 ? 'even' : '', i % 5 === 0 ? 'five, or ten' : ''].filter(Boolean);
const rows = Array.from({ length: 20 }, (_, i) => i);
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const csv = { source: 'csv', path: 't.csv', label: 'tags', task: 'multilabel' };

test.each([
  ['JSON', (names: string[]) => JSON.stringify(names)],
  ['Python', (names: string[]) => `[${names.map((name) => `'${name}'`).join(', ')}]`],
])('lists as %s writes them', async (_, write) => {
  const { open } = folder({
    't.csv': csvOf(
      ['x', 'tags'],
      rows.map((i) => [i, quoted(write(tags(i)))]),
    ),
  });
  const { dataset, header, profile } = await open(csv);
  expect(header.classes).toEqual(['even', 'five, or ten']);
  for (const row of rows) {
    const x = dataset.x[row] ?? 0;
    expect([...dataset.y.subarray(row * 2, row * 2 + 2)]).toEqual([x % 2 === 0 ? 1 : 0, x % 5 === 0 ? 1 : 0]);
  }
  expect(profile.notes.join(' ')).toContain('are lists in brackets: 2 different ones.');
  expect(profile.notes.join(' ')).toContain('8 rows have none of the labels.');
});

const columns = csvOf(
  ['x', 'five', 'even', 'text'],
  rows.map((i) => [i, i % 5 === 0 ? 'yes' : 'no', i % 2 === 0 ? 1 : i === 7 ? '' : 0, `word${i} again`]),
);

test('columns of 0 and 1, in their order, and never among the inputs', async () => {
  const { open } = folder({ 't.csv': columns });
  const { dataset, header, profile } = await open({
    ...csv,
    task: undefined,
    label: ['five', 'even'],
    exclude: ['text'],
  });
  expect(header).toMatchObject({ task: 'multilabel', classes: ['five', 'even'], label: 'five, even', features: ['x'] });
  for (const row of rows) {
    const x = dataset.x[row] ?? 0;
    expect([...dataset.y.subarray(row * 2, row * 2 + 2)]).toEqual([x % 5 === 0 ? 1 : 0, x % 2 === 0 ? 1 : 0]);
  }
  expect(profile.notes.join(' ')).toContain('1 cells of the label columns are empty and count as 0.');
});

test('of texts, too', async () => {
  const { open, path } = folder({ 't.csv': columns });
  const spec = { source: 'text', path: 't.csv', text: 'text', label: ['five', 'even'] };
  expect((await open(spec)).header).toMatchObject({ kind: 'text', task: 'multilabel', classes: ['five', 'even'] });
  const preview = await previewData(spec, { rows: 2, baseDir: path });
  expect(preview).toEqual({
    kind: 'texts',
    texts: [
      { label: 'five; even', text: 'word0 again' },
      { label: 'five; even', text: 'word10 again' },
    ],
  });
});

test.each<[string, object, string]>([
  ['a cell that is neither', { label: ['five', 'x'] }, 'The label column "x" must hold 0 or 1, and row 3 holds "2"'],
  [
    'one class per row',
    { task: 'classification', label: ['five', 'even'] },
    '"label" names 2 columns, which are several labels per row',
  ],
  ['a column twice', { label: ['five', 'five'] }, '"label" names the column "five" twice'],
  ['a column that is not there', { label: ['five', 'evne'] }, '"label" names the column "evne", which'],
  ['one column in a list', { label: ['five'] }, '"data.label" must have at least 2 entries'],
  [
    'a label among the inputs',
    { label: ['five', 'even'], features: ['even', 'x'] },
    '"features" lists the label "even"',
  ],
  ['classes to keep', { label: ['five', 'even'], subset: { classes: 2 } }, 'needs one class per row'],
])('%s is a sentence', async (_, fields, sentence) => {
  const { prepare } = folder({ 't.csv': columns });
  await expect(prepare({ ...csv, task: undefined, ...fields })).rejects.toThrow(sentence);
});

test('a list that does not end as one names its row', async () => {
  const { prepare } = folder({
    't.csv': csvOf(
      ['x', 'tags'],
      [
        [1, '[a|b]'],
        [2, '"[a,"'],
        [3, '[b]'],
      ],
    ),
  });
  await expect(prepare(csv)).rejects.toThrow('holds lists, and that of row 2 is none ([a,); write ["one", "two"].');
});
