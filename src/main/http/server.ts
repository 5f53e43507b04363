// The studio on a loopback address: the built page, and a WebSocket per page or program. Reachable from this machine only, and
// there only with a one-time address or the token of the data directory's lock file.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { findStaticFile } from '#main/host/page-files.ts';
import { newSecret } from '#main/host/secret.ts';
import { AppError } from '#shared/errors.ts';
import { type Port, webSocketPort } from '#shared/rpc/index.ts';
import { bearerToken, cookieValue, equalSecrets, printable, refusedSource, securityHeaders } from './policy.ts';

/** Where pages and programs open their WebSocket. */
export const socketPath = '/rpc';
/** Programs that hold the token ask here (POST) for a one-time address. */
export const pageUrlPath = '/page-url';

export interface HttpServerOptions {
  /** Folder of the built page (index.html inside). */
  readonly staticDir: string;
  /** Gets one port per page or program that was let in. */
  readonly attach: (port: Port) => void;
  /** Secret of the data directory (lock file, mode 0600); lets programs in. */
  readonly token: string;
  /** What a browser that was let in holds. Default: a new secret, so that pages of an earlier server are not taken. */
  readonly cookie?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** One line per refused request. */
  readonly log?: (line: string) => void;
  /** Largest frame that is taken, bytes; a larger one closes its socket. Default 32 MiB. */
  readonly maxFrameBytes?: number;
  /** Sockets open at once; default 64. */
  readonly maxSockets?: number;
}

export interface HttpServer {
  /** One-time address for the first page. */
  readonly url: string;
  readonly origin: string;
  readonly port: number;
  /** A further one-time address; it lets one browser in, within ten minutes. */
  newUrl(): string;
  /** Resolves when every program that was let in has left by itself, or after `limitMs`; pages are not waited for. */
  programsLeft(limitMs: number): Promise<void>;
  close(): Promise<void>;
}

const oneTimeMs = 10 * 60_000;

