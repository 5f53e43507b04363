import { describe, expect, it } from 'vitest';
import { outcomeOf } from '#main/scheduler/trial-end.ts';
import { row } from './rows.ts';

describe('what becomes of a trial', () => {
  const crashed = { kind: 'crashed', message: 'Gone.' } as const;
  it.each([
    [{ kind: 'complete', epoch: 9 }, null, {}, 'complete', null],
    [{ kind: 'paused', epoch: 2 }, { kind: 'pause' }, {}, 'paused', null],
    [{ kind: 'paused', epoch: 2 }, { kind: 'requeue' }, {}, 'queued', null],
    [{ kind: 'paused', epoch: 2 }, { kind: 'wait', reason: 'Waits.' }, {}, 'paused', 'Waits.'],
    [crashed, { kind: 'wait', reason: 'Waits.' }, {}, 'paused', 'Waits.'],
    [{ kind: 'stopped', epoch: 2 }, { kind: 'stop', reason: 'pruned' }, {}, 'stopped', 'pruned'],
    [{ kind: 'stopped', epoch: 9 }, { kind: 'stop', reason: 'user' }, { lastEpoch: 9 }, 'complete', null],
    [{ kind: 'killed' }, { kind: 'stop', reason: 'user' }, {}, 'stopped', 'user'],
    [{ kind: 'killed' }, { kind: 'requeue' }, {}, 'queued', null],
    [{ kind: 'stopped', epoch: 2 }, { kind: 'diverge', message: 'NaN.' }, {}, 'diverged', 'NaN.'],
    [{ kind: 'diverged', epoch: 2, message: 'NaN.' }, { kind: 'stop', reason: 'user' }, {}, 'diverged', 'NaN.'],
    [{ kind: 'failed', message: 'Too large.' }, null, {}, 'failed', 'Too large.'],
    [{ kind: 'blocked', message: 'Disk full.' }, null, { attempts: 2 }, 'queued', 'Disk full.'],
    [{ kind: 'blocked', message: 'Disk full.' }, { kind: 'stop', reason: 'user' }, {}, 'stopped', 'user'],
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
