import { describe, expect, it } from 'vitest';
import { freeable } from '#main/scheduler/checkpoints.ts';
import { trainsOn } from '#main/scheduler/extension.ts';
import { row } from './rows.ts';

describe('checkpoints', () => {
  it('frees those of diverged trials, of complete ones all but the best that could train on, and of others all but the newest', () => {
    const checkpoint = { path: 'p', epoch: 1 };
    const rows = [
      row({ number: 1, state: 'complete', checkpoint, value: 0.1 }),
      ...[5, 6, 7].map((number) => row({ number, state: 'complete', checkpoint, value: number / 10 })),
      // Of several runs the last one's is of no use: such a trial cannot go on for more epochs.
      row({ number: 8, state: 'complete', checkpoint, value: 0.9, plannedRuns: 3 }),
      row({ number: 2, state: 'diverged', checkpoint }),
      row({ number: 3, state: 'paused', checkpoint }),
      row({ number: 4, state: 'stopped' }),
      ...Array.from({ length: 52 }, (_, i) => row({ number: 10 + i, state: 'stopped', checkpoint, endedAt: i })),
    ];
    expect(
      freeable(rows, 'maximize', (one) => trainsOn(one, {}))
        .map((one) => one.number)
        .sort((a, b) => a - b),
    ).toEqual([1, 2, 8, 10, 11]);
  });
});
