import { expect, test } from 'vitest';
import type { DatasetHeader, EncodedDataset } from '#main/data/dataset.ts';
import { labelText, rowContent } from '#main/host/preflight/measures/row-content.ts';
import { blobs } from '../../training/loop/blobs.ts';

const one = blobs();

function rowsOf(facts: Partial<DatasetHeader>, rest: Partial<EncodedDataset>): EncodedDataset {
  return { ...one, ...rest, header: { ...one.header, ...facts } };
}

test('a picture is its bytes; one that is large every n-th pixel, and floats between the least and the greatest', () => {
  const small = rowsOf(
    { kind: 'image', inputShape: [1, 2, 3], xType: 'uint8' },
    { x: Uint8Array.from([0, 0, 0, 0, 0, 0, 1, 2, 3, 250, 251, 252]) },
  );
  const shown = rowContent(small, { columns: [] })(1);
  expect(shown).toEqual({ kind: 'image', height: 1, width: 2, channels: 3, pixels: expect.any(String) });
  expect([...Buffer.from(shown.kind === 'image' ? shown.pixels : '', 'base64')]).toEqual([1, 2, 3, 250, 251, 252]);

  const large = rowsOf(
    {
      ...{ kind: 'image', inputShape: [4, 130, 1], xType: 'float32' },
      statistics: { mean: [0], sd: [1], min: [-1], max: [1] },
    },
    { x: Float32Array.from({ length: 520 }, (_, at) => (at % 130) / 65 - 1) },
  );
  const less = rowContent(large, { columns: [] })(0);
  expect(less).toMatchObject({ kind: 'image', height: 2, width: 44 });
  const pixels = Buffer.from(less.kind === 'image' ? less.pixels : '', 'base64');
  expect([pixels.length, pixels[0], pixels[1], pixels[43]]).toEqual([88, 0, Math.round((3 / 130) * 255), 253]);
});

test('a text is its words, a sequence its course without the padding', () => {
  const text = rowsOf(
    { kind: 'text', inputShape: [4], vocabulary: ['', '(unknown)', 'good', 'bad'] },
    { x: Uint16Array.from([2, 1, 3, 0]), lengths: Uint32Array.from([3]) },
  );
  expect(rowContent(text, { columns: [] })(0)).toEqual({ kind: 'text', text: 'good (unknown) bad' });
  const sequence = rowsOf(
    { kind: 'sequence', inputShape: [3, 2] },
    { x: Float32Array.from([1, 10, 2, 20, 0, 0]), lengths: Uint32Array.from([2]) },
  );
  expect(rowContent(sequence, { columns: [] })(0)).toEqual({
    ...{ kind: 'sequence', length: 2 },
    values: [
      [1, 2],
      [10, 20],
    ],
  });
});

test('cells are those of the columns: a number to six digits, the name of a level, none where none is', () => {
  const facts = { missing: 0, distinct: 2, mean: null, sd: null, min: null, max: null, top: [] };
  const table = rowsOf(
    { kind: 'table', inputShape: [4], features: ['a', 'sex=f', 'sex=m', 'one=only'] },
    { x: Float32Array.from([1 / 3, 0, 1, 1, 2, 0, 0, 1]) },
  );
  const columns = ['sex', 'one'].map((name) => ({ name, type: 'category' as const, ...facts }));
  const read = rowContent(table, { columns });
  const cells = (a: string, sex: string) => ({
    ...{ kind: 'cells', more: 0 },
    cells: [
      { column: 'a', value: a },
      { column: 'sex', value: sex },
      { column: 'one', value: 'only' },
    ],
  });
  expect(read(0)).toEqual(cells('0.333333', 'm'));
  expect(read(1)).toEqual(cells('2', '–'));
});

test('labels are the names of classes, several with commas, or numbers', () => {
  const y = Float32Array.from([1, 0, 1, 1]);
  expect(labelText(rowsOf({ task: 'classification', classes: ['no', 'yes'] }, { y }))(0)).toBe('yes');
  expect(labelText(rowsOf({ task: 'multilabel', classes: ['a', 'b'] }, { y }))(1)).toBe('a, b');
  expect(labelText(rowsOf({ task: 'regression', classes: null }, { y: Float32Array.from([2.5]) }))(0)).toBe('2.5');
});
