// Notes and tags on studies and trials: kept while trials train, told to every window, and on the command line beside a running host.
import { expect, test } from 'vitest';
import type { Trial } from '#shared/contract/trials.ts';
import { openHost } from '../../support/host.ts';
import { vernier } from '../../support/vernier.ts';

const study = {
  ...{ version: 1, name: 'Iris', data: { source: 'sample', name: 'iris' } },
  settings: {
    ...{ 'model.family': 'mlp', 'training.epochs': 4 },
    'model.units': { type: 'int', low: 4, high: 32 },
  },
  search: { trials: 3, parallel: 1, seed: 1, sampler: { kind: 'random' } },
  engine: { name: 'reference', threads: 1 },
};

test('what is written about a running trial stays when it ends, and the command line has it', async () => {
  const { places, client, close } = await openHost();
  const file = { ...study, settings: { ...study.settings, 'training.batchSize': 2, 'training.epochs': 30 } };
  const { id } = await client.call('studies.open', { file, path: null });
  const told: Trial[] = [];
  const annotated = new Promise<Trial>((resolve) => {
    let asked = false;
    client.subscribe('trials.changed', id, (trial) => {
      told.push(trial);
      if (asked || trial.number !== 1 || trial.state !== 'running') return;
      asked = true;
      void client
        .call('trials.annotate', { studyId: id, number: 1, note: 'looks noisy\r\nask Ana', tags: [' Paper ', 'hot'] })
        .then(resolve);
    });
  });
  const ended = new Promise<void>((resolve) => {
    client.subscribe('studies.changed', '', ({ state }) => state === 'finished' && resolve());
  });
  await client.call('studies.start', { id });
  expect(await annotated).toMatchObject({ state: 'running', note: 'looks noisy\nask Ana', tags: ['Paper', 'hot'] });
  expect(await client.call('studies.annotate', { id, note: 'First, "try"', tags: ['thesis'] })).toMatchObject({
    ...{ note: 'First, "try"', tags: ['thesis'] },
  });
  await ended;
  const after = { note: 'looks noisy\nask Ana', tags: ['Paper', 'hot'] };
  expect(told.filter(({ number }) => number === 1).at(-1)).toMatchObject({ state: 'complete', ...after });
  // The page that listens never hears of the trial without them again.
  const first = told.findIndex(({ note }) => note !== undefined);
  expect(told.slice(first).filter(({ number, note }) => number === 1 && note === undefined)).toEqual([]);
  const [one, two] = await client.call('trials.list', { studyId: id });
  expect(one).toMatchObject(after);
  expect(two).not.toHaveProperty('note');
  expect(two).not.toHaveProperty('tags');

  // At rest, and beside a host that holds the directory.
  await client.call('trials.annotate', { studyId: id, number: 2, tags: ['a b'] });
  const records = JSON.parse((await vernier(places.dataDir, 'trials', id, '--json')).stdout) as Trial[];
  expect(records.map(({ note, tags }) => [note, tags])).toEqual([
    ['looks noisy\nask Ana', ['Paper', 'hot']],
    [undefined, ['a b']],
    [undefined, undefined],
  ]);
  const csv = (await vernier(places.dataDir, 'trials', id, '--format', 'csv')).stdout;
  expect(csv).toMatch(/^trial,state,.*,tags,note\r\n/);
  expect(csv).toContain(',"Paper, hot","looks noisy\nask Ana"\r\n');
  expect(csv).toMatch(/,a b,\r\n/);
  expect(JSON.parse((await vernier(places.dataDir, 'list', '--json')).stdout)).toMatchObject({ tags: ['thesis'] });
  expect((await vernier(places.dataDir, 'show', id)).stdout).toMatch(/\ntags +thesis\nnote +First, "try"\n/);
  const { html } = await client.call('studies.exportReport', { id, language: 'en' });
  expect(html).toContain('<p class="note">First, &#34;try&#34;</p>');

  await close();
  const { client: next } = await openHost(places.dataDir);
  expect((await next.call('trials.get', { studyId: id, number: 1 })).trial).toMatchObject(after);
  // Trained on, it keeps them, too; an empty note and no tags take them away.
  await next.call('studies.start', { id, overrides: { trials: 4 } });
  expect(await next.call('trials.annotate', { studyId: id, number: 1, note: ' \n' })).not.toHaveProperty('note');
  const cleared = await next.call('trials.annotate', { studyId: id, number: 1, tags: [] });
  expect(cleared).not.toHaveProperty('tags');
  expect(await next.call('studies.annotate', { id, note: '', tags: [] })).not.toHaveProperty('note');
});

test('what no tag or note may be is refused with a sentence, and changes nothing', async () => {
  const { client } = await openHost();
  const { id } = await client.call('studies.open', { file: study, path: null });
  await client.call('studies.annotate', { id, note: 'kept', tags: ['kept'] });
  const wrong = [
    { note: 'x'.repeat(10_001) },
    { tags: ['a,b'] },
    { tags: [' '] },
    { tags: ['x'.repeat(41)] },
    { tags: ['one', 'ONE'] },
    { tags: Array.from({ length: 21 }, (_, i) => `tag ${i}`) },
  ];
  for (const change of wrong) {
    await expect(client.call('studies.annotate', { id, ...change })).rejects.toMatchObject({ code: 'invalid' });
  }
  expect((await client.call('studies.get', { id })).summary).toMatchObject({ note: 'kept', tags: ['kept'] });
  await expect(client.call('trials.annotate', { studyId: id, number: 9, note: 'x' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('two windows see the same views: saved, replaced when asked to, renamed, deleted', async () => {
  const { client: here, connect } = await openHost();
  const there = connect();
  const { id } = await here.call('studies.open', { file: study, path: null });
  const seen: string[][] = [];
  there.subscribe('views.changed', id, ({ views }) => seen.push(views.map(({ name }) => name)));
  const content = {
    ...{ tab: 'live' as const, query: { metric: 'loss', x: '2.00-9.00' }, filter: { text: '', states: [] } },
    ...{ hidden: [2], pinned: [1], baseline: null },
  };
  await here.call('views.save', { studyId: id, name: ' Loss ', content });
  await expect(here.call('views.save', { studyId: id, name: 'loss', content })).rejects.toMatchObject({
    code: 'conflict',
  });
  const changed = { ...content, tab: 'trials' as const };
  await here.call('views.save', { studyId: id, name: 'Loss', content: changed, replace: true });
  expect(await there.call('views.list', { studyId: id })).toMatchObject([{ name: 'Loss', content: changed }]);
  await there.call('views.rename', { studyId: id, name: 'loss', to: 'Table' });
  await here.call('views.delete', { studyId: id, name: 'Table' });
  await expect.poll(() => seen).toEqual([['Loss'], ['Loss'], ['Table'], []]);
  const wrong = { ...content, query: { [`x${'y'.repeat(40)}`]: '1' } };
  await expect(here.call('views.save', { studyId: id, name: 'x', content: wrong })).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(here.call('views.list', { studyId: 'none' })).rejects.toMatchObject({ code: 'not_found' });
});
