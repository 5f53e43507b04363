import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { canFollow, isTerminal, type TrialState, transition, trialStates } from '#shared/study/trial-state.ts';

/** Written down a second time, on purpose: a change of the table must be meant. */
const legal: Readonly<Record<TrialState, readonly TrialState[]>> = {
  queued: ['running', 'stopped'],
  running: ['queued', 'paused', 'complete', 'stopped', 'failed', 'diverged'],
  paused: ['queued', 'running', 'stopped'],
  complete: ['queued'],
  stopped: ['queued'],
  failed: ['queued'],
  diverged: [],
};
const pairs = trialStates.flatMap((from) => trialStates.map((to) => ({ from, to, may: legal[from].includes(to) })));

describe('the states of a trial', () => {
  it.each(pairs)('$from → $to: $may', ({ from, to, may }) => {
    expect(canFollow(from, to)).toBe(may);
    if (may) expect(transition(from, to)).toBe(to);
    else {
      expect(() => transition(from, to)).toThrow(
        new AppError('conflict', `A trial that is ${from} cannot become ${to}.`, { from, to }),
      );
    }
  });

  it('ended ones go back to the queue at most, and no other state can be left only that way', () => {
    const onlyBack = trialStates.filter((state) => legal[state].every((next) => next === 'queued'));
    expect(trialStates.filter(isTerminal)).toEqual(onlyBack);
  });
});
