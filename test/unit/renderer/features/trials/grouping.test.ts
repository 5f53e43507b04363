import { expect, test } from 'vitest';
import { arrange, readList, writeList } from '../../../../../src/renderer/features/trials/arrangement.ts';
import { readWidths } from '../../../../../src/renderer/features/trials/column-widths.ts';
import { groupings, groupTrials, openTrials, readGroup } from '../../../../../src/renderer/features/trials/grouping.ts';
import { trial } from '../../trials.ts';

const lr = 'setting:optimizer.learningRate' as const;
const withRate = (number: number, rate: number | undefined, value: number | null = null) =>
  trial(number, { value, params: rate === undefined ? {} : { 'optimizer.learningRate': rate } });
const numbers = (groups: readonly { readonly trials: readonly { readonly number: number }[] }[]) =>
  groups.map(({ trials }) => trials.map(({ number }) => number));

test('states stand in the order of the table, and their trials in the order they came in', () => {
  const trials = [
    trial(4, { state: 'failed' }),
    trial(3, { state: 'complete' }),
    trial(1, { state: 'complete' }),
    trial(2, { state: 'running' }),
  ];
  const groups = groupTrials(trials, 'state', 'maximize');
  expect(groups.map(({ value }) => value)).toEqual(['running', 'complete', 'failed']);
  expect(numbers(groups)).toEqual([[2], [3, 1], [4]]);
});

test('best, mean and deviation are of trials with a value; a diverged one has none that counts', () => {
  const trials = [
    trial(1, { value: 0.5 }),
    trial(2, { value: 0.7 }),
    trial(3, { value: null }),
    trial(4, { value: 0.99, state: 'diverged' }),
  ];
  const tagged = trials.map((one) => ({ ...one, tags: ['paper'] }));
  const [group] = groupTrials(tagged, 'tags', 'maximize');
  expect(group).toMatchObject({ best: 0.7, mean: 0.6 });
  expect(group?.sd).toBeCloseTo(0.1414, 4);
  expect(groupTrials(tagged, 'tags', 'minimize')[0]?.best).toBe(0.5);
  expect(groupTrials([trial(1, { value: 0.5 })], 'state', 'maximize')[0]).toMatchObject({ mean: 0.5, sd: null });
  expect(groupTrials([trial(1)], 'state', 'maximize')[0]).toMatchObject({ best: null, mean: null, sd: null });
});

test('a trial with several tags stands once, under all of them; those without come last', () => {
  const trials = [trial(1), trial(2, { tags: ['b', 'a'] }), trial(3, { tags: ['a'] }), trial(4, { tags: ['a', 'b'] })];
  const groups = groupTrials(trials, 'tags', 'maximize');
  expect(groups.map(({ value }) => value)).toEqual(['a', 'a, b', undefined]);
  expect(numbers(groups)).toEqual([[3], [2, 4], [1]]);
});

test('stages stand in the order in which they were trained, whatever the rows are sorted by', () => {
  const trials = [trial(3, { stage: 'fine' }), trial(1, { stage: 'wide' }), trial(2, { stage: 'wide' })];
  expect(groupTrials(trials, 'stage', 'maximize').map(({ value }) => value)).toEqual(['wide', 'fine']);
});

test('few values of a number are groups of their own, numbers before words', () => {
  const trials = [64, 16, 'auto', 16].map((value, i) => trial(i + 1, { params: { batch: value } }));
  const groups = groupTrials(trials, 'setting:batch', 'maximize');
  expect(groups.map(({ value }) => value)).toEqual([16, 64, 'auto']);
  expect(numbers(groups)).toEqual([[2, 4], [1], [3]]);
});

test('many values over orders of magnitude fall into 1, 3, 10 …, each bound into the range above it', () => {
  const rates = [1e-4, 2.9e-4, 3e-4, 9.9e-4, 1e-3, 3e-3, 0.01, 0.02, 0.03, 0.1, 0.2, 0.29, 0.3];
  const groups = groupTrials(
    [...rates.map((rate, i) => withRate(i + 1, rate)), withRate(14, undefined)],
    lr,
    'maximize',
  );
  expect(groups.map(({ value }) => value)).toEqual([
    { from: 1e-4, to: 3e-4 },
    { from: 3e-4, to: 1e-3 },
    { from: 1e-3, to: 3e-3 },
    { from: 3e-3, to: 1e-2 },
    { from: 0.01, to: 0.03 },
    { from: 0.03, to: 0.1 },
    { from: 0.1, to: 0.3 },
    { from: 0.3, to: 1 },
    undefined,
  ]);
  expect(numbers(groups)[0]).toEqual([1, 2]);
});

test('many values of one size fall into equal, round steps', () => {
  const groups = groupTrials(
    Array.from({ length: 25 }, (_, i) => withRate(i + 1, i / 50)),
    lr,
    'maximize',
  );
  expect(groups.map(({ value }) => value)).toEqual([
    { from: 0, to: 0.1 },
    { from: 0.1, to: 0.2 },
    { from: 0.2, to: 0.3 },
    { from: 0.3, to: 0.4 },
    { from: 0.4, to: 0.5 },
  ]);
  expect(groups.flatMap(({ trials }) => trials)).toHaveLength(25);
  // What a filter leaves stands in the same ranges.
  const all = groups.flatMap(({ trials }) => trials);
  expect(groupTrials(all.slice(0, 2), lr, 'maximize', all).map(({ value }) => value)).toEqual([{ from: 0, to: 0.1 }]);
});

test('there are stages and tags to group by where trials have some; an address that asks for others groups nothing', () => {
  expect(groupings([trial(1)], ['batch'])).toEqual(['state', 'setting:batch']);
  const known = groupings([trial(1, { stage: 'wide', tags: ['a'] })], []);
  expect(known).toEqual(['state', 'stage', 'tags']);
  expect(readGroup('tags', known)).toBe('tags');
  expect(readGroup('setting:gone', known)).toBeNull();
});

test('closed groups show no trials, and their keys survive an address', () => {
  const groups = groupTrials([trial(1, { tags: ['a', '50 %'] }), trial(2, { tags: ['b'] })], 'tags', 'maximize');
  const [first] = groups;
  const closed = readList(writeList([first?.key ?? '']) ?? undefined);
  expect(openTrials(groups, closed).map(({ number }) => number)).toEqual([2]);
});

test('pinned columns stand first in their own order behind the number, which is always there', () => {
  const ids = ['number', 'state', 'value', 'epoch'] as const;
  const arranged = (pinned: string[], hidden: string[]) =>
    arrange(ids, { pinned: new Set(pinned), hidden: new Set(hidden) });
  expect(arranged(['epoch', 'value'], [])).toEqual({ ids: ['number', 'value', 'epoch', 'state'], pinned: 3 });
  expect(arranged(['value'], ['value', 'number'])).toEqual({ ids: ['number', 'state', 'epoch'], pinned: 1 });
});

test('stored widths that are none are not read', () => {
  expect(readWidths('{"value":120,"state":"wide","epoch":-4}')).toEqual({ value: 120 });
  expect(readWidths('no JSON')).toEqual({});
  expect(readWidths(null)).toEqual({});
});
