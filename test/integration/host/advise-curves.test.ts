// Logs of other programs, judged by the real host: in a thread of its own, and nothing of them is stored.
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { logLimits } from '#shared/contract/curve-advice.ts';
import { openHost } from '../../support/host.ts';

const given = (name: string, text: string, ...folders: string[]) => ({
  ...{ name, folders, bytes: new TextEncoder().encode(text) },
});
const rows = Array.from({ length: 30 }, (_, i) => ({
  ...{ epoch: i, loss: 2 * Math.exp(-i / 3), val_loss: 1 + 0.04 * i },
  ...{ accuracy: 1 - Math.exp(-i / 3) / 2, val_accuracy: 0.6 },
}));

test('JSON, lines of JSON, CSV and TensorBoard in one call', async () => {
  const { client } = await openHost();
  const [first] = rows;
  const names = Object.keys(first ?? {});
  const csv = [names.join(','), ...rows.map((row) => Object.values(row).join(','))].join('\n');
  const keras = Object.fromEntries(
    names.map((name) => [name, rows.map((row) => row[name as keyof typeof row])] as const),
  );
  const event = (part: string) => ({
    name: 'events.out.tfevents.1',
    folders: ['board', part],
    bytes: new Uint8Array(
      readFileSync(new URL(`../../fixtures/tensorboard/keras/${part}/events.out.tfevents.1`, import.meta.url)),
    ),
  });
  const answer = await client.call('advice.curves', {
    files: [
      given('history.json', JSON.stringify(keras)),
      given('trainer.jsonl', rows.map((row) => JSON.stringify(row)).join('\n')),
      given('metrics.csv', csv, 'lightning', 'version_0'),
      event('train'),
      event('validation'),
      given('notes.txt', 'nothing here'),
    ],
  });
  expect(answer.runs.map(({ id, advice }) => [id, advice.verdict])).toEqual([
    ['history', 'overfitting'],
    ['trainer', 'overfitting'],
    ['lightning/version_0/metrics', 'overfitting'],
    ['board', 'still-improving'],
  ]);
  expect(answer.refused).toMatchObject([{ log: 'notes.txt', kind: null }]);
  expect(await client.call('studies.list', {})).toEqual([]);
});

test('more than goes at once is refused in one sentence with the way round', async () => {
  const { client } = await openHost();
  const files = [{ name: 'huge.json', folders: [], bytes: new Uint8Array(logLimits.bytes + 1) }];
  await expect(client.call('advice.curves', { files })).rejects.toMatchObject({
    code: 'limit',
    message: expect.stringMatching(/more than 2000 files or 24 MB at once; give fewer, or use "vernier advise/),
  });
});

test('while a thousand runs are read the host goes on answering', async () => {
  const { client } = await openHost();
  const curve = (at: number) => ({
    'train.loss': Array.from({ length: 100 }, (_, i) => 2 * Math.exp(-i / 20) + at / 1e5),
    'validation.loss': Array.from({ length: 100 }, (_, i) => 2 * Math.exp(-i / 30) + 0.1),
    'train.accuracy': Array.from({ length: 100 }, (_, i) => 1 - Math.exp(-i / 20)),
    'validation.accuracy': Array.from({ length: 100 }, (_, i) => 0.9 - Math.exp(-i / 30)),
  });
  const runs = Array.from({ length: 1000 }, (_, i) => ({ id: i, task: 'classification', rows: 1000, curve: curve(i) }));
  const files = [given('runs.json', JSON.stringify({ version: 1, runs }))];
  const warm = await client.call('advice.curves', { files: [given('a.csv', 'loss,val_loss\n1,2')] });
  expect(warm.runs).toHaveLength(1);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let answered = 0;
  let done = false;
  const asking = (async () => {
    while (!done) {
      await client.call('app.info', {});
      answered++;
      await new Promise((next) => setTimeout(next, 2));
    }
  })();
  const answer = await client.call('advice.curves', { files });
  done = true;
  await asking;
  delay.disable();
  expect(answer.runs).toHaveLength(1000);
  // Read in this thread it would answer once; how long the longest wait is depends on the machine.
  expect(answered).toBeGreaterThan(5);
  if (process.env.VERNIER_TELL) console.log(`longest turn ${(delay.max / 1e6).toFixed(1)} ms, ${answered} answers`);
});
