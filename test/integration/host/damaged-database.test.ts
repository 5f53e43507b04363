// A window hears that the database could not be read, until somebody dismisses it.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { openHost } from '../../support/host.ts';
import { temporaryFolder } from '../../support/vernier.ts';

test('a damaged database is told to every window until it is dismissed, and not at the next start', async () => {
  const folder = temporaryFolder();
  const bytes = Buffer.alloc(8192, 'no database');
  writeFileSync(join(folder, 'vernier.db'), bytes);
  const { client, connect, close } = await openHost(folder);

  const { damage } = await client.call('app.info', {});
  expect(damage).toEqual({ of: 'database', aside: expect.stringContaining(join(folder, 'vernier.db.corrupt-')) });
  expect(readFileSync(join(folder, basename(damage?.aside ?? '')))).toEqual(bytes);
  const other = connect();
  expect((await other.call('app.info', {})).damage).toEqual(damage);

  await other.call('app.dismissDamage', {});
  expect((await client.call('app.info', {})).damage).toBeNull();
  await close();
  expect((await (await openHost(folder)).client.call('app.info', {})).damage).toBeNull();
});
