// Texts: words, vocabulary of the training rows, lengths; and rows with several labels.
import { expect, test } from 'vitest';
import { wordsOf } from '#main/data/tokens.ts';
import { randomStream } from '#shared/num/random.ts';
import { csvOf, folder } from './folder.ts';

test('words: lower case, no punctuation, numbers kept, full width as half width, Chinese without spaces', () => {
  expect(wordsOf('Hello, WORLD! It’s 3.14…')).toEqual(['hello', 'world', 'it’s', '3.14']);
  expect(wordsOf('ＡＢＣ　１２')).toEqual(['abc', '12']);
  const chinese = wordsOf('我喜欢学习');
  expect(chinese.length).toBeGreaterThan(1);
  expect(chinese.join('')).toBe('我喜欢学习');
  expect(wordsOf(' … !')).toEqual([]);
});

const spec = { source: 'text', path: 'r.csv', text: 'review', label: 'mood' };
const rows = [
  ['good good film', 'pos', 'train'],
  ['bad film', 'neg', 'train'],
  ['good', 'pos', 'train'],
  ['very bad film indeed', 'neg', 'train'],
  ['good unseen word', 'pos', 'hold'],
  ['', 'neg', 'hold'],
];
const file = csvOf(['review', 'mood', 'part'], rows);
const held = { ...spec, validation: { column: 'part', value: 'hold' } };

test('the vocabulary is that of the training rows, by frequency; others are unknown; lengths end before the padding', async () => {
  const { open } = folder({ 'r.csv': file });
  const { dataset, header, profile } = await open(held);
  expect(header).toMatchObject({ kind: 'text', inputShape: [4], xType: 'uint16', classes: ['neg', 'pos'] });
  expect(header.vocabulary).toEqual(['', '(unknown)', 'film', 'good', 'bad', 'indeed', 'very']);
  const textOf = (row: number) =>
    [...dataset.x.subarray(row * 4, row * 4 + (dataset.lengths?.[row] ?? 0))]
      .map((id) => header.vocabulary?.[id])
      .join(' ');
  const [first = 0, second = 0] = dataset.validation;
  expect([textOf(first), textOf(second)]).toEqual(['good (unknown) (unknown)', '']);
  expect([...dataset.x.subarray(second * 4, second * 4 + 4)]).toEqual([0, 0, 0, 0]);
  expect([...dataset.train].map(textOf).sort()).toEqual(['bad film', 'good', 'good good film', 'very bad film indeed']);
  expect(profile.notes.join(' ')).toContain('5 different words in the training rows and up to 4 words each');
  expect(profile.notes.join(' ')).toContain('1 rows have no word in "review"');
  expect(profile.vocabulary).toEqual({
    size: 5,
    unknown: 2 / 13,
    top: [
      { value: 'film', count: 3 },
      { value: 'good', count: 3 },
      { value: 'bad', count: 2 },
      { value: 'indeed', count: 1 },
      { value: 'very', count: 1 },
    ],
  });
  expect(profile.lengths).toMatchObject({ min: 0, median: 2, max: 4, bins: [0, 1, 2, 3, 4].map((from) => ({ from })) });
  expect(profile.lengths?.bins.map(({ count }) => count)).toEqual([1, 1, 1, 2, 1]);
});

test('ids, lengths and vocabulary are those of counting every word of every training row, also of equal and of cut texts', async () => {
  const random = randomStream(5);
  const word = () => `W${Math.floor(40 ** random.uniform())}${random.uniform() < 0.2 ? ',' : ''}`;
  const text = (length: number) => Array.from({ length }, word).join(' ');
  const pool = Array.from({ length: 30 }, () => text(random.int(0, 12)));
  const own = [
    ...Array.from({ length: 200 }, (_, i) => [pool[random.int(0, 29)], i % 3]),
    [text(1500), 0],
    [text(1300), 1],
  ].map(([words, label]) => [`"${words}"`, label, random.uniform() < 0.7 ? 'train' : 'hold']);
  const { open } = folder({ 'r.csv': csvOf(['review', 'mood', 'part'], own) });
  const { dataset, header } = await open(held);

  const wordsOfRow = own.map(([words]) => wordsOf(String(words)));
  const train = own.flatMap(([, , part], row) => (part === 'train' ? [row] : []));
  const counts = new Map<string, number>();
  for (const row of train) for (const one of wordsOfRow[row] ?? []) counts.set(one, (counts.get(one) ?? 0) + 1);
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([one]) => one);
  expect(header.vocabulary).toEqual(['', '(unknown)', ...ranked]);
  const steps = Math.min(1000, Math.max(...train.map((row) => wordsOfRow[row]?.length ?? 0)));
  expect(header.inputShape).toEqual([steps]);
  const ids = wordsOfRow.map((words) => words.slice(0, steps).map((one) => Math.max(ranked.indexOf(one) + 2, 1)));
  expect([...(dataset.lengths ?? [])]).toEqual(ids.map(({ length }) => length));
  ids.forEach((row, at) => {
    const padded = [...row, ...new Array<number>(steps - row.length).fill(0)];
    expect([...dataset.x.subarray(at * steps, (at + 1) * steps)]).toEqual(padded);
  });
});

