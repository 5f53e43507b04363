import { describe, expect, test } from 'vitest';
import { hasPart, outsideFilter, runFilter, tagFilter, togglePart } from '../../../../src/renderer/state/run-filter.ts';
import { trial } from '../trials.ts';

const trials = [
  trial(1, { params: { 'optimizer.learningRate': 0.1, 'optimizer.name': 'sgd' }, value: 0.5 }),
  trial(2, { params: { 'optimizer.learningRate': 0.001, 'optimizer.name': 'adam' }, value: 0.9 }),
  trial(12, {
    params: { 'optimizer.learningRate': 0.005, 'optimizer.name': 'adam' },
    state: 'stopped',
    reason: 'pruned',
  }),
];
const found = (text: string, states: Parameters<typeof runFilter>[0]['states'] = new Set()) =>
  trials.filter(runFilter({ text, states })).map(({ number }) => number);

test('no filter lets everything pass', () => {
  expect(found('')).toEqual([1, 2, 12]);
  expect(found('  and ')).toEqual([1, 2, 12]);
});

test('comparisons know settings by their short name, their last word and their key', () => {
  expect(found('lr < 0.01')).toEqual([2, 12]);
  expect(found('learningRate >= 0.005')).toEqual([1, 12]);
  expect(found('optimizer.learningRate = 1e-3')).toEqual([2]);
  expect(found('value > 0.6')).toEqual([2]);
});

test('parts are joined, words are looked for in values, states and reasons', () => {
  expect(found('lr < 0.01 and adam')).toEqual([2, 12]);
  expect(found('adam, stopped')).toEqual([12]);
  expect(found('pruned')).toEqual([12]);
  expect(found('name != adam')).toEqual([1]);
});

test('a number alone is a trial, not a part of one', () => {
  expect(found('2')).toEqual([2]);
  expect(found('#12')).toEqual([12]);
});

test('a run without the setting never passes a comparison with it', () => {
  expect(found('momentum > 0')).toEqual([]);
});

test('states narrow further', () => {
  expect(found('adam', new Set(['complete']))).toEqual([2]);
});

describe('tags and notes', () => {
  const written = [
    trial(1, { tags: ['Paper', 'R and D'], note: 'Noisy, ask Ana' }),
    trial(2, { tags: ['paper draft'] }),
    trial(3, {}),
  ];
  const numbers = (text: string) => written.filter(runFilter({ text, states: new Set() })).map(({ number }) => number);

  test('a tag is asked for as a whole, in any case; none is any of them', () => {
    expect(numbers('tag:paper')).toEqual([1]);
    expect(numbers('tag: PAPER DRAFT')).toEqual([2]);
    expect(numbers('tag = paper')).toEqual([1]);
    expect(numbers('tag != paper')).toEqual([2, 3]);
    expect(numbers('tag:')).toEqual([1, 2]);
    expect(numbers('tag:pap')).toEqual([]);
  });

  test('quotes keep together what would be two parts, as a press on such a tag writes it', () => {
    expect(numbers('tag:R and D')).toEqual([]);
    expect(numbers(tagFilter('R and D'))).toEqual([1]);
    expect(tagFilter('paper draft')).toBe('tag:paper draft');
    expect(numbers('tag:"R and D" and tag:paper')).toEqual([1]);
  });

  test('words are looked for in notes and tags, too', () => {
    expect(numbers('ask ana')).toEqual([1]);
    expect(numbers('draft')).toEqual([2]);
  });
});

describe('runs outside of the space', () => {
  const numbers = (text: string, outside = new Set([2, 12])) =>
    trials.filter(runFilter({ text, states: new Set(), outside })).map(({ number }) => number);

  test('are asked for, and so are those inside; where none is known all are inside', () => {
    expect(numbers('is:outside')).toEqual([2, 12]);
    expect(numbers('IS: inside')).toEqual([1]);
    expect(numbers('is != outside')).toEqual([1]);
    expect(numbers('is:outside and stopped')).toEqual([12]);
    expect(numbers('is:outside', new Set())).toEqual([]);
    expect(numbers('is:inside', new Set())).toEqual([1, 2, 12]);
  });

  test('states can be asked for the same way, as a whole', () => {
    expect(numbers('is:stopped')).toEqual([12]);
    expect(numbers('is:stop')).toEqual([]);
    expect(numbers('is != stopped')).toEqual([1, 2]);
  });

  test('the chip adds its part to what is typed, and takes it away again', () => {
    const typed = 'tag:"R and D", lr < 0.01';
    const both = togglePart(typed, outsideFilter);
    expect(both).toBe('tag:"R and D" and lr < 0.01 and is:outside');
    expect([
      hasPart(typed, outsideFilter),
      hasPart(both, outsideFilter),
      hasPart('Is : Outside', outsideFilter),
    ]).toEqual([...[false, true, true]]);
    expect(togglePart(both, outsideFilter)).toBe('tag:"R and D" and lr < 0.01');
    expect(togglePart('', outsideFilter)).toBe('is:outside');
    expect(togglePart('is:outside', outsideFilter)).toBe('');
  });
});
