import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { type Client, createClient } from '#shared/rpc/client.ts';
import type { Port } from '#shared/rpc/port.ts';
import { createReconnectingClient } from '#shared/rpc/reconnecting-client.ts';
import { createServer, deferServer, type RpcServer, type ServerOptions } from '#shared/rpc/server.ts';
import { contract, type TestContract, testHandlers } from './contract.ts';
import { implementations, type Pairs } from './pairs.ts';

const values: Readonly<Record<string, unknown>> = {
  null: null,
  true: true,
  'an integer': 42,
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
  '2^53': 2 ** 53,
  'the smallest double': Number.MIN_VALUE,
  'empty text': '',
  unicode: 'Größe 学习率 🚀 \u0000 \u2028',
  'empty list': [],
  'empty object': {},
  'nested with undefined': { a: [1, null, [Number.NaN, { b: undefined }], undefined] },
  'an object that looks like an escape': { $: 'NaN', deeper: { $: ['Float64Array', 0, 1] } },
  'an object with a __proto__ key': JSON.parse('{"__proto__":{"polluted":true}}'),
  'empty Float64Array': new Float64Array(),
  'Float64Array with every odd number': new Float64Array([Number.NaN, -0, Number.NEGATIVE_INFINITY, 2 ** 53, 1e-308]),
  'arrays of other kinds': [
    new Uint8Array([1, 255, 3]),
    new Float32Array([0.5, Number.NaN]),
    new Int32Array([-1]),
    new Uint16Array([65_535]),
    new BigInt64Array([-(2n ** 60n)]),
  ],
  'a part of a larger buffer': new Float64Array([1, 2, 3, 4]).subarray(1, 3),
  'a megabyte': new Float64Array(131_072).fill(Math.PI),
};

