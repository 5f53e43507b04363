import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { connectWebSocket, requestPageUrl } from '#main/http/client.ts';
import { type HttpServer, startHttpServer } from '#main/http/server.ts';
import { createClient } from '#shared/rpc/client.ts';
import { createServer } from '#shared/rpc/server.ts';
import { contract, testHandlers } from '../../conformance/ports/contract.ts';

const token = 'the-token-of-the-lock-file';
let folder: string;
let server: HttpServer;
let lines: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vernier-http-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'outside');
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>Vernier</title>');
  writeFileSync(join(folder, 'page', 'assets', 'index-Ab3dEf9h.js'), 'export {};');
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'page', 'link.txt'));
  lines = [];
  const rpc = createServer(contract, testHandlers());
  server = await startHttpServer({
    staticDir: join(folder, 'page'),
    attach: rpc.attach,
    token,
    log: (line) => lines.push(line),
    maxFrameBytes: 64 * 1024,
    maxSockets: 3,
  });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}

/** Sends the path as it is: fetch and URL would tidy it up. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

async function signIn(url = server.url): Promise<string> {
  const { status, headers } = await ask(url.slice(server.origin.length));
  expect(status).toBe(303);
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

/** HTTP status that a WebSocket handshake ends with; 101 when it is let in. */
function handshake(headers: Record<string, string>, path = '/rpc'): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (asking, response) => {
      asking.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', () => {});
  });
}

describe('the one-time address', () => {
  it('gives a strict, script-proof cookie and the page', async () => {
    const first = await ask(server.url.slice(server.origin.length));
    expect(first.headers.location).toBe('/');
    expect(String(first.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict$/);
    const cookie = String(first.headers['set-cookie']).split(';')[0] ?? '';
    const page = await ask('/', { cookie });
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(page.body).toContain('Vernier');
  });

  it('works once; a further one can be had', async () => {
    await signIn();
    expect((await ask(server.url.slice(server.origin.length))).status).toBe(403);
    expect(lines).toEqual(['refused GET / with 403: a one-time address that is used up or unknown']);
    await signIn(server.newUrl());
  });

  it('is given to programs that hold the token, and to no one else', async () => {
    await signIn(await requestPageUrl(server.origin, token));
    await expect(requestPageUrl(server.origin, 'wrong')).rejects.toMatchObject({ code: 'unavailable' });
    expect((await ask('/page-url', { cookie: await signIn() }, 'POST')).status).toBe(403);
  });
});

describe('requests that are refused', () => {
  it('have no cookie, or a wrong one', async () => {
    expect((await ask('/')).status).toBe(403);
    expect((await ask('/assets/index-Ab3dEf9h.js', { cookie: `vernier-${server.port}=AAAA` })).status).toBe(403);
    expect((await ask('/?key=')).status).toBe(403);
    expect((await ask('/?key=AAAA')).status).toBe(403);
    expect(lines).toHaveLength(4);
  });

  it('come by a foreign name (DNS rebinding) or from a foreign page, cookie or not', async () => {
    const cookie = await signIn();
    expect((await ask('/', { cookie, host: `evil.example:${server.port}` })).status).toBe(403);
    expect((await ask('/', { cookie, host: '127.0.0.1' })).status).toBe(403);
    expect((await ask('/', { cookie, origin: 'http://evil.example' })).status).toBe(403);
    expect((await ask('/', { cookie, origin: 'null' })).status).toBe(403);
    expect((await ask('/', { cookie, origin: `http://127.0.0.1:${server.port + 1}` })).status).toBe(403);
    expect(lines).toHaveLength(5);
    expect((await ask('/', { cookie, origin: server.origin })).status).toBe(200);
  });

  it('leave the folder of the page', async () => {
    const cookie = await signIn();
    for (const path of [
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e%5csecret.txt',
      '//etc/passwd',
      '/link.txt',
      '/%00',
      '/%',
      '/assets',
      '/nothing.js',
    ]) {
      const { status, body } = await ask(path, { cookie });
      expect([path, status]).toEqual([path, 404]);
      expect(body).not.toContain('outside');
    }
  });

  it('bring a body, or are no reading', async () => {
    const cookie = await signIn();
    expect((await ask('/', { cookie, 'content-length': '9' }, 'GET', '{"a": 12}')).status).toBe(413);
    expect((await ask('/', { cookie, 'transfer-encoding': 'chunked' }, 'POST', 'x')).status).toBe(413);
    expect((await ask('/', { cookie }, 'DELETE')).status).toBe(405);
    expect((await ask('/', { cookie: 'x'.repeat(20_000) })).status).toBe(400);
  });

  it('cost one log line each, without line breaks or secrets of theirs', async () => {
    await ask('/?key=s3cret', { host: 'evil\texample', origin: 'x'.repeat(2000) });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/s3cret|[\r\n\t]/);
    expect(lines[0]?.length).toBeLessThan(300);
  });
});

