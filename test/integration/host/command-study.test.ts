// What a studio sees of a study that runs a program of the user's own: the same calls and events as of any other.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StudySummary } from '#shared/contract/studies.ts';
import { openHost } from '../../support/host.ts';
import { temporaryFolder } from '../../support/vernier.ts';
import { isAlive, until } from '../runners/support.ts';

/** Waits where a file says so, so that a trial can be met while it runs. */
const program = `
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
const { lr } = JSON.parse(readFileSync(process.env.VERNIER_PARAMS, 'utf8'));
const state = process.env.VERNIER_CHECKPOINT_DIR + '/done';
let done = existsSync(state) ? Number(readFileSync(state, 'utf8')) : 0;
console.log('pid ' + process.pid);
while (done < 6) {
  done++;
  writeFileSync(state, String(done));
  console.log(JSON.stringify({ epoch: done, score: lr * done, seconds: 1 }));
  while (done === 3 && existsSync('hold')) await new Promise((resolve) => setTimeout(resolve, 20));
}
`;

test('a studio shows its curves and log, and pauses, resumes, stops and extends it', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'train.mjs'), program);
  writeFileSync(join(folder, 'hold'), '');
  const { places, client } = await openHost(join(folder, 'data'));
  const file = {
    version: 1,
    name: 'Own program',
    runner: { kind: 'command', argv: [process.execPath, 'train.mjs'], cwd: folder },
    settings: { lr: { type: 'float', low: 0.1, high: 1, scale: 'log' } },
    objective: { metric: 'score', direction: 'maximize' },
    search: { sampler: { kind: 'random' }, trials: 2, parallel: 1, enqueue: [{ lr: 0.5 }] },
  };
  const { id } = await client.call('studies.open', { file, path: null });
  const summaries: StudySummary[] = [];
  client.subscribe('studies.changed', '', (summary) => summaries.push(summary));
  const state = async () => (await client.call('studies.get', { id })).summary.state;
  await client.call('studies.start', { id });
  const held = async () => (await client.call('trials.list', { studyId: id }))[0]?.lastEpoch === 3;
  await untilAsync(held);

  const progress = await client.call('studies.progress', { id });
  expect(progress?.lanes[0]).toMatchObject({ trial: 1, phase: 'training', epoch: 3 });
  const detail = await client.call('trials.get', { studyId: id, number: 1 });
  expect(detail).toMatchObject({ settings: { lr: 0.5 }, metrics: { last: { score: 1.5, seconds: 1 } } });
  const pid = Number(detail.log.find(({ message }) => message.startsWith('pid '))?.message.split(' ')[1]);
  expect(isAlive(pid)).toBe(true);
  expect(progress?.lanes[0]?.pid).toBe(pid);

  await client.call('studies.pause', { id });
  await untilAsync(async () => (await state()) === 'paused');
  await until(() => !isAlive(pid));
  writeFileSync(join(folder, 'train.mjs'), program.replace("existsSync('hold')", 'false'));
  await client.call('studies.start', { id });
  await untilAsync(async () => (await state()) === 'finished');

  const trials = await client.call('trials.list', { studyId: id });
  expect(trials.map((one) => [one.state, one.lastEpoch, one.epochs, one.attempts])).toEqual([
    ['complete', 6, 6, 1],
    ['complete', 6, 6, 1],
  ]);
  const columns = await client.call('metrics.history', { studyId: id, trials: [1], keys: ['score'] });
  expect([...(columns[0]?.steps ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
  expect([...(columns[0]?.values ?? [])]).toEqual([0.5, 1, 1.5, 2, 2.5, 3]);
  const { summary } = await client.call('studies.get', { id });
  expect(summary).toMatchObject({
    ...{
      state: 'finished',
      objective: { metric: 'score', direction: 'maximize' },
      best: { trial: expect.any(Number) },
    },
    engine: { name: 'command', threads: 1 },
  });
  const [best] = await client.call('studies.best', { id, top: 1 });
  expect(best).toMatchObject({ kind: 'vernier-best', data: null, runner: { kind: 'command', cwd: folder } });

  const refused = {
    code: 'invalid',
    message: expect.stringMatching(/^Study "Own program" runs a program of its own, /),
  };
  await expect(client.call('studies.exportModel', { id })).rejects.toMatchObject(refused);
  await expect(client.call('studies.exportSnippet', { id, format: 'keras' })).rejects.toMatchObject(refused);

  // More trials; one of them is stopped by hand while it hangs.
  writeFileSync(join(folder, 'train.mjs'), program.replace("existsSync('hold')", 'true'));
  await client.call('studies.start', { id, overrides: { trials: 3 } });
  await untilAsync(async () => (await client.call('trials.list', { studyId: id }))[2]?.lastEpoch === 3);
  const stopped = await client.call('trials.stop', { studyId: id, number: 3 });
  expect(stopped.state).toBe('running');
  await untilAsync(async () => (await state()) === 'finished');
  const last = (await client.call('trials.list', { studyId: id }))[2];
  // As many epochs were expected as the trials before it had.
  expect(last).toMatchObject({ state: 'stopped', reason: 'user', lastEpoch: 3, epochs: 6 });
  expect(existsSync(join(places.checkpointDir, id, 'trial-3.checkpoint', 'done'))).toBe(true);
  expect(existsSync(join(places.checkpointDir, id, 'trial-1.checkpoint'))).toBe(false);

  // By hand it goes on from what it saved.
  writeFileSync(join(folder, 'train.mjs'), program.replace("existsSync('hold')", 'false'));
  await client.call('trials.resume', { studyId: id, number: 3 });
  await untilAsync(async () => (await client.call('trials.list', { studyId: id }))[2]?.state === 'complete');
  const whole = await client.call('metrics.history', { studyId: id, trials: [3], keys: ['score'] });
  expect([...(whole[0]?.steps ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
});

async function untilAsync(holds: () => Promise<boolean>, limitMs = 20_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('What was waited for did not happen.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
