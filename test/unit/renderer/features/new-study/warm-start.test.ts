import { describe, expect, it } from 'vitest';
import type { StudySummary } from '#shared/contract/studies.ts';
import { draftOf } from '../../../../../src/renderer/features/new-study/model/draft.ts';
import {
  candidatesFor,
  setWarmStart,
  warmStartOf,
} from '../../../../../src/renderer/features/new-study/model/warm-start.ts';

describe('the warm start of a draft', () => {
  it('is read in every form that a file may have', () => {
    const of = (warmStart: unknown) => warmStartOf({ search: { warmStart } });
    expect(of('first')).toEqual(['first']);
    expect(of({ study: 'first', trials: 3 })).toEqual(['first']);
    expect(of(['first', { study: 'second' }, 3])).toEqual(['first', 'second']);
    expect(warmStartOf({})).toEqual([]);
  });

  it('keeps its other fields when another study is chosen, and goes without a trace', () => {
    const file = { name: 'x', search: { seed: 1 } };
    const chosen = setWarmStart(draftOf(file), 'a');
    expect(chosen.file.search).toEqual({ seed: 1, warmStart: { study: 'a' } });
    const more = { ...chosen, file: { ...file, search: { warmStart: { study: 'a', startingPoints: 4 } } } };
    expect(setWarmStart(more, 'b').file.search).toEqual({ warmStart: { study: 'b', startingPoints: 4 } });
    expect(setWarmStart(chosen, null).file).toEqual(file);
  });
});

describe('studies to begin with', () => {
  const counts = { queued: 0, running: 0, paused: 0, complete: 0, stopped: 0, failed: 0, diverged: 0 };
  const study = (id: string, metric: string, complete: number) =>
    ({
      id,
      objective: { metric, direction: 'maximize', pick: 'best' },
      counts: { ...counts, complete },
    }) as StudySummary;
  const studies = [
    study('a', 'validation.accuracy', 3),
    study('b', 'validation.macroF1', 3),
    study('c', 'validation.accuracy', 0),
  ];

  it('have ended trials of the same objective', () => {
    const wanted = { metric: 'validation.accuracy', direction: 'maximize' } as const;
    expect(candidatesFor(studies, wanted).map(({ id }) => id)).toEqual(['a']);
    expect(candidatesFor(studies, { ...wanted, direction: 'minimize' })).toEqual([]);
    expect(candidatesFor(studies, null).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});
