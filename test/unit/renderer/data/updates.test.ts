import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { StudyProgress, StudySummary } from '#shared/contract/studies.ts';
import { AppError } from '#shared/errors.ts';
import { keys } from '../../../../src/renderer/data/keys.ts';
import {
  progressQuery,
  studiesQuery,
  studyAdviceQuery,
  studyQuery,
  trialsQuery,
} from '../../../../src/renderer/data/queries.ts';
import { startUpdates } from '../../../../src/renderer/data/updates.ts';
import { trial } from '../trials.ts';
import { connected } from './connected.ts';

const study = (changes: Partial<StudySummary>) =>
  ({
    ...{ id: 's', name: 'S', state: 'running', reason: null, createdAt: 0, changedAt: 0, path: null, trials: 4 },
    objective: { metric: 'validation.accuracy', direction: 'maximize', pick: 'best' },
    counts: { queued: 0, running: 0, paused: 0, complete: 0, stopped: 0, failed: 0, diverged: 0 },
    ...{ best: null, engine: null, parallel: 1, elapsedMs: 0 },
    ...changes,
  }) satisfies StudySummary;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('what trials show together is asked for again once after some have ended, and not for epochs', {
  timeout: 15_000,
}, async () => {
  let asked = 0;
  const { server, client } = connected((name) => {
    if (name !== 'advice.study') throw new AppError('internal', `${name} is not part of this test`);
    asked++;
    return { stage: null, used: asked, advices: [], trust: null };
  });
  const cache = new QueryClient();
  const updates = startUpdates(client, cache);
  const unfollow = updates.follow('s');
  const observer = new QueryObserver(cache, studyAdviceQuery(client, 's'));
  const stop = observer.subscribe(() => {});
  onTestFinished(() => {
    stop();
    unfollow();
    updates.end();
    client.close();
  });
  await expect.poll(() => observer.getCurrentResult().data?.used).toBe(1);
  server.publish('trials.changed', 's', trial(1, { state: 'running' }));
  await pause(2500);
  expect(asked).toBe(1);
  for (const number of [1, 2, 3]) server.publish('trials.changed', 's', trial(number));
  await expect.poll(() => observer.getCurrentResult().data?.used, { timeout: 4000 }).toBe(2);
  await pause(300);
  expect(asked).toBe(2);
});

test('another stage has another space: what was read of the study and its trials is read again, and not for what the summary tells', async () => {
  const { server, client } = connected(() => null);
  const cache = new QueryClient();
  const updates = startUpdates(client, cache);
  onTestFinished(() => {
    updates.end();
    client.close();
  });
  cache.setQueryData(keys.study('s'), { summary: study({}) });
  cache.setQueryData(keys.trials('s'), []);
  const stale = () => [keys.study('s'), keys.trials('s')].map((key) => cache.getQueryState(key)?.isInvalidated);
  const nameOf = () => cache.getQueryData<{ summary: StudySummary }>(keys.study('s'))?.summary.name;
  await expect
    .poll(() => {
      server.publish('studies.changed', '', study({ name: 'Renamed' }));
      return nameOf();
    })
    .toBe('Renamed');
  expect(stale()).toEqual([false, false]);
  server.publish('studies.changed', '', study({ stage: { name: 'fine', number: 2, count: 2, waits: false } }));
  await expect.poll(stale).toEqual([true, true]);
});

test('a study that is left is followed a while longer; what is known of it then is read again when somebody comes back', async () => {
  const ended = [trial(1), trial(2)];
  let asked = 0;
  const { server, client } = connected(() => {
    asked++;
    return asked === 1 ? [trial(1, { state: 'running' })] : ended;
  });
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  const updates = startUpdates(client, cache);
  const visit = () => {
    const unfollow = updates.follow('s');
    const observer = new QueryObserver(cache, trialsQuery(client, updates, 's'));
    const stop = observer.subscribe(() => {});
    return {
      states: () => observer.getCurrentResult().data?.map(({ state }) => state),
      leave: () => {
        stop();
        unfollow();
      },
    };
  };
  onTestFinished(() => {
    vi.useRealTimers();
    updates.end();
    client.close();
  });
  const first = visit();
  await expect.poll(first.states).toEqual(['running']);

  // Back soon: what came meanwhile was heard.
  first.leave();
  server.publish('trials.changed', 's', trial(1, { state: 'paused' }));
  await pause(200);
  const second = visit();
  expect(second.states()).toEqual(['paused']);
  expect(asked).toBe(1);

  // Back late: nobody heard that both have ended.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  second.leave();
  vi.advanceTimersByTime(31_000);
  vi.useRealTimers();
  server.publish('trials.changed', 's', trial(1));
  const third = visit();
  await expect.poll(third.states).toEqual(['complete', 'complete']);
  expect(asked).toBe(2);
  third.leave();
});

test('an answer that is older than an event which overtook it does not undo the event', async () => {
  const [running, finished] = [study({}), study({ state: 'finished' })];
  const fine = study({ stage: { name: 'fine', number: 2, count: 2, waits: false } });
  const progress = {
    ...{ studyId: 's', at: 2, lanes: [], queue: [], remaining: 0, epochsDone: 0 },
    ...{ eta: null, secondsPerEpoch: null, savedShare: 0 },
  } satisfies StudyProgress;
  let asked = 0;
  // As of a host that looks, is told something new while it looks on, and answers with what it had seen first.
  const answers: Record<string, () => unknown> = {
    'studies.list': () => [running],
    'studies.get': () => ({ summary: asked++ === 0 ? running : fine, space: asked }),
    'studies.progress': () => null,
  };
  let overtaking: (() => void) | null = null;
  const { server, client } = connected(async (name) => {
    const answer = answers[name]?.();
    overtaking?.();
    await pause(50);
    return answer;
  });
  const cache = new QueryClient();
  const updates = startUpdates(client, cache);
  const unfollow = updates.follow('s');
  onTestFinished(() => {
    unfollow();
    updates.end();
    client.close();
  });
  overtaking = () => server.publish('studies.changed', '', finished);
  expect(await cache.fetchQuery(studiesQuery(client, updates))).toEqual([finished]);
  overtaking = () => server.publish('studies.progressed', 's', progress);
  expect(await cache.fetchQuery(progressQuery(client, updates, 's'))).toMatchObject({ at: 2 });
  // With another stage comes another space, which no event tells.
  overtaking = () => server.publish('studies.changed', '', fine);
  expect(await cache.fetchQuery(studyQuery(client, updates, 's'))).toEqual({ summary: fine, space: 2 });
});
