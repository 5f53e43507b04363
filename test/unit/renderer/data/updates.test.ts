import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, onTestFinished, test } from 'vitest';
import { contract, type VernierHandlers } from '#shared/contract/index.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import { AppError } from '#shared/errors.ts';
import { createReconnectingClient, createServer, memoryPortPair } from '#shared/rpc/index.ts';
import { keys } from '../../../../src/renderer/data/keys.ts';
import { studyAdviceQuery } from '../../../../src/renderer/data/queries.ts';
import { startUpdates } from '../../../../src/renderer/data/updates.ts';
import { trial } from '../trials.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('what trials show together is asked for again once after some have ended, and not for epochs', {
  timeout: 15_000,
}, async () => {
  let asked = 0;
  const handlers = new Proxy({} as VernierHandlers, {
    get: (_, name) => () => {
      if (name !== 'advice.study') throw new AppError('internal', `${String(name)} is not part of this test`);
      asked++;
      return { stage: null, used: asked, advices: [], trust: null };
    },
  });
  const server = createServer(contract, handlers);
  const client = createReconnectingClient(contract, async () => {
    const [near, far] = memoryPortPair();
    server.attach(far);
    return near;
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
  const server = createServer(contract, {} as VernierHandlers);
  const client = createReconnectingClient(contract, async () => {
    const [near, far] = memoryPortPair();
    server.attach(far);
    return near;
  });
  const cache = new QueryClient();
  const updates = startUpdates(client, cache);
  onTestFinished(() => {
    updates.end();
    client.close();
  });
  const study = (changes: Partial<StudySummary>) =>
    ({
      ...{ id: 's', name: 'S', state: 'running', reason: null, createdAt: 0, changedAt: 0, path: null, trials: 4 },
      objective: { metric: 'validation.accuracy', direction: 'maximize', pick: 'best' },
      counts: { queued: 0, running: 0, paused: 0, complete: 0, stopped: 0, failed: 0, diverged: 0 },
      ...{ best: null, engine: null, parallel: 1, elapsedMs: 0 },
      ...changes,
    }) satisfies StudySummary;
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
