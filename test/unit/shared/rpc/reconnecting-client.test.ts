import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { event, rpc } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import { createClient } from '#shared/rpc/client.ts';
import { memoryPortPair } from '#shared/rpc/memory-port.ts';
import type { Port } from '#shared/rpc/port.ts';
import { createReconnectingClient } from '#shared/rpc/reconnecting-client.ts';
import { createServer } from '#shared/rpc/server.ts';

const contract = {
  'test.ping': rpc(z.object({}), z.literal('pong')),
  'test.happened': event(z.object({ n: z.int() })),
} as const;
const makeServer = () => createServer(contract, { 'test.ping': () => 'pong' as const });

describe('a reconnecting client', () => {
  it('lets calls wait for the first connection', async () => {
    const server = makeServer();
    let connect: (port: Port) => void = () => {};
    const client = createReconnectingClient(contract, () => new Promise<Port>((resolve) => (connect = resolve)));
    const call = client.call('test.ping', {});
    expect(client.state).toBe('connecting');
    const [host, page] = memoryPortPair();
    server.attach(host);
    connect(page);
    expect(await call).toBe('pong');
    expect(client.state).toBe('open');
    client.close();
  });

  it('waits for the first connection no longer than the deadline or the abort', async () => {
    const client = createReconnectingClient(contract, () => new Promise<Port>(() => {}));
    await expect(client.call('test.ping', {}, { deadlineMs: 10 })).rejects.toMatchObject({ code: 'unavailable' });
    const abort = new AbortController();
    const call = client.call('test.ping', {}, { signal: abort.signal });
    abort.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    client.close();
  });

  it('tries again with growing pauses, refuses calls meanwhile, and works again', async () => {
    const server = makeServer();
    const tries: number[] = [];
    const client = createReconnectingClient(
      contract,
      async () => {
        tries.push(performance.now());
        if (tries.length < 5) throw new Error('connection refused');
        const [host, page] = memoryPortPair();
        server.attach(host);
        return page;
      },
      { firstPauseMs: 10 },
    );
    await vi.waitFor(() => expect(client.state).toBe('lost'));
    await expect(client.call('test.ping', {})).rejects.toMatchObject({
      code: 'unavailable',
      message: 'connection refused',
    });
    await vi.waitFor(() => expect(client.state).toBe('open'));
    expect(await client.call('test.ping', {})).toBe('pong');
    const pauses = tries.slice(1).map((at, i) => at - (tries[i] ?? 0));
    expect(pauses.length).toBe(4);
    expect(pauses[3]).toBeGreaterThan(2 * (pauses[0] ?? 0));
    client.close();
  });

  it('gives up after maxAttempts, or at once when it is refused for good; retry starts over', async () => {
    const server = makeServer();
    let refuse = true;
    const client = createReconnectingClient(contract, async () => {
      if (refuse) throw new AppError('invalid', 'This page was opened with an old address.');
      const [host, page] = memoryPortPair();
      server.attach(host);
      return page;
    });
    await vi.waitFor(() => expect(client.state).toBe('failed'));
    await expect(client.call('test.ping', {})).rejects.toMatchObject({ code: 'invalid' });
    refuse = false;
    client.retry();
    await vi.waitFor(() => expect(client.state).toBe('open'));
    client.close();

    let attempts = 0;
    const patient = createReconnectingClient(
      contract,
      async () => {
        attempts++;
        throw new Error('nobody there');
      },
      { firstPauseMs: 1, maxAttempts: 3 },
    );
    await vi.waitFor(() => expect(patient.state).toBe('failed'));
    expect(attempts).toBe(3);
  });

  it('stays closed after close, also while it is connecting', async () => {
    const [, page] = memoryPortPair();
    let connect: (port: Port) => void = () => {};
    const client = createReconnectingClient(contract, () => new Promise<Port>((resolve) => (connect = resolve)));
    const call = client.call('test.ping', {});
    client.close();
    await expect(call).rejects.toMatchObject({ code: 'unavailable' });
    const closed = new Promise((resolve) => page.onClose(resolve));
    connect(page);
    await closed;
  });
});

describe('a client', () => {
  it('turns an event that breaks the contract into a gap and a report, not into a wrong picture', async () => {
    const server = makeServer();
    const [host, page] = memoryPortPair();
    server.attach(host);
    const reports: AppError[] = [];
    const client = createClient(contract, page, { onProtocolError: (error) => reports.push(error) });
    const got: unknown[] = [];
    client.subscribe('test.happened', '', (payload) => got.push(payload), { onGap: () => got.push('gap') });
    await client.call('test.ping', {});
    server.publish('test.happened', '', { n: 'three' as unknown as number });
    server.publish('test.happened', '', { n: 4 });
    await vi.waitFor(() => expect(got).toEqual(['gap', { n: 4 }]));
    expect(reports).toMatchObject([{ code: 'internal', message: expect.stringContaining('test.happened') }]);
  });

  it('refuses a host of another protocol version', async () => {
    const [host, page] = memoryPortPair();
    host.send({ type: 'hello', protocol: 99, session: 's', error: null });
    const client = createClient(contract, page);
    await expect(client.call('test.ping', {})).rejects.toMatchObject({ code: 'conflict' });
    expect(client.state).toBe('failed');
  });
});
