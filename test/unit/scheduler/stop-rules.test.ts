import { describe, expect, it } from 'vitest';
import { isStagnant, isTimeUp, reachesTarget, sentences } from '#main/scheduler/stop-rules.ts';

const maximize = { metric: 'm', direction: 'maximize', pick: 'best' } as const;
const none = { minutes: null, target: null, noImprovement: null };

describe('stop rules', () => {
  it('counts ended trials since the best', () => {
    const ended = [0.5, 0.6, null, 0.6, 0.1].map(
      (value) => ({ state: value === null ? 'failed' : 'complete', value }) as const,
    );
    expect(isStagnant({ ...none, noImprovement: 3 }, maximize, ended)).toBe(true);
    expect(isStagnant({ ...none, noImprovement: 4 }, maximize, ended)).toBe(false);
    expect(isStagnant({ ...none, noImprovement: 3 }, { ...maximize, direction: 'minimize' }, ended)).toBe(false);
    expect(isStagnant(none, maximize, ended)).toBe(false);
  });

  it('reaches a target from its own side, exactly included', () => {
    expect(reachesTarget({ ...none, target: 0.9 }, maximize, 0.9)).toBe(true);
    expect(reachesTarget({ ...none, target: 0.9 }, maximize, 0.89)).toBe(false);
    expect(reachesTarget({ ...none, target: 0.1 }, { ...maximize, direction: 'minimize' }, 0.05)).toBe(true);
    expect(reachesTarget({ ...none, target: 0.1 }, maximize, null)).toBe(false);
    expect(isTimeUp({ ...none, minutes: 2 }, 120_000)).toBe(true);
    expect(isTimeUp({ ...none, minutes: 2 }, 119_999)).toBe(false);
  });

  it('say values with as many digits as a reader needs', () => {
    expect(sentences.target(4, maximize, 0.18696716825648602, 0.15)).toBe(
      'Trial 4 reached the target: m 0.186967, asked for 0.15.',
    );
    const best = { number: 7, value: 0.0864529201102754 };
    expect(sentences.stagnant({ ...none, noImprovement: 4 }, maximize, best)).toBe(
      'The last 4 trials brought no improvement on m 0.0864529 of trial 7.',
    );
    expect(sentences.stagnant({ ...none, noImprovement: 4 }, maximize, null)).toBe(
      'The last 4 trials brought no improvement.',
    );
  });
});
