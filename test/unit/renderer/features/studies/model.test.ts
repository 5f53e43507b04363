import { expect, test } from 'vitest';
import {
  doneTrials,
  linePath,
  orderStudies,
  parseStudyText,
  recentFiles,
  searchStudies,
  stateCounts,
} from '../../../../../src/renderer/features/studies/model.ts';
import type { StudySummary } from '../../../../../src/shared/contract/studies.ts';

const none = { queued: 0, running: 0, paused: 0, complete: 0, stopped: 0, failed: 0, diverged: 0 };
const make = (id: string, rest: Partial<StudySummary> = {}): StudySummary => ({
  id,
  name: id,
  state: 'finished',
  reason: null,
  createdAt: 0,
  changedAt: 0,
  path: null,
  objective: { metric: 'validation.accuracy', direction: 'maximize', pick: 'best' },
  trials: 12,
  counts: none,
  best: null,
  engine: null,
  parallel: 2,
  elapsedMs: 0,
  ...rest,
});
const ids = (studies: readonly StudySummary[]) => studies.map((study) => study.id);

test('the study that changed last stands first', () => {
  expect(
    ids(orderStudies([make('a', { changedAt: 1 }), make('c', { changedAt: 9 }), make('b', { changedAt: 1 })])),
  ).toEqual(['c', 'a', 'b']);
});

test('running studies stand on top by their age, so that they do not change places at every epoch', () => {
  const running = { state: 'running' } as const;
  const studies = [
    make('done', { changedAt: 50 }),
    make('older', { ...running, createdAt: 1, changedAt: 99 }),
    make('younger', { ...running, createdAt: 2, changedAt: 10 }),
  ];
  expect(ids(orderStudies(studies))).toEqual(['younger', 'older', 'done']);
});

test('every word of the search must be found, in any order, in name, path, metric or state', () => {
  const studies = [
    make('Digits, small CNN', { path: '/home/a/sweep.json' }),
    make('Iris regression', { objective: { metric: 'validation.rmse', direction: 'minimize', pick: 'best' } }),
    make('手写数字'),
  ];
  expect(ids(searchStudies(studies, 'cnn DIGITS'))).toEqual(['Digits, small CNN']);
  expect(ids(searchStudies(studies, 'sweep.json'))).toEqual(['Digits, small CNN']);
  expect(ids(searchStudies(studies, 'rmse iris'))).toEqual(['Iris regression']);
  expect(ids(searchStudies(studies, '数字'))).toEqual(['手写数字']);
  expect(ids(searchStudies(studies, '  '))).toHaveLength(3);
  expect(searchStudies(studies, 'digits rmse')).toEqual([]);
});

test('a search finds notes and tags; a tag asked for is a whole one', () => {
  const studies = [
    make('a', { tags: ['Thesis', 'two words'], note: 'First sweep' }),
    make('b', { tags: ['thesis draft'] }),
  ];
  expect(ids(searchStudies(studies, 'sweep first'))).toEqual(['a']);
  expect(ids(searchStudies(studies, 'draft'))).toEqual(['b']);
  expect(ids(searchStudies(studies, 'tag:thesis'))).toEqual(['a']);
  expect(ids(searchStudies(studies, 'tag:"two words" sweep'))).toEqual(['a']);
  expect(ids(searchStudies(studies, 'tag:'))).toEqual(['a', 'b']);
  expect(ids(searchStudies(studies, 'tag:sweep'))).toEqual([]);
});

test('counts show only the states that have trials; paused and queued trials are not done', () => {
  const study = make('s', {
    counts: { ...none, running: 2, complete: 5, diverged: 1, queued: 3, paused: 1, stopped: 2 },
  });
  expect(stateCounts(study).map(({ state, count }) => `${count} ${state}`)).toEqual([
    '2 running',
    '1 paused',
    '3 queued',
    '5 complete',
    '2 stopped',
    '1 diverged',
  ]);
  expect(doneTrials(study)).toBe(8);
});

test('the course of a study is a line in its box, larger values higher; one point is none', () => {
  expect(linePath([1], 72, 16)).toBeNull();
  expect(linePath([0, 1], 72, 16)).toBe('M2.0 14.0L70.0 2.0');
  expect(linePath([3, 3, 3], 72, 16)).toBe('M2.0 8.0L36.0 8.0L70.0 8.0');
});

test('a chosen file must be a JSON object; a byte order mark does not hurt', () => {
  expect(parseStudyText('\uFEFF{"version":1}')).toEqual({ file: { version: 1 } });
  expect(parseStudyText('{"version":')).toEqual({ problem: 'not-json' });
  expect(parseStudyText('[1]')).toEqual({ problem: 'not-object' });
  expect(parseStudyText('null')).toEqual({ problem: 'not-object' });
});

test('study files that were opened stand once each, the latest first; studies made here have none', () => {
  const studies = [
    make('old', { path: '/a.json', createdAt: 1 }),
    make('again', { path: '/a.json', createdAt: 5 }),
    make('other', { path: '/b.json', createdAt: 3 }),
    make('here', { createdAt: 9 }),
  ];
  expect(recentFiles(studies)).toEqual([
    { name: 'again', path: '/a.json' },
    { name: 'other', path: '/b.json' },
  ]);
});
