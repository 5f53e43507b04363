import { describe, expect, it } from 'vitest';
import { createStandings } from '#main/scheduler/standings.ts';
import type { TrialRow } from '#main/store/store.ts';
import { row } from './rows.ts';

describe('standings', () => {
  it('follow trials through their states, and fall back when the best one goes on', () => {
    const rows = new Map<number, TrialRow>();
    const standings = createStandings('maximize', () => [...rows.values()]);
    const move = (next: TrialRow) => {
      const before = rows.get(next.number) ?? null;
      rows.set(next.number, next);
      standings.moved(before, next);
    };
    move(row({ number: 1, state: 'stopped', value: 0.9 }));
    expect(standings.best?.number).toBe(1);
    move(row({ number: 2, state: 'complete', value: 0.5 }));
    move(row({ number: 3, state: 'complete', value: 0.7 }));
    move(row({ number: 4, state: 'complete', value: 0.7 }));
    move(row({ number: 5, state: 'diverged', value: 1 }));
    expect(standings.best?.number).toBe(3);
    expect(standings.ended).toBe(5);
    move(row({ number: 3, state: 'queued', value: 0.7 }));
    expect(standings.best?.number).toBe(4);
    expect(standings.counts).toMatchObject({ queued: 1, complete: 2, stopped: 1, diverged: 1 });
  });

  it('while none is complete are led by the best of those that stopped or wait', () => {
    const rows = [row({ number: 1, state: 'stopped', value: 0.4 }), row({ number: 2, state: 'paused', value: 0.6 })];
    expect(createStandings('maximize', () => rows).best?.number).toBe(2);
    expect(createStandings('minimize', () => rows).best?.number).toBe(1);
  });

  it('are led by the trial that reached the target, which stopped there', () => {
    const rows = [
      row({ number: 1, state: 'complete', value: 0.5 }),
      row({ number: 2, state: 'stopped', reason: 'target', value: 0.91 }),
      row({ number: 3, state: 'stopped', reason: 'pruned', value: 0.95 }),
    ];
    expect(createStandings('maximize', () => rows).best?.number).toBe(2);
  });
});
