import { expect, test } from 'vitest';
import type { Trial, TrialDetail } from '#shared/contract/trials.ts';
import { isTakenOut, noMore, outlookOf } from '../../../../../../src/renderer/features/inspector/actions/extend.ts';
import { trial } from '../../../trials.ts';

function detail(settings: TrialDetail['settings'], changes: Partial<Trial> = {}, checkpoint?: number): TrialDetail {
  return {
    trial: trial(1, { durationMs: 20_000, ...changes }),
    settings: { 'training.epochs': 10, ...settings },
    ...{ metrics: { best: {}, last: {} }, weights: null, log: [] },
    ...(checkpoint !== undefined && { checkpoint }),
  };
}

test('a complete run that is trained once can have more epochs, and others are told why not', () => {
  expect(noMore(detail({}))).toBeNull();
  expect(noMore(detail({}, { state: 'stopped' }))).toBe('notComplete');
  expect(noMore(detail({}, { state: 'diverged' }))).toBe('diverged');
  expect(noMore(detail({}, { plannedRuns: 3 }))).toBe('severalRuns');
  expect(noMore(detail({}, { params: { 'training.epochs': 10 } }))).toBe('searched');
  expect(noMore({ ...detail({}), settings: {} })).toBe('ownProgram');
});

test('it says from where it goes on, and what is trained once more where the checkpoint is gone', () => {
  expect(outlookOf(detail({}, {}, 10))).toMatchObject({ from: 10, again: null, msPerEpoch: 2000, endedEarly: false });
  expect(outlookOf(detail({}))).toMatchObject({ again: { epochs: 10, ms: 20_000 } });
});

test('it says what becomes of the learning rate', () => {
  const rate = (settings: TrialDetail['settings'], changes: Partial<Trial> = {}) =>
    outlookOf(detail({ 'optimizer.learningRate': 0.1, ...settings }, changes)).rate;
  expect(rate({ 'schedule.kind': 'constant' })).toEqual({ kind: 'constant' });
  expect(rate({ 'schedule.kind': 'step' })).toEqual({ kind: 'goesOn', schedule: 'step' });
  expect(rate({ 'schedule.kind': 'cosine' })).toEqual({ kind: 'anew', schedule: 'cosine', length: 10, rate: 0.1 });
  const second = { epochs: 15, lastEpoch: 15 };
  expect(rate({ 'schedule.kind': 'cosine', 'schedule.epochs': 10 }, second)).toMatchObject({ kind: 'toItsEnd' });
  expect(rate({ 'schedule.kind': 'oneCycle' }, { lastEpoch: 6 })).toMatchObject({ kind: 'toItsEnd', length: 10 });
  expect(outlookOf(detail({ 'schedule.kind': 'cosine' })).usual).toBe(10);
  expect(outlookOf(detail({}, { lastEpoch: 6 }))).toMatchObject({ endedEarly: true, usual: 5 });
});

test('a run taken out of the queue never began', () => {
  expect(isTakenOut(trial(1, { state: 'stopped', startedAt: null, endedAt: null }))).toBe(true);
  expect(isTakenOut(trial(1, { state: 'stopped', startedAt: null, endedAt: 5 }))).toBe(false);
});
