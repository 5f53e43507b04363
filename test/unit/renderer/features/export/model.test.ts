import { expect, test } from 'vitest';
import {
  colourJson,
  exportFileName,
  exportText,
  modelFileName,
  programFileName,
} from '../../../../../src/renderer/features/export/model.ts';

const configuration = {
  version: 1,
  settings: { 'optimizer.name': 'adam', 'model.dropout': 0.25, 'optimizer.clipNorm': null },
  note: 'a "quoted: 1" text, then -3e-5',
  metrics: { 'train.loss': 'NaN', rate: -3e-7 },
};

test('one configuration is an object, several are an array, both valid JSON', () => {
  expect(JSON.parse(exportText([configuration], 1))).toEqual(configuration);
  expect(JSON.parse(exportText([configuration, configuration], 2))).toEqual([configuration, configuration]);
  expect(JSON.parse(exportText([configuration], 5))).toEqual([configuration]);
});

test('numbers that JSON does not have are text, not null', () => {
  const metrics = { loss: Number.NaN, high: Number.POSITIVE_INFINITY, low: Number.NEGATIVE_INFINITY };
  expect(JSON.parse(exportText([{ metrics }], 1))).toEqual({
    metrics: { loss: 'NaN', high: 'Infinity', low: '-Infinity' },
  });
});

test('coloured pieces join to the same text', () => {
  const text = exportText([configuration], 1);
  expect(
    colourJson(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
});

test('keys, strings, numbers and words are told apart, also inside escaped text', () => {
  const pieces = colourJson(exportText([configuration], 1));
  const of = (kind: string) => pieces.filter((piece) => piece.kind === kind).map((piece) => piece.text);
  expect(of('key')).toContain('"optimizer.name"');
  expect(of('string')).toEqual(['"adam"', JSON.stringify(configuration.note), '"NaN"']);
  expect(of('number')).toEqual(['1', '0.25', '-3e-7']);
  expect(of('word')).toEqual(['null']);
});

test.each([
  ['Digits, first sweep', 1, 'digits-first-sweep-best.json'],
  ['../../etc/passwd', 1, 'etc-passwd-best.json'],
  ['手写数字 第一轮', 3, '手写数字-第一轮-best-3.json'],
  ['   ', 1, 'study-best.json'],
])('%s, top %i is saved as %s', (name, top, file) => {
  expect(exportFileName(name, top)).toBe(file);
});

test('a model is called as the configuration that it was trained with', () => {
  expect(modelFileName('Digits, first sweep')).toBe('digits-first-sweep-best.onnx');
  expect(programFileName('Digits, first sweep', 'keras')).toBe('digits-first-sweep-keras.py');
});
