// Checks over the contract: told one by one, kept while the host lives, cancelled by whoever asked.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CheckId, checkIds, dataCheckIds } from '#shared/contract/checks.ts';
import { openHost } from '../../support/host.ts';
import { temporaryFolder } from '../../support/vernier.ts';

const study = (change: object = {}) => ({
  ...{ version: 1, id: 'iris', name: 'Iris', data: { source: 'sample', name: 'iris' }, search: { trials: 2 } },
  ...{ settings: { 'optimizer.learningRate': 0.01 }, engine: { name: 'onnx', threads: 1 }, ...change },
});

async function hostWith(file: object) {
  const { client } = await openHost();
  const { id: studyId } = await client.call('studies.open', { file, path: null });
  const told: CheckId[] = [];
  const heard = (id: CheckId) =>
    new Promise<void>((resolve) => {
      client.subscribe('checks.progressed', studyId, ({ result }) => result?.id === id && resolve());
    });
  client.subscribe('checks.progressed', studyId, ({ result }) => result && told.push(result.id));
  return { client, studyId, told, heard };
}

test('each check is told as it ends, and the report stays; what the data alone say does not take its place', async () => {
  const { client, studyId, told } = await hostWith(study());
  expect(await client.call('checks.get', { studyId })).toEqual({ report: null, running: false });
  const report = await client.call('checks.run', { studyId });
  expect(report.results.map(({ id }) => id)).toEqual(checkIds);
  expect(told).toEqual(checkIds);
  expect(report.results.filter(({ status }) => status === 'fail')).toEqual([]);
  const data = await client.call('checks.run', { studyId, scope: 'data' });
  expect(data.results.map(({ id }) => id)).toEqual(dataCheckIds);
  expect((await client.call('checks.get', { studyId })).report).toEqual(report);

  // The same study with more trials is another one to plan for.
  await client.call('studies.open', { file: study({ search: { trials: 9 } }), path: null });
  expect((await client.call('checks.get', { studyId })).report?.outdated).toBe(true);
});

test('one run at a time; cancelled it leaves nothing, and the next one need not wait to be asked', async () => {
  const { client, studyId, heard } = await hostWith(study());
  const abort = new AbortController();
  const begun = heard('missing');
  const first = client.call('checks.run', { studyId }, { signal: abort.signal });
  first.catch(() => undefined);
  await begun;
  await expect(client.call('checks.run', { studyId })).rejects.toMatchObject({ code: 'busy' });
  expect((await client.call('checks.get', { studyId })).running).toBe(true);
  abort.abort();
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  const again = await client.call('checks.run', { studyId, scope: 'data' });
  expect(again.results).toHaveLength(6);
});

test('what the start would refuse is refused here with the same sentence', async () => {
  const { client, studyId } = await hostWith(study({ settings: { 'model.family': 'cnn' } }));
  const sentence = /needs images or sequences/;
  await expect(client.call('checks.run', { studyId, scope: 'data' })).rejects.toThrow(sentence);
  await expect(client.call('studies.start', { id: studyId })).rejects.toThrow(sentence);
});

test('a run is not held up by large data: they are left to a check that is asked for, and the study keeps no report of that', async () => {
  const folder = temporaryFolder();
  // 8.6 MB of pixels, in the form of MNIST's files.
  const count = 11_000;
  const head = (magic: number, ...sizes: number[]) => {
    const bytes = Buffer.alloc(4 * (1 + sizes.length));
    for (const [i, value] of [magic, ...sizes].entries()) bytes.writeUInt32BE(value, 4 * i);
    return bytes;
  };
  const pixels = Buffer.alloc(count * 784).map((_, i) => (i * 31) % 251);
  writeFileSync(join(folder, 'images'), Buffer.concat([head(0x803, count, 28, 28), pixels]));
  writeFileSync(join(folder, 'labels'), Buffer.concat([head(0x801, count), Buffer.alloc(count).map((_, i) => i % 2)]));
  const files = { images: join(folder, 'images'), labels: join(folder, 'labels') };
  const { client, studyId } = await hostWith(study({ data: { source: 'idx', ...files } }));
  const { results } = await client.call('checks.run', { studyId, scope: 'data', quick: true });
  expect(results.map(({ status, reason }) => [status, reason.id])).toEqual(
    dataCheckIds.map(() => ['skipped', 'skipped.large']),
  );
  expect((await client.call('checks.get', { studyId })).report).toBeNull();
});
