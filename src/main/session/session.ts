// Composes a program: takes the data directory's lock and hosts, or joins the host that has it. Command line and Electron
// shell start here; this is the only place that knows host and http together.
import { setTimeout as sleep } from 'node:timers/promises';
import { createHost, type Host } from '#main/host/create-host.ts';
import type { ExpectedWork } from '#main/host/expected-work.ts';
import { acquireLock, awaitPublished, type HeldLock, type PublishedLock, readLock } from '#main/host/lock.ts';
import { keptPageCookie } from '#main/host/page-cookie.ts';
import { type Places, pageDir, pageFolder } from '#main/host/places.ts';
import { newSecret } from '#main/host/secret.ts';
import { connectWebSocket, requestPageUrl } from '#main/http/client.ts';
import { type HttpServer, type HttpServerOptions, startHttpServer } from '#main/http/server.ts';
import { contract, type VernierContract } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import { type Client, createClient, memoryPortPair, type Port } from '#shared/rpc/index.ts';
import { startAtKeptPort } from './page-server.ts';

export interface SessionInput {
  readonly places: Places;
  readonly shell: 'electron' | 'browser' | 'headless';
  /** Port of the loopback server; default: the one of the last start in this data directory, else a free one. */
  readonly port?: number | undefined;
  readonly onNotice: (sentence: string) => void;
  /** Of a program that trains at once, should it be the one that hosts. */
  readonly expected?: ExpectedWork | undefined;
}

export interface Session {
  /** `client`: another program holds the data directory, and this one talks to it. */
  readonly role: 'host' | 'client';
  readonly client: Client<VernierContract>;
  /** Serves a page's port, here or by way of the other host. */
  attach(port: Port): void;
  /** One-time address of the page. */
  pageUrl(): Promise<string>;
  /** Resolves when the host, if it is here, works on nobody's call. */
  idle(): Promise<void>;
  /** True once the other program has given up the data directory; false when it keeps it, or when there is no other. */
  otherLeaves(): Promise<boolean>;
  /** Saves what runs (host), or just leaves (client). */
  close(): Promise<void>;
}

/** Two programs that start together: exactly one hosts, the other waits until it listens. */
export async function openSession(input: SessionInput): Promise<Session> {
  for (;;) {
    const lock = acquireLock(input.places.dataDir);
    if (lock.kind === 'held') return hostSession(input, lock);
    const other = await awaitPublished(input.places.dataDir);
    if (!other) continue;
    try {
      return await joinSession(input.places.dataDir, other);
    } catch (error) {
      if (!(await leaves(input.places.dataDir, other))) throw error;
    }
  }
}

/** A host that closes takes no one in any more, but holds the directory until its trials are saved. True once it is gone. */
async function leaves(dataDir: string, host: PublishedLock): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < longestCloseMs; waitedMs += 100) {
    const now = readLock(dataDir);
    if (now?.pid !== host.pid || now.createdAt !== host.createdAt) return true;
    await sleep(100);
  }
  return false;
}

const longestCloseMs = 15_000;
const longestFarewellMs = 1000;

async function hostSession(input: SessionInput, lock: HeldLock): Promise<Session> {
  let host: Host | null = null;
  let server: HttpServer | null = null;
  try {
    const started = await createHost(input);
    host = started;
    const token = newSecret();
    const options: HttpServerOptions = {
      // Before a build there is nothing in it, and the server only takes programs in.
      staticDir: pageFolder(),
      attach: (port) => void started.attach(port),
      token,
      cookie: keptPageCookie(input.places.dataDir, input.onNotice),
      log: input.onNotice,
    };
    server =
      input.port === undefined
        ? await startAtKeptPort(input.places.dataDir, options, input.onNotice)
        : await startHttpServer({ ...options, port: input.port });
    lock.publish({ port: server.port, token });
    const [near, far] = memoryPortPair();
    started.attach(far);
    const client = createClient(contract, near);
    return {
      role: 'host',
      client,
      attach: (port) => void started.attach(port),
      pageUrl: async () => pageUrlOf(server),
      idle: started.idle,
      otherLeaves: async () => false,
      async close() {
        client.close();
        try {
          await started.rest();
          // A run that this program hosts for another one has heard of its end and still reads what it is about.
          await server?.programsLeft(longestFarewellMs);
          await started.close();
          await server?.close();
        } finally {
          lock.release();
        }
      },
    };
  } catch (error) {
    await server?.close();
    await host?.close();
    lock.release();
    throw error;
  }
}

function pageUrlOf(server: HttpServer | null): string {
  if (server && pageDir() !== null) return server.newUrl();
  throw new AppError('unavailable', 'The page is not built; run "npm run build" in the program folder.');
}

async function joinSession(dataDir: string, other: PublishedLock): Promise<Session> {
  const { port, token } = other;
  const origin = `http://127.0.0.1:${port}`;
  const client = createClient(contract, await connectWebSocket(origin, token));
  return {
    role: 'client',
    client,
    attach: (page) =>
      void connectWebSocket(origin, token).then(
        (far) => pipe(page, far),
        (thrown: Error) => page.close(thrown.message),
      ),
    pageUrl: () => requestPageUrl(origin, token),
    idle: async () => {},
    otherLeaves: () => leaves(dataDir, other),
    async close() {
      client.close();
    },
  };
}

/** Passes messages both ways until one end closes. */
function pipe(a: Port, b: Port): void {
  a.onMessage((message) => b.send(message));
  b.onMessage((message) => a.send(message));
  a.onClose((reason) => b.close(reason));
  b.onClose((reason) => a.close(reason));
}
