// Whoever hosts stays until what other programs asked of it is answered.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPlaces } from '#main/host/places.ts';
import { openSession } from '#main/session/session.ts';
import { temporaryFolder } from '../../support/vernier.ts';

test('a host is idle again when the call of another program is answered', async () => {
  const places = openPlaces(join(temporaryFolder(), 'data'), {});
  const open = () => openSession({ places, shell: 'headless', onNotice: () => undefined });
  const host = await open();
  const other = await open();
  try {
    expect([host.role, other.role]).toEqual(['host', 'client']);
    await host.idle();
    const told: string[] = [];
    // Reads the data and builds the model: far longer than to list no studies.
    const asked = other.client
      .call('studies.describeModel', { data: { source: 'sample', name: 'iris' }, settings: {} })
      .then((points) => told.push(`answer of ${points.length}`));
    // The call has gone out when another one behind it is answered.
    await other.client.call('studies.list', {});
    const idle = host.idle().then(() => told.push('idle'));
    await other.client.call('studies.list', {});
    expect(told).toEqual([]);
    await Promise.all([asked, idle]);
  } finally {
    await other.close();
    await host.close();
  }
});
