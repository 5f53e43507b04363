import { describe, expect, it } from 'vitest';
import { freeable } from '#main/scheduler/checkpoints.ts';
import { finalState, stronger } from '#main/scheduler/ending.ts';
import { divergedKey, pick } from '#main/scheduler/objective.ts';
import { defaultParallel } from '#main/scheduler/prepared.ts';
import { ordered, type QueueSource } from '#main/scheduler/queue.ts';
import { createStandings } from '#main/scheduler/standings.ts';
import { isStagnant, isTimeUp, reachesTarget } from '#main/scheduler/stop-rules.ts';
import { outcomeOf } from '#main/scheduler/trial-end.ts';
import { createRecord } from '#main/scheduler/trial-record.ts';
import type { TrialRow } from '#main/store/store.ts';

const row = (change: Partial<TrialRow> = {}): TrialRow => ({
  ...{
    studyId: 's',
    number: 1,
    state: 'running',
    reason: null,
    params: {},
    settings: {},
    source: 'sampler',
    why: null,
  },
  ...{ seed: 1, value: null, bestEpoch: null, lastEpoch: 2, epochs: 9, attempts: 1, worker: 1, checkpoint: null },
  ...{ durationMs: 0, createdAt: 0, startedAt: 0, endedAt: null },
  ...change,
});
const maximize = { metric: 'm', direction: 'maximize', pick: 'best' } as const;
const none = { minutes: null, target: null, noImprovement: null };

describe('objective', () => {
  const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
  it.each([
    ['best', 'maximize', [0.1, 0.5, 0.5, 0.2], { value: 0.5, epoch: 2 }],
    ['best', 'minimize', [0.1, 0.5, 0.1, 0.2], { value: 0.1, epoch: 1 }],
    ['last', 'maximize', [0.1, 0.5, 0.2], { value: 0.2, epoch: 3 }],
    ['last', 'maximize', [0.1, 0.5, nan], { value: 0.5, epoch: 2 }],
    ['best', 'maximize', [nan, infinity, 0.3], { value: 0.3, epoch: 3 }],
    ['best', 'minimize', [nan, -infinity], null],
    ['best', 'maximize', [], null],
  ] as const)('%s of %s %j', (how, direction, values, expected) => {
    const steps = values.map((_, i) => i + 1);
    expect(pick(steps, values, { metric: 'm', direction, pick: how })).toEqual(expected);
  });

  it('sees divergence in either loss, and not in a metric that may be infinite', () => {
    expect(divergedKey({ 'train.loss': nan })).toBe('train.loss');
    expect(divergedKey({ 'train.loss': 1, 'validation.loss': infinity })).toBe('validation.loss');
    expect(divergedKey({ 'train.loss': 1, 'train.gradientNorm': infinity })).toBeNull();
  });
});

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
});

describe('what becomes of a trial', () => {
  const crashed = { kind: 'crashed', message: 'Gone.' } as const;
  it.each([
    [{ kind: 'complete', epoch: 9 }, null, {}, 'complete', null],
    [{ kind: 'paused', epoch: 2 }, { kind: 'pause' }, {}, 'paused', null],
    [{ kind: 'paused', epoch: 2 }, { kind: 'requeue' }, {}, 'queued', null],
    [{ kind: 'stopped', epoch: 2 }, { kind: 'stop', reason: 'pruned' }, {}, 'stopped', 'pruned'],
    [{ kind: 'stopped', epoch: 9 }, { kind: 'stop', reason: 'user' }, { lastEpoch: 9 }, 'complete', null],
    [{ kind: 'killed' }, { kind: 'stop', reason: 'user' }, {}, 'stopped', 'user'],
    [{ kind: 'killed' }, { kind: 'requeue' }, {}, 'queued', null],
    [{ kind: 'stopped', epoch: 2 }, { kind: 'diverge', message: 'NaN.' }, {}, 'diverged', 'NaN.'],
    [{ kind: 'diverged', epoch: 2, message: 'NaN.' }, { kind: 'stop', reason: 'user' }, {}, 'diverged', 'NaN.'],
    [{ kind: 'failed', message: 'Too large.' }, null, {}, 'failed', 'Too large.'],
    [crashed, null, {}, 'queued', 'Gone.'],
    [crashed, null, { attempts: 2 }, 'failed', 'Crashed twice. Gone.'],
    [crashed, { kind: 'stop', reason: 'user' }, {}, 'stopped', 'user'],
    [crashed, { kind: 'pause' }, { attempts: 2 }, 'paused', null],
  ] as const)('%j asked for %j with %j', (end, wanted, change, state, reason) => {
    expect(outcomeOf(end, wanted, row(change))).toMatchObject({
      state,
      reason,
      retry: end === crashed && state === 'queued' && wanted === null,
    });
  });
});

describe('queue', () => {
  it('puts what was begun before what is new, lower numbers first', () => {
    const queued = (number: number, source: QueueSource) => ({ record: createRecord(row({ number })), source });
    const queue = [queued(2, 'enqueued'), queued(9, 'retry'), queued(1, 'enqueued'), queued(5, 'resumed')];
    expect(ordered(queue).map(({ record }) => record.row.number)).toEqual([5, 9, 1, 2]);
  });
});

describe('the state a study ends in', () => {
  const facts = { ending: null, before: null, exhausted: null, trials: 5, asked: 5, hasValue: true, paused: [] };
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
    [{ before: { state: 'paused', reason: 'r' } as const }, { state: 'paused', reason: 'r' }],
    [{ before: { state: 'finished', reason: 'r' } as const }, { state: 'finished', reason: 'r' }],
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
});

describe('checkpoints and lanes', () => {
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

  it('gives each trial its threads, and one lane at least', () => {
    expect(defaultParallel(8, 1)).toBe(8);
    expect(defaultParallel(8, 3)).toBe(2);
    expect(defaultParallel(2, 4)).toBe(1);
  });
});
