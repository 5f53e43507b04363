import { expect, test } from 'vitest';
import type { StudySummary } from '#shared/contract/studies.ts';
import {
  changeOf,
  createAnnouncer,
  endedStudies,
  type StudyChange,
} from '../../../../src/renderer/app/announcements.ts';

const none = { queued: 0, running: 0, paused: 0, complete: 0, stopped: 0, failed: 0, diverged: 0 };
const study = (counts: Partial<StudySummary['counts']>, changes: Partial<StudySummary> = {}) =>
  ({ state: 'running', best: null, counts: { ...none, ...counts }, ...changes }) as StudySummary;

test('epochs and queued trials are not worth a word; ends, states and leaders are', () => {
  expect(changeOf(study({ running: 1 }), study({ running: 2, queued: 1 }, { changedAt: 9 }))).toBeNull();
  const best = { trial: 3, value: 0.9, epoch: 2 };
  expect(changeOf(study({ running: 2 }), study({ complete: 2, diverged: 1 }, { state: 'finished', best }))).toEqual({
    state: 'finished',
    ended: 3,
    bad: 1,
    best,
  });
  // The leader improves with every epoch: only another leader is news.
  expect(changeOf(study({}, { best }), study({}, { best: { ...best, value: 0.95 } }))).toBeNull();
});

test('a study that runs fast is told at most every five seconds, and nothing is left out', () => {
  let now = 0;
  let timers: { run: () => void; at: number }[] = [];
  const said: StudyChange[] = [];
  const announcer = createAnnouncer((change) => said.push(change), 5000, {
    now: () => now,
    later: (run, ms) => {
      const timer = { run, at: now + ms };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  });
  for (let complete = 0; complete <= 100; complete++) {
    announcer.update(study({ complete }));
    now += 100;
    for (const timer of timers.filter(({ at }) => at <= now)) {
      timers = timers.filter((one) => one !== timer);
      timer.run();
    }
  }
  now += 5000;
  for (const { run } of timers) run();
  expect(said.length).toBeLessThanOrEqual(4);
  expect(said.reduce((sum, { ended }) => sum + ended, 0)).toBe(100);
});

test('studies that ended, failed or wait since the last look; not those that were paused by hand or never ran', () => {
  const at = (id: string, state: StudySummary['state'], change: Partial<StudySummary> = {}) =>
    study({}, { id, state, ...change });
  const waits = { name: 'fine', number: 2, count: 2, waits: true };
  const before = ['a', 'b', 'c', 'd'].map((id) => at(id, 'running'));
  const now = [
    ...[at('a', 'finished'), at('b', 'failed'), at('c', 'paused', { stage: waits }), at('d', 'paused')],
    ...[at('e', 'finished'), at('f', 'running')],
  ];
  expect(endedStudies([...before, at('e', 'finished')], now).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(endedStudies(now, now)).toEqual([]);
});
