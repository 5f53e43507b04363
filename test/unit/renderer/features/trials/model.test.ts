import { expect, test } from 'vitest';
import {
  columnsOf,
  differingKeys,
  readSort,
  settingKeys,
  sortTrials,
  toCsv,
  toTsv,
  writeSort,
} from '../../../../../src/renderer/features/trials/model.ts';
import type { Trial } from '../../../../../src/shared/contract/trials.ts';

const base: Trial = {
  studyId: 's',
  number: 1,
  state: 'complete',
  reason: null,
  params: {},
  value: null,
  epoch: null,
  lastEpoch: 0,
  epochs: 10,
  seed: 0,
  attempts: 1,
  worker: null,
  createdAt: 0,
  startedAt: null,
  endedAt: null,
  durationMs: 0,
  source: 'sampler',
  why: null,
};
const make = (number: number, rest: Partial<Trial> = {}): Trial => ({ ...base, number, ...rest });
const numbers = (trials: readonly Trial[]) => trials.map((trial) => trial.number);

test('what has no value stands last, whichever way one sorts', () => {
  const trials = [
    make(1, { value: null }),
    make(2, { value: 0.9 }),
    make(3, { value: Number.NaN }),
    make(4, { value: 0.1 }),
  ];
  expect(numbers(sortTrials(trials, { column: 'value', descending: true }))).toEqual([2, 4, 1, 3]);
  expect(numbers(sortTrials(trials, { column: 'value', descending: false }))).toEqual([4, 2, 1, 3]);
});

test('equal rows keep the order of their numbers in both directions', () => {
  const trials = [make(3, { value: 1 }), make(1, { value: 1 }), make(2, { value: 1 })];
  expect(numbers(sortTrials(trials, { column: 'value', descending: false }))).toEqual([1, 2, 3]);
  expect(numbers(sortTrials(trials, { column: 'value', descending: true }))).toEqual([1, 2, 3]);
});

test('numbers sort as numbers, and a setting that a trial does not use stands last', () => {
  const trials = [
    make(1, { params: { units: 128 } }),
    make(2, { params: { units: 16 } }),
    make(3),
    make(4, { params: { units: 1024 } }),
  ];
  expect(numbers(sortTrials(trials, { column: 'setting:units', descending: false }))).toEqual([2, 1, 4, 3]);
});

test('running trials come first when sorting by state', () => {
  const trials = [make(1, { state: 'complete' }), make(2, { state: 'failed' }), make(3, { state: 'running' })];
  expect(numbers(sortTrials(trials, { column: 'state', descending: false }))).toEqual([3, 1, 2]);
});

test('sorting leaves its input alone', () => {
  const trials = [make(2), make(1)];
  sortTrials(trials, { column: 'number', descending: false });
  expect(numbers(trials)).toEqual([2, 1]);
});

test('only differing columns: an unused setting differs from a used one, null is a value', () => {
  const trials = [
    make(1, { params: { a: 1, b: 'x', c: null, d: 0.5 } }),
    make(2, { params: { a: 1, b: 'y', c: null } }),
  ];
  expect(differingKeys(['a', 'b', 'c', 'd'], trials)).toEqual(['b', 'd']);
  expect(differingKeys(['a', 'b'], [])).toEqual(['a', 'b']);
});

test('columns come in the order of the space; the reason, a sentence, stands last', () => {
  const keys = settingKeys([{ name: 'b' }, { name: 'a' }], [make(1, { params: { a: 1, old: 2 } })]);
  expect(keys).toEqual(['b', 'a', 'old']);
  expect(columnsOf(keys).slice(-4)).toEqual(['setting:b', 'setting:a', 'setting:old', 'reason']);
  // The number of runs has a column only where some trial is trained several times.
  expect(columnsOf(keys)).not.toContain('runs');
  expect(columnsOf(keys, { runs: true })).toContain('runs');
});

test('CSV quotes commas, quotes and line ends, and keeps full precision', () => {
  const trials = [
    make(1, { state: 'failed', reason: 'Worker said "no",\nthen ended', value: 0.1 + 0.2, params: { lr: 1e-7 } }),
  ];
  expect(toCsv(trials, ['number', 'value', 'setting:lr', 'reason'])).toBe(
    'trial,value,lr,reason\n1,0.30000000000000004,1e-7,"Worker said ""no"",\nthen ended"\n',
  );
});

test('tab-separated text has one line per trial even when a reason has line ends', () => {
  const trials = [make(1, { reason: 'a\tb\nc' }), make(2, { params: { clip: null } })];
  expect(toTsv(trials, ['number', 'reason', 'setting:clip'])).toBe('trial\treason\tclip\n1\ta b c\t\n2\tnull\tnull\n');
});

test('what people wrote has columns where there is any, before the reason, and stands in files', () => {
  expect(columnsOf(['a'], { tags: true, note: true }).slice(-4)).toEqual(['setting:a', 'tags', 'note', 'reason']);
  expect(columnsOf(['a'])).not.toContain('tags');
  const trials = [make(1, { tags: ['hot', 'Paper'], note: 'a\nb' }), make(2)];
  expect(toCsv(trials, ['number', 'tags', 'note'])).toBe('trial,tags,note\n1,"hot, Paper","a\nb"\n2,,\n');
  expect(numbers(sortTrials(trials, { column: 'tags', descending: true }))).toEqual([1, 2]);
});

test('the order stands in the address, and one that the table does not know is by number', () => {
  const columns = columnsOf(['optimizer.learningRate']);
  for (const sort of [
    { column: 'value', descending: true },
    { column: 'setting:optimizer.learningRate', descending: false },
    { column: 'number', descending: false },
  ] as const) {
    expect(readSort(writeSort(sort) ?? undefined, columns)).toEqual(sort);
  }
  expect(writeSort({ column: 'number', descending: false })).toBeNull();
  expect(readSort('-nothing', columns)).toEqual({ column: 'number', descending: false });
});
