import { describe, expect, it } from 'vitest';
import { finalState, stronger } from '#main/scheduler/ending.ts';

describe('the state a study ends in', () => {
  const facts = { ending: null, afterwards: null, exhausted: null, trials: 5, asked: 5, hasValue: true, paused: [] };
  it.each([
    [{}, { state: 'finished', reason: null }],
    [
      { paused: [3, 4] },
      { state: 'paused', reason: 'Trials 3, 4 are paused; resume or stop them to finish the study.' },
    ],
    [
      { exhausted: 'the grid of 5 points is exhausted', asked: 9 },
      { state: 'finished', reason: 'Ended after 5 of 9 trials: the grid of 5 points is exhausted.' },
    ],
    [
      { exhausted: 'the grid of 5 points is exhausted', asked: 5 },
      { state: 'finished', reason: null },
    ],
    [
      { hasValue: false, trials: 1, asked: 1 },
      { state: 'finished', reason: 'The only trial has no value; its reason says why.' },
    ],
    [
      { ending: { kind: 'pause', reason: null } as const, hasValue: false },
      { state: 'paused', reason: null },
    ],
    [{ ending: { kind: 'fail', reason: 'No.' } as const }, { state: 'failed', reason: 'No.' }],
    [{ afterwards: { state: 'paused', reason: 'r' } as const }, { state: 'paused', reason: 'r' }],
    [{ afterwards: { state: 'failed', reason: 'r' } as const }, { state: 'failed', reason: 'r' }],
    // Started again at once.
    [{ afterwards: { state: 'running', reason: null } as const }, { state: 'running', reason: null }],
    [{ afterwards: { state: 'finished', reason: 'r' } as const }, { state: 'finished', reason: 'r' }],
    // Single trials that are stopped do not end a study that has ended.
    [
      {
        afterwards: { state: 'finished', reason: null } as const,
        ending: { kind: 'stop', trials: 'user', reason: 'Stopped by hand.' } as const,
      },
      { state: 'finished', reason: null },
    ],
  ])('%j', (change, expected) => {
    expect(finalState({ ...facts, ...change })).toEqual(expected);
  });

  it('lets a stop overrule a pause, and nothing overrule a close', () => {
    const pause = { kind: 'pause', reason: null } as const;
    const stop = { kind: 'stop', trials: 'user', reason: '' } as const;
    const close = { kind: 'close', reason: '' } as const;
    expect(stronger(pause, stop)).toBe(stop);
    expect(stronger(stop, pause)).toBe(stop);
    expect(stronger(close, stop)).toBe(close);
  });
});
