// The page has the same address at every start, because a browser keeps own recipes, theme and drafts by address.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readLock } from '#main/host/lock.ts';
import { openPlaces } from '#main/host/places.ts';
import { openSession } from '#main/session/session.ts';
import { temporaryFolder } from '../../support/vernier.ts';

function directory() {
  const places = openPlaces(join(temporaryFolder(), 'data'), {});
  const notices: string[] = [];
  return {
    notices,
    /** Starts a host; gives its port and how it ends. */
    async start(port?: number) {
      const onNotice = (sentence: string) => void notices.push(sentence);
      const session = await openSession({ places, shell: 'headless', port, onNotice });
      return { port: readLock(places.dataDir)?.port ?? 0, end: () => session.close() };
    },
  };
}

test('a start takes the port of the one before, and an asked-for port does not change that', async () => {
  const { start, notices } = directory();
  const first = await start();
  await first.end();
  const second = await start();
  await second.end();
  expect(second.port).toBe(first.port);

  const other = await directory().start();
  await other.end();
  const asked = await start(other.port);
  await asked.end();
  expect(asked.port).toBe(other.port);

  const again = await start();
  await again.end();
  expect(again.port).toBe(first.port);
  expect(notices).toEqual([]);
});

test('a taken port is not lost: a second one is kept for meanwhile, with a sentence, and the first is taken when free', async () => {
  const { start, notices } = directory();
  const first = await start();
  await first.end();

  const program = createServer();
  await new Promise<void>((done) => program.listen({ port: first.port, host: '127.0.0.1' }, done));
  const close = () => new Promise((done) => program.close(done));
  onTestFinished(async () => void (await close()));
  const second = await start();
  await second.end();
  expect(second.port).not.toBe(first.port);
  expect(notices).toEqual([
    expect.stringContaining(`Port ${first.port} is in use by another program, so the page is at port ${second.port}`),
  ]);
  const third = await start();
  await third.end();
  expect(third.port).toBe(second.port);

  await close();
  const fourth = await start();
  await fourth.end();
  expect(fourth.port).toBe(first.port);
});

test('two data directories at the same time have two ports, and each keeps its own', async () => {
  const [a, b] = [directory(), directory()];
  const before = [await a.start(), await b.start()];
  for (const host of before) await host.end();
  const after = [await b.start(), await a.start()].reverse();
  for (const host of after) await host.end();
  expect(after.map(({ port }) => port)).toEqual(before.map(({ port }) => port));
});
