import { expect, test } from 'vitest';
import { dataOf, draftOf, fitToData, setField } from '../../../../../src/renderer/features/new-study/model/draft.ts';
import {
  applySniff,
  pathOf,
  readAs,
  type Sniffed,
  setPath,
  sizeOf,
} from '../../../../../src/renderer/features/new-study/model/own-data.ts';
import type { DataFacts } from '../../../../../src/shared/settings/index.ts';

const own = (data: Record<string, unknown>) => draftOf({ version: 1, data, settings: {} });
const sniff = (found: Partial<Sniffed>): Sniffed => ({
  ...{ source: 'unknown', columns: [], labelGuess: null, textGuess: null },
  ...found,
});

test('NumPy: an archive keeps only names that it has, two files find each other', () => {
  const archive = own({ source: 'npz', path: 'a.npz', x: 'images', y: 'gone', kind: 'image' });
  const found = sniff({ source: 'npz', columns: ['images', 'labels'], labelGuess: 'labels' });
  expect(applySniff(archive, found).file.data).toEqual({ source: 'npz', path: 'a.npz', x: 'images', kind: 'image' });
  const file = applySniff(own({ source: 'csv', path: 'x.npy' }), sniff({ source: 'npy', labelGuess: 'y.npy' }));
  expect(file.file.data).toEqual({ source: 'npy', x: 'x.npy', y: 'y.npy' });
  const moved = setPath(file, 'other.csv');
  expect(pathOf(dataOf(moved))).toBe('other.csv');
  const table = applySniff(moved, sniff({ source: 'csv', columns: ['a', 'b'], labelGuess: 'b' }));
  expect(table.file.data).toEqual({ source: 'csv', path: 'other.csv', label: 'b' });
});

test('a new file with a column of texts is read for them; a choice for a table stays', () => {
  const found = sniff({ source: 'csv', columns: ['review', 'mood'], labelGuess: 'mood', textGuess: 'review' });
  const texts = applySniff(own({ source: 'csv', path: 'r.csv' }), found);
  expect(texts.file.data).toEqual({ source: 'text', path: 'r.csv', text: 'review', label: 'mood' });
  const table = readAs(texts, 'csv', found.columns);
  expect(table.file.data).toEqual({ source: 'csv', path: 'r.csv', label: 'mood' });
  expect(applySniff(table, found).file.data).toEqual(table.file.data);
  expect(readAs(table, 'text', found.columns).file.data).toEqual(texts.file.data);
});

test('several label columns stay when the file has them all', () => {
  const two = own({ source: 'parquet', path: 'p', label: ['a', 'b'] });
  const found = sniff({ source: 'parquet', columns: ['a', 'b', 'c'], labelGuess: 'c' });
  expect(dataOf(applySniff(two, found)).label).toEqual(['a', 'b']);
  expect(dataOf(applySniff(two, { ...found, columns: ['a', 'c'] })).label).toBe('c');
});

test('an image folder keeps its size', () => {
  const folder = own({ source: 'image-folder', path: 'd', size: [8, 8] });
  expect(applySniff(folder, sniff({ source: 'image-folder' })).file.data).toEqual(folder.file.data);
  expect(sizeOf(' 64 × 48 ')).toEqual([64, 48]);
  expect(sizeOf('32')).toEqual([32, 32]);
  for (const wrong of ['', '0', '64 ×', 'large', '12345']) expect(sizeOf(wrong)).toBeUndefined();
});

test('a fixed model that cannot read the data, and an objective that they do not report, go', () => {
  const texts: DataFacts = { task: 'classification', kind: 'text', classes: 2, inputShape: [9] };
  const draft = setField(own({ source: 'text' }), ['settings', 'model.family'], 'mlp');
  expect(fitToData(draft, texts).file.settings).toEqual({});
  const words = setField(draft, ['settings'], {
    'model.family': 'text',
    'model.embeddingSize': { type: 'categorical', choices: [16, 32] },
  });
  const images: DataFacts = { task: 'classification', kind: 'image', classes: 2, inputShape: [9, 9, 1] };
  expect(fitToData(words, images).file.settings).toEqual({});
  const regression: DataFacts = { task: 'regression', kind: 'sequence', classes: null, inputShape: [9, 2] };
  const wrong = setField(draft, ['objective'], { metric: 'validation.accuracy' });
  expect(fitToData(wrong, regression).file).not.toHaveProperty('objective');
  expect(fitToData(draft, regression).file.settings).toEqual({ 'model.family': 'mlp' });
});