describe('answers', () => {
  it('forbid inline scripts, framing and guessing of types, and open nothing to other origins', async () => {
    const cookie = await signIn();
    for (const { headers } of [await ask('/', { cookie }), await ask('/')]) {
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/script-src 'self'(;|$)/);
      expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${server.port}`);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('have the type of the file, and let hashed names be kept', async () => {
    const cookie = await signIn();
    const { headers } = await ask('/assets/index-Ab3dEf9h.js', { cookie });
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers['cache-control']).toContain('immutable');
    expect((await ask('/', { cookie })).headers['cache-control']).toBe('no-store');
    expect(await ask('/', { cookie }, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });
});

describe('sockets', () => {
  it('open for the page with its cookie and for programs with the token', async () => {
    const cookie = await signIn();
    expect(await handshake({ cookie, origin: server.origin })).toBe(101);
    const client = createClient(contract, await connectWebSocket(server.origin, token));
    const odd = new Float64Array([Number.NaN, -0, Number.POSITIVE_INFINITY]);
    expect(await client.call('test.echo', { value: odd })).toStrictEqual(odd);
    client.close();
  });

  it('stay shut without credential, for foreign origins and hosts, and on other paths', async () => {
    const cookie = await signIn();
    const { origin } = server;
    expect(await handshake({})).toBe(403);
    expect(await handshake({ cookie })).toBe(403);
    expect(await handshake({ origin })).toBe(403);
    expect(await handshake({ cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await handshake({ cookie, origin, host: 'evil.example' })).toBe(403);
    expect(await handshake({ authorization: 'Bearer wrong' })).toBe(403);
    expect(await handshake({ authorization: `Bearer ${token}`, origin: 'http://evil.example' })).toBe(403);
    expect(await handshake({ cookie, origin }, '/other')).toBe(403);
    expect(lines).toHaveLength(8);
    await expect(connectWebSocket(origin, 'wrong')).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('close on a frame that is too large, without harm to the others', async () => {
    const port = await connectWebSocket(server.origin, token);
    const other = createClient(contract, await connectWebSocket(server.origin, token));
    const client = createClient(contract, port);
    const large = client.call('test.echo', { value: new Float64Array(20_000) });
    await expect(large).rejects.toMatchObject({ code: 'unavailable' });
    expect(await other.call('test.add', { left: 1 })).toBe(2);
    expect(lines).toHaveLength(1);
    other.close();
  });

  it('close on text and on junk', async () => {
    for (const junk of ['{"type":"call"}', Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9])]) {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const closed = new Promise<number>((resolve) => socket.on('close', resolve));
      socket.on('open', () => socket.send(junk));
      expect(await closed).toBe(1007);
    }
  });

  it('are limited in number', async () => {
    const ports = await Promise.all([1, 2, 3].map(() => connectWebSocket(server.origin, token)));
    await expect(connectWebSocket(server.origin, token)).rejects.toMatchObject({ code: 'unavailable' });
    for (const port of ports) port.close();
    await vi.waitFor(async () => (await connectWebSocket(server.origin, token)).close());
  });

  it('of programs are waited for until they have left, those of pages are not', async () => {
    const cookie = await signIn();
    expect(await handshake({ Cookie: cookie, Origin: server.origin })).toBe(101);
    await server.programsLeft(60_000);
    const [one, two] = await Promise.all([1, 2].map(() => connectWebSocket(server.origin, token)));
    let left = false;
    const leaving = server.programsLeft(60_000).then(() => {
      left = true;
    });
    one?.close();
    expect(await handshake({ Cookie: cookie, Origin: 'http://elsewhere' })).toBe(403);
    expect(left).toBe(false);
    two?.close();
    await leaving;
    const stays = await connectWebSocket(server.origin, token);
    await server.programsLeft(1);
    stays.close();
  });

  it('are told when the studio closes', async () => {
    const client = createClient(contract, await connectWebSocket(server.origin, token));
    const call = client.call('test.wait', {});
    await client.call('test.add', { left: 1 });
    await server.close();
    await expect(call).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('closed') });
  });
});

describe('the port', () => {
  it('is reachable on the loopback address only', () => {
    expect(server.origin).toBe(`http://127.0.0.1:${server.port}`);
  });

  it('in use is one sentence that names it', async () => {
    const busy = createTcpServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => busy.once('listening', resolve));
    const { port } = busy.address() as { port: number };
    const start = startHttpServer({ staticDir: folder, attach: () => {}, token, port });
    await expect(start).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`Port ${port} is in use`),
    });
    busy.close();
  });
});
