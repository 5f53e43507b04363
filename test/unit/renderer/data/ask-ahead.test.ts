import { expect, test } from 'vitest';
import type { Trial } from '#shared/contract/trials.ts';
import { AppError } from '#shared/errors.ts';
import { askAhead, openHost } from '../../../../src/renderer/data/host.tsx';
import { keys } from '../../../../src/renderer/data/keys.ts';
import { trial } from '../trials.ts';
import { connected } from './connected.ts';

/** Calls are noted, only `trials.list` is answered. */
function connect(list: () => Promise<Trial[]>) {
  const asked: string[] = [];
  const { server, client } = connected((name) => {
    asked.push(name);
    if (name === 'trials.list') return list();
    throw new AppError('not_found', 'There is no such study.');
  });
  globalThis.requestAnimationFrame ??= (run) => setTimeout(() => run(0), 0) as unknown as number;
  return { server, asked, host: openHost(client) };
}

const until = async (holds: () => boolean) => {
  for (let i = 0; i < 200 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 2));
  expect(holds()).toBe(true);
};

test('everything a study page shows is asked for before anything is drawn, the curves last', async () => {
  const { asked, host } = connect(async () => []);
  askAhead(host, 's');
  await until(() => asked.length >= 5);
  expect([...asked].sort()).toEqual(
    ['metrics.history', 'studies.get', 'studies.list', 'studies.progress', 'trials.list'].sort(),
  );
  expect(asked.at(-1)).toBe('metrics.history');
  expect(host.updates.openFeed('s')).not.toBeNull();
  host.updates.end();
});

test('without a study only the list is asked for', async () => {
  const { asked, host } = connect(async () => []);
  askAhead(host, null);
  await until(() => asked.length >= 1);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(asked).toEqual(['studies.list']);
  host.updates.end();
});

test('a trial that changes while the list is being read ahead is shown as it is now', async () => {
  const reading = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Trial[]>();
  const { server, host } = connect(() => {
    reading.resolve();
    return answer.promise;
  });
  askAhead(host, 's');
  await reading.promise;
  server.publish('trials.changed', 's', trial(1, { state: 'complete', value: 0.9 }));
  answer.resolve([trial(1, { state: 'running' })]);
  await until(() => host.cache.getQueryData(keys.trials('s')) !== undefined);
  expect(host.cache.getQueryData<readonly Trial[]>(keys.trials('s'))?.[0]).toMatchObject({
    state: 'complete',
    value: 0.9,
  });
  host.updates.end();
});