describe.each(Object.entries(implementations))('%s', (_name, make) => {
  let pairs: Pairs;
  let aborted: unknown[];
  let server: RpcServer<TestContract>;
  const cleanups: (() => void)[] = [];

  beforeEach(async () => {
    pairs = await make();
    aborted = [];
    server = createServer(contract, testHandlers(aborted), { session: 'one' });
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0)) cleanup();
    server.close();
    await pairs.close();
  });

  async function connect(
    options: ServerOptions = {},
  ): Promise<{ client: Client<TestContract>; host: Port; page: Port }> {
    if (Object.keys(options).length > 0) server = createServer(contract, testHandlers(aborted), options);
    const [host, page] = await pairs.open();
    server.attach(host);
    const client = createClient(contract, page);
    cleanups.push(() => client.close());
    return { client, host, page };
  }

  /** Everything that was sent before has arrived when this resolves. */
  const settled = (client: Client<TestContract>) => client.call('test.add', { left: 0 });

  it.each(Object.entries(values))('carries %s there and back', async (_kind, value) => {
    const { client } = await connect();
    expect(await client.call('test.echo', { value })).toStrictEqual(value);
  });

  it('copies: what the sender changes afterwards stays with the sender', async () => {
    const { client } = await connect();
    const value = new Float64Array([1, 2]);
    const answer = client.call('test.echo', { value });
    value[0] = 9;
    expect(await answer).toEqual(new Float64Array([1, 2]));
  });

  it('fills in defaults of the input', async () => {
    const { client } = await connect();
    expect(await client.call('test.add', { left: 41 })).toBe(42);
  });

  it('answers calls that run at once, each with its own result', async () => {
    const { client } = await connect();
    const sums = await Promise.all(Array.from({ length: 300 }, (_, left) => client.call('test.add', { left })));
    expect(sums).toEqual(Array.from({ length: 300 }, (_, left) => left + 1));
  });

  it('passes errors on with code, sentence and details', async () => {
    const { client } = await connect();
    await expect(client.call('test.fail', {})).rejects.toMatchObject({
      name: 'AppError',
      code: 'conflict',
      message: 'The space changed.',
      details: { field: 'settings', was: [1, 2] },
    });
    await expect(client.call('test.crash', {})).rejects.toMatchObject({ code: 'internal' });
  });

  it('refuses a wrong input and names the field', async () => {
    const { client } = await connect();
    const wrong = { left: 1, right: 'two' } as unknown as { left: number };
    await expect(client.call('test.add', wrong)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('"right"'),
      details: { field: 'right' },
    });
  });

  it('refuses an unknown method, also one that every object has', async () => {
    const { client } = await connect();
    for (const name of ['test.nothing', 'toString', 'test.happened'] as unknown as 'test.add'[]) {
      await expect(client.call(name, { left: 1 })).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('finds out answers that break the contract when asked to', async () => {
    const lax = await connect();
    expect(await lax.client.call('test.lie', {})).toBe('text');
    const strict = await connect({ validateOutputs: true });
    await expect(strict.client.call('test.lie', {})).rejects.toMatchObject({ code: 'internal' });
    expect(() => server.publish('test.happened', '', { n: 0.5 })).toThrow(AppError);
  });

  it('tells the handler when the caller gives up', async () => {
    const { client } = await connect();
    const abort = new AbortController();
    const call = client.call('test.wait', {}, { signal: abort.signal });
    await settled(client);
    abort.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    await settled(client);
    expect(aborted).toEqual([expect.objectContaining({ code: 'cancelled' })]);
    await expect(client.call('test.add', { left: 1 }, { signal: abort.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('gives up at the deadline, the call’s or the contract’s', async () => {
    const { client } = await connect();
    await expect(client.call('test.wait', {}, { deadlineMs: 20 })).rejects.toMatchObject({ code: 'unavailable' });
    await expect(client.call('test.quick', {})).rejects.toMatchObject({ code: 'unavailable' });
    await settled(client);
    expect(aborted).toHaveLength(2);
  });

  it.each(['host', 'page'] as const)('rejects what is pending when the %s closes the port', async (side) => {
    const { client, host, page } = await connect();
    const calls = [client.call('test.wait', {}), client.call('test.wait', {})];
    await settled(client);
    (side === 'host' ? host : page).close();
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'unavailable' });
    await vi.waitFor(() => expect(client.state).toBe('lost'));
    await expect(client.call('test.add', { left: 1 })).rejects.toMatchObject({ code: 'unavailable' });
    await vi.waitFor(() => expect(aborted).toHaveLength(2));
  });

  it('delivers what was sent before the close', async () => {
    const [host, page] = await pairs.open();
    const got: unknown[] = [];
    page.onMessage((message) => got.push(message));
    const closed = new Promise<string>((resolve) => page.onClose(resolve));
    for (let i = 0; i < 50; i++) host.send({ i });
    host.close();
    host.send({ i: 'after the close' });
    await closed;
    expect(got).toEqual(Array.from({ length: 50 }, (_, i) => ({ i })));
  });

  it('holds messages until someone listens, and tells a late listener about the end', async () => {
    const [host, page] = await pairs.open();
    host.send(1);
    host.send(2);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const got: unknown[] = [];
    page.onMessage((message) => got.push(message));
    await vi.waitFor(() => expect(got).toEqual([1, 2]));
    host.close();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await new Promise<string>((resolve) => page.onClose(resolve));
  });

  it('throws at once for what cannot be carried, and says so to a caller', async () => {
    const { client, page } = await connect();
    expect(() => page.send({ f: () => {} })).toThrow();
    await expect(client.call('test.echo', { value: () => {} })).rejects.toMatchObject({ code: 'invalid' });
    expect(await settled(client)).toBe(1);
  });

  it('delivers events of a topic in order, each once, to all its listeners', async () => {
    const { client } = await connect();
    const got: number[] = [];
    const again: number[] = [];
    client.subscribe('test.happened', 'a', ({ n }) => got.push(n));
    const stop = client.subscribe('test.happened', 'a', ({ n }) => again.push(n));
    await settled(client);
    for (let n = 0; n < 2000; n++) {
      server.publish('test.happened', 'a', { n, data: new Float64Array([Number.NaN]) });
      server.publish('test.happened', 'b', { n: -1 });
      if (n % 100 === 0) await settled(client);
    }
    await settled(client);
    await vi.waitFor(() => expect(got).toHaveLength(2000));
    expect(got).toEqual(Array.from({ length: 2000 }, (_, n) => n));
    expect(again).toEqual(got);
    stop();
    server.publish('test.happened', 'a', { n: 2000 });
    await settled(client);
    expect([got.length, again.length]).toEqual([2001, 2000]);
  });

  it('sends no events before a subscription and none after its end', async () => {
    const { client } = await connect();
    const got: number[] = [];
    server.publish('test.happened', '', { n: 1 });
    const stop = client.subscribe('test.happened', '', ({ n }) => got.push(n));
    await settled(client);
    server.publish('test.happened', '', { n: 2 });
    await settled(client);
    stop();
    await settled(client);
    server.publish('test.happened', '', { n: 3 });
    await settled(client);
    expect(got).toEqual([2]);
  });

  it('after a reconnect brings the missed events, each once', async () => {
    const got: number[] = [];
    const gaps: string[] = [];
    const { client, breakUp } = reconnecting();
    client.subscribe('test.happened', 't', ({ n }) => got.push(n), { onGap: () => gaps.push('gap') });
    await settled(client);
    server.publish('test.happened', 't', { n: 1 });
    await settled(client);
    const reopened = lostAndOpen(client);
    breakUp();
    server.publish('test.happened', 't', { n: 2 });
    server.publish('test.happened', 't', { n: 3 });
    await reopened;
    await settled(client);
    server.publish('test.happened', 't', { n: 4 });
    await settled(client);
    expect(got).toEqual([1, 2, 3, 4]);
    expect(gaps).toEqual([]);
  });

  it('says gap when the missed events are no longer kept, and goes on', async () => {
    server = createServer(contract, testHandlers(), { replayEvents: 10 });
    const got: (number | string)[] = [];
    const { client, breakUp } = reconnecting();
    client.subscribe('test.happened', 't', ({ n }) => got.push(n), { onGap: () => got.push('gap') });
    await settled(client);
    server.publish('test.happened', 't', { n: 0 });
    await settled(client);
    const reopened = lostAndOpen(client);
    breakUp();
    for (let n = 1; n <= 20; n++) server.publish('test.happened', 't', { n });
    await reopened;
    await settled(client);
    server.publish('test.happened', 't', { n: 21 });
    await settled(client);
    expect(got).toEqual([0, 'gap', 21]);
  });

  it('says gap when the host is another one, whatever its sequence numbers', async () => {
    const got: (number | string)[] = [];
    const { client, breakUp } = reconnecting();
    client.subscribe('test.happened', 't', ({ n }) => got.push(n), { onGap: () => got.push('gap') });
    await settled(client);
    for (let n = 0; n < 3; n++) server.publish('test.happened', 't', { n });
    await settled(client);
    const old = server;
    server = createServer(contract, testHandlers(), { session: 'two' });
    for (let n = 10; n < 15; n++) server.publish('test.happened', 't', { n });
    const reopened = lostAndOpen(client);
    breakUp();
    old.close();
    await reopened;
    await settled(client);
    server.publish('test.happened', 't', { n: 15 });
    await settled(client);
    expect(got).toEqual([0, 1, 2, 'gap', 15]);
  });

  it('tells every waiting call that the host could not start', async () => {
    const [host, page] = await pairs.open();
    let fail: (error: Error) => void = () => {};
    deferServer(new Promise((_resolve, reject) => (fail = reject))).attach(host);
    const client = createClient(contract, page);
    const calls = [client.call('test.add', { left: 1 }), client.call('test.wait', {})];
    fail(new AppError('conflict', 'The database was written by a newer Vernier.'));
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'conflict', message: /newer Vernier/ });
    expect(client.state).toBe('failed');
    expect(client.problem?.message).toMatch(/newer Vernier/);
    await expect(client.call('test.add', { left: 1 })).rejects.toMatchObject({ code: 'conflict' });
    client.close();
  });

  it('answers calls made while the host was still starting', async () => {
    const [host, page] = await pairs.open();
    let ready: (value: RpcServer<TestContract>) => void = () => {};
    deferServer(new Promise<RpcServer<TestContract>>((resolve) => (ready = resolve))).attach(host);
    const client = createClient(contract, page);
    const call = client.call('test.add', { left: 1 });
    expect(client.state).toBe('connecting');
    ready(server);
    expect(await call).toBe(2);
    client.close();
  });

  it('closes a port that talks nonsense, and goes on with the others', async () => {
    const { client } = await connect();
    const [host, page] = await pairs.open();
    server.attach(host);
    const closed = new Promise((resolve) => page.onClose(resolve));
    page.send({ type: 'drop tables' });
    await closed;
    expect(await settled(client)).toBe(1);
  });

  function lostAndOpen(client: Client<TestContract>): Promise<void> {
    const seen: string[] = [];
    return new Promise((resolve) => {
      const stop = client.onState((state) => {
        seen.push(state);
        if (state !== 'open') return;
        expect(seen).toEqual(['lost', 'open']);
        stop();
        resolve();
      });
    });
  }

  function reconnecting() {
    let host: Port | null = null;
    const client = createReconnectingClient(
      contract,
      async () => {
        const [near, far] = await pairs.open();
        host = near;
        server.attach(near);
        return far;
      },
      { firstPauseMs: 5 },
    );
    cleanups.push(() => client.close());
    return { client, breakUp: () => host?.close() };
  }
});
