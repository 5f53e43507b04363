import { describe, expect, test } from 'vitest';
import { barText } from '#main/cli/progress-bar.ts';
import { duration, exitCodeOf, jsonLine, sentencesOf, short, table } from '#main/cli/terminal.ts';
import { trialsCsv } from '#main/host/trials-csv.ts';
import type { StudyProgress, StudySummary } from '#shared/contract/studies.ts';
import { AppError } from '#shared/errors.ts';

test('JSON lines carry what JSON has no word for as text', () => {
  expect(jsonLine({ a: Number.NaN, b: [Number.POSITIVE_INFINITY, -0], c: 1 })).toBe(
    '{"a":"NaN","b":["Infinity",0],"c":1}',
  );
});

test.each([
  [0.912_34, '0.9123'],
  [3e-5, '3.00e-5'],
  [128, '128'],
  [null, '–'],
  [Number.NaN, 'NaN'],
])('short(%s) is %s', (value, text) => {
  expect(short(value)).toBe(text);
});

test('durations read as minutes and hours', () => {
  expect([duration(95_000), duration(4_000_000), duration(400)]).toEqual(['1:35', '1:06:40', '0:00']);
});

test('a table aligns numbers to the right', () => {
  expect(
    table(
      ['trial', 'state'],
      [
        ['1', 'complete'],
        ['12', 'failed'],
      ],
    ),
  ).toBe('trial  state\n    1  complete\n   12  failed');
});

test('a table that is wider than the terminal cuts long names, and counts Chinese as two columns', () => {
  const head = ['id', 'name', 'best'];
  const rows = [
    ['a', 'a name that is far longer than there is room', '0.9'],
    ['b', '图像分类：学习率与网络宽度', '0.8'],
  ];
  const lines = table(head, rows, { width: 24, cut: [1] }).split('\n');
  expect(lines).toEqual(['id  name            best', 'a   a name that i…   0.9', 'b   图像分类：学…    0.8']);
  // What is no name is never cut, and without a width nothing is.
  expect(table(head, rows, { width: 5, cut: [1] })).toContain('0.9');
  expect(table(head, rows, { width: 5, cut: [1] })).toContain('a   a name…    0.9');
  expect(table(head, rows)).toContain('than there is room');
});

describe('errors', () => {
  test('bad input is exit code 2, work that failed 1', () => {
    expect(exitCodeOf(new AppError('invalid', ''))).toBe(2);
    expect(exitCodeOf(new AppError('conflict', ''))).toBe(2);
    expect(exitCodeOf(new AppError('unavailable', ''))).toBe(1);
    expect(exitCodeOf(new TypeError('x is not a function'))).toBe(1);
  });

  test('one sentence per problem, with its place', () => {
    const error = new AppError('invalid', 'The study file has errors.', {
      problems: [{ path: 'settings.a', message: 'Low must be below high.' }],
    });
    expect(sentencesOf(error)).toEqual(['settings.a: Low must be below high.']);
  });
});

test('CSV quotes separators, quotes and line breaks', () => {
  const csv = trialsCsv([
    {
      trial: 1,
      state: 'failed',
      reason: 'said "no", twice',
      params: { 'model.units': 8 },
      value: null,
      epoch: null,
      metrics: {},
      last: {},
      why: null,
    },
  ]);
  expect(csv).toBe('trial,state,reason,value,epoch,model.units\r\n1,failed,"said ""no"", twice",,,8\r\n');
});

test('CSV has tags and notes where any trial has them, last', () => {
  const record = {
    state: 'complete',
    reason: null,
    params: {},
    value: 1,
    epoch: 2,
    metrics: {},
    last: {},
    why: null,
  } as const;
  const csv = trialsCsv([
    { ...record, trial: 1 },
    { ...record, trial: 2, tags: ['hot', 'Paper'], note: 'a\nb' },
  ]);
  expect(csv).toBe(
    'trial,state,reason,value,epoch,tags,note\r\n1,complete,,1,2,,\r\n2,complete,,1,2,"hot, Paper","a\nb"\r\n',
  );
  expect(trialsCsv([{ ...record, trial: 2, tags: ['hot'] }])).toMatch(/,epoch,tags\r\n/);
});

describe('the progress bar', () => {
  const summary = {
    trials: 12,
    counts: { queued: 0, running: 2, paused: 0, complete: 5, stopped: 1, failed: 0, diverged: 0 },
    best: { trial: 5, value: 0.9134, epoch: 4 },
  } as StudySummary;
  const progress = { remaining: 4, lanes: [], eta: { low: 40_000, high: 70_000 } } as unknown as StudyProgress;

  test('shows trials, the best value and the end as a range, and fits the line', () => {
    const text = barText(summary, progress, 0, 80);
    expect(text).toContain('6/12');
    expect(text).toContain('best 0.9134 (trial 5)');
    expect(text).toContain('ends in 0:40–1:10');
    expect(text.length).toBeLessThan(80);
    expect(barText(summary, progress, 0, 30).length).toBeLessThan(30);
  });

  test('counts the running epochs of running trials', () => {
    const half = { ...progress, lanes: [{ trial: 7, epoch: 5, epochs: 10, fraction: 0 }] } as unknown as StudyProgress;
    const cells = (text: string) => text.split('█').length - 1;
    expect(cells(barText(summary, half, 0, 100))).toBeGreaterThan(cells(barText(summary, progress, 0, 100)));
  });
});

test('of thousands of problems the first are told, and how many more there are', () => {
  const problems = Array.from({ length: 10_000 }, (_, i) => ({ path: `settings.x${i}`, message: 'Unknown.' }));
  const sentences = sentencesOf(new AppError('invalid', 'no', { problems }));
  expect(sentences).toHaveLength(51);
  expect(sentences.slice(-2)).toEqual(['settings.x49: Unknown.', '… and 9950 more.']);
});

test('what a terminal would obey is shown instead, and a name of two lines keeps its row', () => {
  expect(table(['name', 'state'], [['a\u001b[31mred\nb\u0000', 'draft']])).toBe(
    'name          state\na�[31mred b�  draft',
  );
});