/** Throws `conflict` when the port is in use, `invalid` when it may not be opened. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { staticDir, attach, token, log = () => {}, maxFrameBytes = 32 * 1024 * 1024, maxSockets = 64 } = options;
  /** One-time keys and until when they are good. */
  const keys = new Map<string, number>();
  const cookie = options.cookie ?? newSecret();
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 30_000, headersTimeout: 10_000 });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false });
  const programs = new Set<WebSocket>();
  let noProgram: () => void = () => {};
  const port = await listen(server, options.port ?? 0);
  const origin = `http://127.0.0.1:${port}`;
  const headers = securityHeaders(origin);
  // Cookies do not keep the ports of one machine apart, so the name does.
  const cookieName = `vernier-${port}`;

  function newUrl(): string {
    const now = Date.now();
    for (const [key, until] of keys) if (until < now) keys.delete(key);
    const key = newSecret();
    keys.set(key, now + oneTimeMs);
    return `${origin}/?key=${key}`;
  }

  /** Compares with all keys, so that the time says nothing about any. */
  function spend(given: string): boolean {
    let spent = false;
    for (const [key, until] of [...keys]) {
      if (!equalSecrets(given, key)) continue;
      keys.delete(key);
      spent = until >= Date.now();
    }
    return spent;
  }

  const isPage = (request: IncomingMessage) => equalSecrets(cookieValue(request.headers, cookieName), cookie);
  const isProgram = (request: IncomingMessage) => equalSecrets(bearerToken(request.headers), token);

  function refusal(request: IncomingMessage, status: number, why: string): void {
    const path = printable((request.url ?? '').split('?')[0] ?? '');
    log(`refused ${request.method ?? ''} ${path} with ${status}: ${why}`);
  }

  function refuse(request: IncomingMessage, response: ServerResponse, status: number, why: string, sentence: string) {
    refusal(request, status, why);
    // What was not read of the request is not waited for.
    response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
    response.end(`${sentence}\n`);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const foreign = refusedSource(request.headers, port);
    if (foreign) return refuse(request, response, 403, foreign, 'This address is for Vernier on this machine only.');
    if (Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined) {
      return refuse(request, response, 413, 'a request with a body', 'Nothing is uploaded here.');
    }
    const url = new URL(request.url ?? '/', origin);
    if (request.method === 'POST' && url.pathname === pageUrlPath) {
      if (!isProgram(request)) return refuse(request, response, 403, 'no token', 'The token is missing or wrong.');
      response.writeHead(200, { ...headers, 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
      response.end(JSON.stringify({ url: newUrl() }));
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refuse(request, response, 405, 'method', 'Pages are read here, nothing else.');
    }
    const key = url.searchParams.get('key');
    if (key !== null && spend(key)) {
      response.writeHead(303, {
        ...headers,
        Location: '/',
        'Set-Cookie': `${cookieName}=${cookie}; Path=/; HttpOnly; SameSite=Strict`,
        'Cache-Control': 'no-store',
      });
      response.end();
      return;
    }
    if (!isPage(request)) {
      const why = key === null ? 'no cookie' : 'a one-time address that is used up or unknown';
      return refuse(request, response, 403, why, 'This address works once: open the studio again to get a new one.');
    }
    await serveFile(request, response, url.pathname);
  }

  async function serveFile(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const file = await findStaticFile(staticDir, path);
    if (!file) return refuse(request, response, 404, 'no such file', 'There is no such page.');
    response.writeHead(200, {
      ...headers,
      'Content-Type': file.type,
      'Content-Length': file.bytes,
      'Cache-Control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-store',
    });
    if (request.method === 'HEAD') return void response.end();
    file
      .open()
      .on('error', () => response.destroy())
      .pipe(response);
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const why = refusedUpgrade(request);
    if (why) {
      refusal(request, 403, why);
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      if (isProgram(request)) {
        programs.add(socket);
        socket.on('close', () => {
          programs.delete(socket);
          if (programs.size === 0) noProgram();
        });
      }
      socket.on('error', (error) => refusal(request, 400, printable(error.message)));
      attach(webSocketPort(socket));
    });
  }

  function refusedUpgrade(request: IncomingMessage): string | null {
    const foreign = refusedSource(request.headers, port);
    if (foreign) return foreign;
    if (request.url !== socketPath) return 'no such socket';
    if (sockets.clients.size >= maxSockets) return 'too many sockets';
    if (isProgram(request)) return null;
    // A browser always names its origin; without one the cookie is in the wrong hands.
    if (request.headers.origin === undefined) return 'no origin and no token';
    return isPage(request) ? null : 'no cookie';
  }

  server.on('request', (request, response) => {
    serve(request, response).catch((error: unknown) => {
      refusal(request, 500, printable(String(error)));
      response.destroy();
    });
  });
  server.on('upgrade', upgrade);
  server.on('clientError', (_error, stream: Duplex) => {
    log('refused a request that is not HTTP or too large');
    stream.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  server.on('connection', (socket: Socket) => socket.setNoDelay(true));

  return {
    url: newUrl(),
    origin,
    port,
    newUrl,
    programsLeft: (limitMs) =>
      new Promise((resolve) => {
        if (programs.size === 0) return resolve();
        const late = setTimeout(resolve, limitMs);
        noProgram = () => {
          clearTimeout(late);
          resolve();
        };
      }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.close(1001, 'The studio was closed.');
        const late = setTimeout(() => {
          for (const socket of sockets.clients) socket.terminate();
        }, 500);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new AppError(
              'conflict',
              `Port ${port} is in use: choose another with --port, or leave it out for a free one.`,
              { port },
            )
          : new AppError(
              'invalid',
              `Port ${port} cannot be opened (${error.code ?? error.message}): choose another with --port.`,
              { port },
            ),
      );
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve((server.address() as AddressInfo).port));
  });
}
