import { describe, expect, test } from 'vitest';
import { prepareDataset, previewData } from '#main/data/prepare.ts';
import { listSamples } from '#main/data/samples/samples.ts';
import { sampleInfo } from '#shared/contract/datasets.ts';
import { sampleNames } from '#shared/data-spec.ts';
import { folder } from '../folder.ts';

test('the list has every sample, valid for the contract', () => {
  expect(listSamples().map(({ name }) => name)).toEqual([...sampleNames]);
  for (const info of listSamples()) expect(() => sampleInfo.parse(info)).not.toThrow();
});

describe.each(listSamples())('$name', (info) => {
  test('is what the list says', async () => {
    const { prepare } = folder();
    const { header, profile } = await prepare({ source: 'sample', name: info.name });
    expect(profile).toMatchObject({ source: info.name, rows: info.rows, task: info.task, inputShape: info.inputShape });
    expect(header.classes?.length ?? null).toBe(info.classes);
    expect(header.trainRows + header.validationRows).toBe(info.rows);
  });

  test('has a preview', async () => {
    const preview = await previewData({ source: 'sample', name: info.name }, { rows: 5, baseDir: '.' });
    const shown = { rows: [], images: [], sequences: [], texts: [], ...preview };
    expect([...shown.rows, ...shown.images, ...shown.sequences, ...shown.texts]).toHaveLength(5);
  });
});

test('digits are real: classes as in the package, pixels as bytes, ink in the middle', async () => {
  const { open } = folder();
  const { dataset, profile } = await open({ source: 'sample', name: 'digits' });
  const counts = profile.classes.map((each) => each.train + each.validation);
  expect(counts).toEqual([1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]);
  expect(dataset.header.statistics).toMatchObject({ min: [0], max: [255] });
  // MNIST's mean and standard deviation are 0.1307 and 0.3081 of 255.
  expect((dataset.header.statistics.mean[0] ?? 0) / 255).toBeCloseTo(0.1307, 1);
  expect((dataset.header.statistics.sd[0] ?? 0) / 255).toBeCloseTo(0.3081, 1);
});

test("iris is Fisher's: sums of the four columns", async () => {
  const { open } = folder();
  const { dataset } = await open({ source: 'sample', name: 'iris' });
  const sums = [0, 1, 2, 3].map((at) =>
    Array.from(dataset.x).reduce((sum, value, i) => sum + (i % 4 === at ? value : 0), 0),
  );
  for (const [at, sum] of [876.5, 458.6, 563.7, 179.9].entries()) expect(sums[at]).toBeCloseTo(sum, 3);
});

test('penguins have categories and missing values', async () => {
  const { prepare } = folder();
  const { profile, header } = await prepare({ source: 'sample', name: 'penguins' });
  const sex = profile.columns.find(({ name }) => name === 'Sex');
  expect(sex).toMatchObject({ type: 'category', missing: 11, distinct: 2 });
  expect(profile.columns.find(({ name }) => name === 'Body Mass (g)')).toMatchObject({ type: 'number', missing: 2 });
  expect(header.features).toContain('Island=Dream');
});

test('vowels are the recordings of nine speakers, of 7 to 29 steps', async () => {
  const { open } = folder();
  const { dataset, header, profile } = await open({ source: 'sample', name: 'vowels' });
  expect(profile.classes.map((each) => each.train + each.validation)).toEqual([61, 65, 118, 74, 59, 54, 70, 80, 59]);
  expect([...(dataset.lengths ?? [])].reduce((least, length) => Math.min(least, length))).toBe(7);
  expect(header).toMatchObject({ kind: 'sequence', task: 'classification', label: 'y' });
});

test('sentences are a thousand of each author, whole, without names', async () => {
  const { open } = folder();
  const { header, profile } = await open({ source: 'sample', name: 'sentences' });
  expect(profile.classes.map(({ name, train, validation }) => [name, train + validation])).toEqual([
    ['Austen', 1000],
    ['Doyle', 1000],
    ['Melville', 1000],
  ]);
  expect(header.kind).toBe('text');
  for (const name of ['elizabeth', 'holmes', 'ahab']) expect(header.vocabulary).not.toContain(name);
});

test('spirals of any size: classes even, equal for equal seeds', async () => {
  const { open } = folder();
  const spec = { source: 'sample', name: 'spirals', rows: 999, classes: 5, noise: 0.01, turns: 0.5 };
  const first = await open({ ...spec, seed: 7 });
  const counts = first.profile.classes.map((each) => each.train + each.validation);
  expect(counts).toEqual([200, 200, 200, 200, 199]);
  const other = await open({ ...spec, seed: 8 });
  expect(other.dataset.x).not.toEqual(first.dataset.x);
  const elsewhere = folder();
  expect((await elsewhere.open({ ...spec, seed: 7 })).dataset).toEqual(first.dataset);
  const furthest = Array.from(first.dataset.x).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(furthest).toBeGreaterThan(0.9);
  expect(furthest).toBeLessThan(1.1);
});

test('noisy sine is a sine with the noise asked for', async () => {
  const { open } = folder();
  const { dataset } = await open({ source: 'sample', name: 'noisy-sine', rows: 5000, noise: 0.2, seed: 1 });
  const errors = Array.from(dataset.y, (y, row) => y - Math.sin(dataset.x[row] ?? 0));
  const sd = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
  expect(sd).toBeCloseTo(0.2, 1);
});

test.each([
  [{ name: 'digit' }, '"data.name" is "digit", which is not known; did you mean "digits"?'],
  [{ name: 'spirals', row: 5 }, 'Unknown field "data.row"; did you mean "rows"?'],
  [{ name: 'iris', test: { path: 'f.csv' } }, '"data.test.path" goes with files; split a sample by fraction or by'],
  [{ name: 'spirals', rows: 3, classes: 5 }, 'more classes than rows'],
  [{ name: 'digits', validation: { column: 'digit', value: 3 } }, 'The training part has no row of "3"'],
])('%j', async (fields, sentence) => {
  const { path, cacheDir } = folder();
  const outcome = await prepareDataset({ source: 'sample', ...fields }, { baseDir: path, cacheDir }).then(
    ({ profile }) => profile.notes.join(' '),
    (error: Error) => error.message,
  );
  expect(outcome).toContain(sentence);
});
