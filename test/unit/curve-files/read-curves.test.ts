import { describe, expect, test } from 'vitest';
import { readCurves } from '#main/curve-files/index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readCurves(bytes(text), 'run', 'log.txt');
const curveOf = (text: string) => read(text).runs[0]?.input.curve;

describe('the curve file', () => {
  const run = {
    id: 'a',
    task: 'classification',
    rows: 100,
    curve: { epoch: [1, 2], 'train.loss': [1, 'NaN'], 'validation.loss': [null, 'Infinity'] },
  };
  const file = (change: object) => JSON.stringify({ version: 1, runs: [{ ...run, ...change }] });

  test('keeps gaps apart from values that are not finite', () => {
    expect(curveOf(file({}))?.columns).toEqual({
      'train.loss': [1, Number.NaN],
      'validation.loss': [null, Number.POSITIVE_INFINITY],
    });
  });

  test('a fact of null is one that is not known', () => {
    const { input } = read(
      file({ classes: null, facts: { validationRows: null, initialLoss: 'Infinity' }, settings: { a: null } }),
    ).runs[0] ?? { input: null };
    expect(input).toMatchObject({ facts: { initialLoss: Number.POSITIVE_INFINITY }, settings: { a: null } });
    expect(input).not.toHaveProperty('classes');
    expect(input?.facts).not.toHaveProperty('validationRows');
  });

  test('truth and other fields beside are not looked at', () => {
    expect(read(file({ truth: { verdict: 'good' }, dataset: 'digits', split: 7 })).runs[0]?.input).not.toHaveProperty(
      'truth',
    );
  });

  test.each([
    ['no task', { task: undefined }, 'log.txt, run "a": "task" is missing.'],
    ['a task that is none', { task: 'ranking' }, /run "a": "task" must be one of|run "a": "task".*ranking/],
    [
      'a value that is no number',
      { curve: { 'train.loss': ['low'] } },
      'log.txt, run "a": "curve.train.loss.0" must be a number, null, "NaN", "Infinity" or "-Infinity", not "low".',
    ],
    [
      'columns of different lengths',
      { curve: { epoch: [1, 2, 3], 'train.loss': [1, 2] } },
      /"curve.train.loss" has 2 values where other columns have 3; write null/,
    ],
    [
      'epochs that go back',
      { curve: { epoch: [1, 1], 'train.loss': [1, 2] } },
      /"curve.epoch" must count upwards, but its value 2 is 1/,
    ],
    ['no curve', { curve: undefined }, 'log.txt, run "a": "curve" is missing.'],
    ['classes that are half', { classes: 2.5 }, /run "a": "classes"/],
  ])('%s is one sentence that names run and field', (_, change, sentence) => {
    expect(() => read(file(change))).toThrow(sentence);
  });

  test('of another version, or without runs', () => {
    expect(() => read('{"version":3,"runs":[]}')).toThrow(
      'log.txt has version 3; this program reads curve files of version 1.',
    );
    expect(() => read('{"version":1}')).toThrow('log.txt has no list "runs"');
  });
});

describe('Keras history', () => {
  test('lists per metric, bare NaN as Python writes it', () => {
    const curve = curveOf('{"loss": [1.0, NaN, -Infinity], "val_loss": [1.5, 1.2, 1.1], "val_acc": [0.1, 0.2, 0.3]}');
    expect(curve).toEqual({
      epoch: [1, 2, 3],
      columns: {
        'train.loss': [1, Number.NaN, Number.NEGATIVE_INFINITY],
        'validation.loss': [1.5, 1.2, 1.1],
        'validation.accuracy': [0.1, 0.2, 0.3],
      },
    });
  });

  test('inside "history"', () => {
    expect(curveOf('{"params": {}, "history": {"loss": [1, 0.5]}}')?.columns).toEqual({ 'train.loss': [1, 0.5] });
  });
});

describe('rows', () => {
  test('a list of objects, and one object per line', () => {
    const rows = [
      { epoch: 0, loss: 1, val_loss: 2 },
      { epoch: 1, loss: 0.5 },
    ];
    const expected = { epoch: [1, 2], columns: { 'train.loss': [1, 0.5], 'validation.loss': [2, null] } };
    expect(curveOf(JSON.stringify(rows))).toEqual(expected);
    expect(curveOf(rows.map((row) => JSON.stringify(row)).join('\n'))).toEqual(expected);
  });
});

describe('CSV', () => {
  test("what Keras' CSVLogger writes", () => {
    expect(curveOf('epoch,accuracy,loss,val_accuracy,val_loss\r\n0,0.5,1.2,0.4,1.3\r\n1,0.7,0.8,,nan\r\n')).toEqual({
      epoch: [1, 2],
      columns: {
        'train.accuracy': [0.5, 0.7],
        'train.loss': [1.2, 0.8],
        'validation.accuracy': [0.4, null],
        'validation.loss': [1.3, Number.NaN],
      },
    });
  });

  test('semicolons with decimal commas', () => {
    expect(curveOf('epoch;loss\n1;0,5\n2;0,25\n')?.columns).toEqual({ 'train.loss': [0.5, 0.25] });
  });

  test('a log by steps keeps the last row of every epoch', () => {
    expect(curveOf('epoch,step,train_loss\n0,10,3\n0,20,2\n1,30,1\n')).toEqual({
      epoch: [1, 2],
      columns: { 'train.loss': [2, 1] },
    });
  });
});

test.each([
  ['an empty file', '', 'log.txt is empty.'],
  ['blank lines', ' \n\n', 'log.txt holds only blank lines.'],
  ['a picture', '\u0089PNG\u0000\u0000', /neither a text nor a TensorBoard event file/],
  ['JSON that stops', '{"loss": [1, 2', /^log.txt is not JSON: /],
  ['a header alone', 'epoch,loss\n', 'log.txt has no rows below its header.'],
  [
    'columns of another kind',
    'name,city\nAda,Paris\n',
    'log.txt has no column like loss, val_loss, accuracy or val_accuracy; it has "name", "city".',
  ],
  ['a list of numbers', '[1, 2]', /must be a list of objects with numbers, one per epoch; entry 1 is none/],
  ['an open quote', 'loss,val_loss\n"1,2\n', /is not a CSV table/],
])('%s is one sentence', (_, text, sentence) => {
  expect(() => read(text)).toThrow(sentence);
});
