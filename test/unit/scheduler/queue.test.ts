import { describe, expect, it } from 'vitest';
import { ordered, type QueueSource } from '#main/scheduler/queue.ts';
import { createRecord } from '#main/scheduler/trial-record.ts';
import { row } from './rows.ts';

describe('queue', () => {
  it('puts what was begun before what is new, lower numbers first', () => {
    const queued = (number: number, source: QueueSource) => ({ record: createRecord(row({ number })), source });
    const queue = [queued(2, 'enqueued'), queued(9, 'retry'), queued(1, 'enqueued'), queued(5, 'resumed')];
    expect(ordered(queue).map(({ record }) => record.row.number)).toEqual([5, 9, 1, 2]);
  });
});
