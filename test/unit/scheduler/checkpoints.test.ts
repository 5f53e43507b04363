import { describe, expect, it } from 'vitest';
import { freeable } from '#main/scheduler/checkpoints.ts';
import { row } from './rows.ts';

describe('checkpoints', () => {
  it('frees those of complete and diverged trials, and of others all but the newest', () => {
    const checkpoint = { path: 'p', epoch: 1 };
    const rows = [
      row({ number: 1, state: 'complete', checkpoint }),
      row({ number: 2, state: 'diverged', checkpoint }),
      row({ number: 3, state: 'paused', checkpoint }),
      row({ number: 4, state: 'stopped' }),
      ...Array.from({ length: 52 }, (_, i) => row({ number: 10 + i, state: 'stopped', checkpoint, endedAt: i })),
    ];
    expect(
      freeable(rows)
        .map((one) => one.number)
        .sort((a, b) => a - b),
    ).toEqual([1, 2, 10, 11]);
  });
});
