import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { event } from '#shared/contract/define.ts';
import { createClient } from '#shared/rpc/client.ts';
import { memoryPortPair } from '#shared/rpc/memory-port.ts';
import { createReplayRing } from '#shared/rpc/replay-ring.ts';
import { createServer } from '#shared/rpc/server.ts';

const contract = { 'test.happened': event(z.object({ n: z.int() })) } as const;
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('a client that does not read', () => {
  it('gets no more than a window of events, whatever is published', async () => {
    const server = createServer(contract, {}, { window: 100, replayEvents: 50 });
    const [host, page] = memoryPortPair();
    server.attach(host);
    const got: unknown[] = [];
    page.onMessage((message) => got.push(message));
    page.send({ type: 'sub', id: 1, name: 'test.happened', topic: '', resume: null });
    await turn();
    for (let n = 0; n < 10_000; n++) server.publish('test.happened', '', { n });
    await turn();
    expect(got.filter((m) => (m as { type: string }).type === 'event')).toHaveLength(100);

    // It wakes up: what the ring no longer has is one gap, then it is up to date.
    page.send({ type: 'ack', events: 100 });
    await turn();
    server.publish('test.happened', '', { n: -1 });
    await turn();
    expect(got.slice(-2)).toMatchObject([
      { type: 'gap', seq: 10_000 },
      { type: 'event', seq: 10_001 },
    ]);
  });

  it('catches up without a gap when the ring still has what it missed', async () => {
    const server = createServer(contract, {}, { window: 200, replayEvents: 1000 });
    const [host, page] = memoryPortPair();
    server.attach(host);
    const client = createClient(contract, page);
    const got: number[] = [];
    let gaps = 0;
    client.subscribe('test.happened', '', ({ n }) => got.push(n), { onGap: () => gaps++ });
    await turn();
    for (let n = 0; n < 900; n++) server.publish('test.happened', '', { n });
    await turn();
    expect(got).toEqual(Array.from({ length: 900 }, (_, n) => n));
    expect(gaps).toBe(0);
  });
});

it('a host that publishes about many studies forgets those that are silent, and says so with a gap', async () => {
  const contract = { 'test.curve': event(z.object({ values: z.custom<Float64Array>() })) } as const;
  const server = createServer(contract, {}, { session: 'one', replayBytesInAll: 20_000 });
  const publish = (topic: string) => server.publish('test.curve', topic, { values: new Float64Array(1000) });
  for (const topic of ['first', 'second', 'third']) publish(topic);
  const [host, page] = memoryPortPair();
  server.attach(host);
  const got: unknown[] = [];
  page.onMessage((message) => got.push(message));
  for (const [id, topic] of ['first', 'third'].entries()) {
    page.send({ type: 'sub', id, name: 'test.curve', topic, resume: { session: 'one', afterSeq: 0 } });
  }
  await turn();
  expect(got.filter((message) => (message as { type: string }).type !== 'ok')).toMatchObject([
    { type: 'hello' },
    { type: 'gap', topic: 'first', seq: 1 },
    { type: 'event', topic: 'third', seq: 1 },
  ]);
});

describe('the replay ring', () => {
  it('is bounded in bytes as well as in number', () => {
    const ring = createReplayRing(1000, 10_000);
    for (let i = 0; i < 20; i++) ring.push({ column: new Float64Array(125) });
    expect(ring.after(19)).toHaveLength(1);
    expect(ring.after(0)).toBeNull();
    const kept = Array.from({ length: 20 }, (_, seq) => ring.after(seq)).filter((entries) => entries !== null);
    expect(kept.length).toBeLessThan(11);
  });

  it('knows what it never had', () => {
    const ring = createReplayRing(10, 1000);
    expect(ring.after(0)).toEqual([]);
    expect(ring.after(5)).toBeNull();
    ring.push('a');
    expect(ring.after(0)).toMatchObject([{ seq: 1, payload: 'a' }]);
  });
});
