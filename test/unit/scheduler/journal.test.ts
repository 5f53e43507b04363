import { describe, expect, it } from 'vitest';
import { Journal } from '#main/scheduler/journal.ts';
import type { MetricChunk, Store, TrialRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { row } from './rows.ts';

/** Takes writes in memory, and refuses them while `full`. */
function createDisk() {
  const disk = {
    full: false,
    rows: new Map<number, Partial<TrialRow>>(),
    chunks: [] as MetricChunk[],
    calls: [] as string[],
  };
  const write = async (name: string, act: () => void) => {
    await Promise.resolve();
    if (disk.full) throw new AppError('limit', 'The disk is full; free some space.');
    disk.calls.push(name);
    act();
  };
  const store: Partial<Store> = {
    insertTrial: (one) => write('insert', () => disk.rows.set(one.number, one)),
    updateTrial: (_id, number, change) =>
      write('update', () => disk.rows.set(number, { ...disk.rows.get(number), ...change })).then(() => row()),
    appendMetrics: (_id, chunks) => write('metrics', () => disk.chunks.push(...chunks)),
    appendLog: () => write('log', () => undefined),
  };
  return { disk, store: store as Store };
}

function setUp() {
  const { disk, store } = createDisk();
  const told: string[] = [];
  const failures: string[] = [];
  const journal = new Journal({
    studyId: 's',
    store,
    events: {
      studyChanged: () => told.push('study'),
      trialChanged: (trial) => told.push(`${trial.number} ${trial.state}`),
      stagesChanged: () => told.push('stages'),
      metricsAppended: (_id, columns) => told.push(`epochs ${[...(columns[0]?.steps ?? [])].join()}`),
      progressed: () => undefined,
      logged: (entry) => told.push(entry.message),
    },
    onFailure: (error) => failures.push(error.message),
  });
  return { disk, journal, told, failures };
}

describe('journal', () => {
  it('writes epochs together, and before the end of their trial', async () => {
    const { disk, journal, told } = setUp();
    journal.insert(row({ state: 'queued' }));
    journal.trial(row());
    for (const epoch of [1, 2, 3]) journal.epoch(1, 1, epoch, 0, { 'train.loss': epoch });
    journal.trial(row({ state: 'complete' }));
    await journal.flush();
    expect(disk.calls).toEqual(['insert', 'update', 'metrics', 'update']);
    expect(told).toEqual(['1 queued', '1 running', 'epochs 1,2,3', '1 complete']);
  });

  it('holds everything in order while the store refuses, tells nothing of it, and writes it once there is room', async () => {
    const { disk, journal, told, failures } = setUp();
    journal.insert(row({ state: 'queued' }));
    await journal.flush();
    disk.full = true;
    journal.trial(row());
    journal.epoch(1, 1, 1, 0, { 'train.loss': 1 });
    await journal.flush();
    journal.epoch(1, 1, 2, 0, { 'train.loss': 2 });
    journal.trial(row({ state: 'paused', lastEpoch: 2 }));
    await journal.flush();
    expect(told).toEqual(['1 queued']);
    expect(failures).toEqual(['The disk is full; free some space.']);
    await expect(journal.retry(() => row({ state: 'paused', lastEpoch: 2 }))).rejects.toMatchObject({ code: 'limit' });
    disk.full = false;
    await journal.retry(() => row({ state: 'paused', lastEpoch: 2 }));
    expect(journal.failure).toBeNull();
    expect(told).toEqual(['1 queued', '1 running', 'epochs 1', 'epochs 2', '1 paused']);
    expect(disk.chunks.flatMap((chunk) => [...chunk.steps])).toEqual([1, 2]);
    expect(disk.rows.get(1)).toMatchObject({ state: 'paused', lastEpoch: 2 });
  });

  it('leaves the newest row behind when an earlier change of it was refused and a later one taken', async () => {
    const { disk, journal } = setUp();
    journal.insert(row());
    await journal.flush();
    disk.full = true;
    journal.touch(row({ lastEpoch: 5 }), false);
    await journal.flush();
    disk.full = false;
    const newest = row({ state: 'complete', lastEpoch: 9 });
    await journal.retry(() => newest);
    expect(disk.rows.get(1)).toMatchObject({ state: 'complete', lastEpoch: 9 });
  });
});
