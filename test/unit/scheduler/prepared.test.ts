import { describe, expect, it } from 'vitest';
import { defaultParallel, epochsOf } from '#main/scheduler/prepared.ts';

describe('prepared study', () => {
  it('gives each trial its threads, and one lane at least', () => {
    expect(defaultParallel(8, 1)).toBe(8);
    expect(defaultParallel(8, 3)).toBe(2);
    expect(defaultParallel(2, 4)).toBe(1);
  });

  it('reads the planned epochs from the settings, one at least', () => {
    expect(epochsOf({ 'training.epochs': 12 })).toBe(12);
    expect(epochsOf({})).toBe(1);
  });
});