test('the same text prepared again is found, another text is not', async () => {
  const place = folder({ 'r.csv': file });
  const first = await place.prepare(held);
  expect((await place.prepare(held)).path).toBe(first.path);
  place.write('r.csv', file.replace('indeed', 'truly'));
  expect((await place.prepare(held)).path).not.toBe(first.path);
});

test('a text of more than 1 000 words is cut there, with a note', async () => {
  const long = csvOf(
    ['review', 'mood'],
    [...rows.map(([text, mood]) => [text, mood]), ['word '.repeat(1200), 'pos'], ['x', 'neg']],
  );
  const { open } = folder({ 'r.csv': long });
  const { header, profile, dataset } = await open({
    ...spec,
    validation: { fraction: 0.25, seed: 1, stratify: false },
  });
  expect(header.inputShape[0]).toBeLessThanOrEqual(1000);
  expect(Math.max(...(dataset.lengths ?? []))).toBe(header.inputShape[0]);
  expect(profile.notes.join(' ')).toMatch(/longer than \d+ words and are cut there/);
});

test.each([
  [{ ...spec, text: 'mood' }, '"text" and "label" both name the column "mood"'],
  [{ ...spec, text: 'reviews' }, 'names the column "reviews", which'],
  [{ ...spec, label: 'moods' }, 'names the column "moods", which'],
])('%j is a sentence', async (wrong, sentence) => {
  await expect(folder({ 'r.csv': file }).prepare(wrong)).rejects.toThrow(sentence);
});

test('texts without a word are a sentence', async () => {
  const blank = csvOf(
    ['review', 'mood'],
    [
      ['!', 'a'],
      ['?', 'b'],
      ['…', 'a'],
      ['-', 'b'],
    ],
  );
  await expect(folder({ 'r.csv': blank }).prepare(spec)).rejects.toThrow('has no word in any training row');
});

const tagged = csvOf(
  ['x', 'tags'],
  Array.from({ length: 20 }, (_, i) => [
    i,
    [i % 2 === 0 ? 'even' : '', i % 5 === 0 ? ' five ' : ''].filter(Boolean).join(';'),
  ]),
);

test('several labels per row: found by their separator, rows without any stay', async () => {
  const { open } = folder({ 't.csv': tagged });
  const { dataset, header, profile } = await open({ source: 'csv', path: 't.csv', label: 'tags', task: 'multilabel' });
  expect(header).toMatchObject({ task: 'multilabel', classes: ['even', 'five'], rows: 20 });
  expect(dataset.y).toHaveLength(40);
  for (let row = 0; row < 20; row++) {
    const x = dataset.x[row] ?? 0;
    expect([...dataset.y.subarray(row * 2, row * 2 + 2)]).toEqual([x % 2 === 0 ? 1 : 0, x % 5 === 0 ? 1 : 0]);
  }
  const even = [...dataset.train].filter((row) => (dataset.x[row] ?? 0) % 2 === 0).length;
  expect(header.trainClassCounts[0]).toBe(even);
  expect(profile.classes.map(({ train, validation }) => train + validation)).toEqual([10, 4]);
  expect(profile.notes.join(' ')).toContain('separated by ";": 2 different ones');
});

test('one stray mark in a cell does not decide how all labels are separated', async () => {
  const rows = [
    ...Array.from({ length: 12 }, (_, i) => [i, '"red,round"']),
    [12, 'red'],
    [13, 'round'],
    [14, 'odd;one'],
  ];
  const { prepare } = folder({ 't.csv': csvOf(['x', 'tags'], rows) });
  const { header } = await prepare({ source: 'csv', path: 't.csv', label: 'tags', task: 'multilabel' });
  expect(header.classes).toEqual(['odd;one', 'red', 'round']);
});
