import { expect, test } from 'vitest';
import type { MetricColumns } from '#shared/contract/metrics.ts';
import { AppError } from '#shared/errors.ts';
import { openCurveFeed } from '../../../../src/renderer/data/curve-feed.ts';
import { connected } from './connected.ts';

const one = (step: number): MetricColumns => ({
  trial: 1,
  key: 'validation.loss',
  steps: Float64Array.of(step),
  values: Float64Array.of(step / 10),
  wallMs: Float64Array.of(step),
});

/** Only `metrics.history` is answered. */
const connect = (history: () => Promise<MetricColumns[]>) =>
  connected((name) => {
    if (name === 'metrics.history') return history();
    throw new AppError('internal', `${name} is not part of this test`);
  });

const until = async (holds: () => boolean) => {
  for (let i = 0; i < 200 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(holds()).toBe(true);
};

test('epochs that are reported while the history is being read are neither lost nor doubled', async () => {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<MetricColumns[]>();
  const { server, client } = connect(() => {
    asked.resolve();
    return answer.promise;
  });
  const feed = openCurveFeed(client, 's', (run) => setTimeout(run, 0));
  await asked.promise;
  server.publish('metrics.appended', 's', { studyId: 's', columns: [one(3)] });
  server.publish('metrics.appended', 's', { studyId: 's', columns: [one(4)] });
  await until(() => feed.store.series(1, 'validation.loss')?.length === 2);
  const steps = Float64Array.of(1, 2, 3);
  answer.resolve([{ ...one(1), steps, values: Float64Array.of(0.1, 0.2, 0.3), wallMs: steps }]);
  await until(() => feed.state === 'ready');
  expect([...(feed.store.series(1, 'validation.loss')?.steps ?? [])]).toEqual([1, 2, 3, 4]);
  feed.end();
  client.close();
});

test('a history that cannot be read says why and can be tried again', async () => {
  let fails = true;
  const { client } = connect(async () => {
    if (fails) throw new AppError('internal', 'The database is locked by another program.');
    return [one(1)];
  });
  const feed = openCurveFeed(client, 's', (run) => setTimeout(run, 0));
  await until(() => feed.state === 'failed');
  expect(feed.error?.message).toBe('The database is locked by another program.');
  fails = false;
  feed.reload();
  await until(() => feed.state === 'ready');
  expect(feed.store.series(1, 'validation.loss')?.length).toBe(1);
  feed.end();
  client.close();
});
