// The host's end of the contract: validates inputs, runs handlers, publishes events. Knows no transport.
import { z } from 'zod';
import type { Contract, Handlers, Publish } from '../contract/define.ts';
import { AppError, toAppError } from '../errors.ts';
import {
  type ClientMessage,
  channelKey,
  clientMessage,
  protocolVersion,
  type ServerMessage,
  type WireError,
} from './envelope.ts';
import { createOutlet, type Outlet } from './outlet.ts';
import type { Port } from './port.ts';
import { createReplayRing, type ReplayRing } from './replay-ring.ts';

export interface ServerOptions {
  /** Checks what handlers return and what is published against the contract: in tests and development. Default false. */
  readonly validateOutputs?: boolean;
  /** Names this life of the host, so that sequence numbers of an earlier one are not taken for its own. Default random. */
  readonly session?: string;
  /** Events kept for replay per (event, topic); default 1024 and 8 MiB. */
  readonly replayEvents?: number;
  readonly replayBytes?: number;
  /** Bytes kept for replay in all, default 64 MiB: beyond it the pair that was silent longest is forgotten, and answers with a gap. */
  readonly replayBytesInAll?: number;
  /** Events sent ahead of a client's acknowledgement; default 512. A slower client catches up from the replay ring, or gets a gap. */
  readonly window?: number;
  /** Calls of one port that may run at once; more get `busy`. Default 1024. */
  readonly maxCalls?: number;
  /** Told about errors that are the host's own fault (`internal`), before they go to the client. */
  readonly onError?: (error: AppError, callName: string) => void;
}

export interface RpcServer<C extends Contract> {
  /** Serves a port until it closes or `detach` is called; detaching aborts its running calls and leaves the port open. */
  attach(port: Port): () => void;
  /** Tells all subscribers of (name, topic). The payload is kept for replay: it must not change afterwards. */
  readonly publish: Publish<C>;
  /** Resolves when no call runs on any port. */
  idle(): Promise<void>;
  /** Aborts what runs and closes all ports. */
  close(): void;
}

type Handler = (input: unknown, context: { signal: AbortSignal }) => unknown;

export function createServer<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  options: ServerOptions = {},
): RpcServer<C> {
  const session = options.session ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const { replayEvents = 1024, replayBytes = 8 * 1024 * 1024, window = 512, maxCalls = 1024 } = options;
  const { replayBytesInAll = 64 * 1024 * 1024 } = options;
  /** Those that were published to last stand last. */
  const rings = new Map<string, ReplayRing>();
  let keptBytes = 0;
  const connections = new Map<Connection, Port>();
  let closed = false;
  let calls = 0;
  let onIdle: (() => void)[] = [];

  const callEnded = () => {
    calls--;
    if (calls > 0) return;
    for (const tell of onIdle) tell();
    onIdle = [];
  };

  const ringOf = (key: string): ReplayRing => {
    let ring = rings.get(key);
    if (!ring) {
      ring = createReplayRing(replayEvents, replayBytes);
      rings.set(key, ring);
    }
    return ring;
  };

  /** A host that runs for weeks publishes about many studies, each with rings of its own. */
  function keep(key: string, payload: unknown): void {
    const ring = ringOf(key);
    rings.delete(key);
    rings.set(key, ring);
    keptBytes -= ring.bytes;
    ring.push(payload);
    keptBytes += ring.bytes;
    for (const silent of rings.values()) {
      if (keptBytes <= replayBytesInAll || silent === ring) return;
      keptBytes -= silent.bytes;
      silent.forget();
    }
  }

  async function run(name: string, input: unknown, signal: AbortSignal): Promise<unknown> {
    const entry = Object.hasOwn(contract, name) ? contract[name] : undefined;
    const handler = (handlers as Record<string, unknown>)[name];
    if (entry?.kind !== 'rpc' || typeof handler !== 'function') {
      throw new AppError('not_found', `The host knows no call "${name}"; page and host may be of different versions.`);
    }
    const parsed = entry.input.safeParse(input);
    if (!parsed.success) throw invalid(name, parsed.error);
    const output = await (handler as Handler)(parsed.data, { signal });
    if (options.validateOutputs) {
      const checked = entry.output.safeParse(output);
      if (!checked.success) throw broken(`The answer of ${name}`, checked.error);
    }
    return output;
  }

  function connect(port: Port): Connection {
    const running = new Map<number, AbortController>();
    const outlet: Outlet = createOutlet(send, ringOf, window);

    function send(message: ServerMessage): void {
      port.send(message);
    }
    function fail(id: number, error: AppError): void {
      send({ type: 'err', id, error: toWire(error) });
    }

    async function call(id: number, name: string, input: unknown): Promise<void> {
      if (running.has(id)) return fail(id, new AppError('invalid', `Call number ${id} is already running.`));
      if (running.size >= maxCalls)
        return fail(id, new AppError('busy', 'Too many calls are running; try again later.'));
      const abort = new AbortController();
      running.set(id, abort);
      calls++;
      try {
        const output = await run(name, input, abort.signal);
        if (!abort.signal.aborted) send({ type: 'ok', id, output });
      } catch (thrown) {
        if (abort.signal.aborted) return;
        const error = toAppError(thrown);
        if (error.code === 'internal') options.onError?.(error, name);
        fail(id, error);
      } finally {
        running.delete(id);
        callEnded();
      }
    }

    function subscribe(message: ClientMessage & { type: 'sub' }): void {
      const { id, name, topic, resume } = message;
      if (!Object.hasOwn(contract, name) || contract[name]?.kind !== 'event') {
        fail(id, new AppError('not_found', `The host knows no event "${name}".`));
        return;
      }
      const ring = ringOf(channelKey(name, topic));
      send({ type: 'ok', id, output: ring.seq });
      if (!resume) outlet.open(name, topic, ring.seq);
      else outlet.open(name, topic, resume.session === session ? resume.afterSeq : null);
    }

    port.onMessage((raw) => {
      const parsed = clientMessage.safeParse(raw);
      if (!parsed.success) {
        end();
        return port.close('The host got a message that it does not understand.');
      }
      const message = parsed.data;
      switch (message.type) {
        case 'call':
          void call(message.id, message.name, message.input);
          return;
        case 'cancel':
          running.get(message.id)?.abort(new AppError('cancelled', 'The caller gave up.'));
          return;
        case 'sub':
          return subscribe(message);
        case 'unsub':
          return outlet.shut(message.name, message.topic);
        case 'ack':
          return outlet.acknowledge(message.events);
      }
    });
    port.onClose(end);
    send({ type: 'hello', protocol: protocolVersion, session, error: null });

    function end(): void {
      for (const abort of running.values()) abort.abort(new AppError('unavailable', 'The connection closed.'));
      running.clear();
      outlet.end();
      connections.delete(connection);
    }
    const connection: Connection = { offer: outlet.offer, end };
    return connection;
  }

  return {
    attach(port) {
      if (closed) {
        port.close('The host is closing.');
        return () => {};
      }
      const connection = connect(port);
      connections.set(connection, port);
      return () => {
        connection.end();
        port.onMessage(() => {});
      };
    },
    publish: (name, topic, payload) => {
      if (closed) return;
      const entry = contract[name];
      if (options.validateOutputs && entry?.kind === 'event') {
        const checked = entry.payload.safeParse(payload);
        if (!checked.success) throw broken(`The event ${name}`, checked.error);
      }
      keep(channelKey(name, topic), payload);
      for (const connection of connections.keys()) connection.offer(name, topic);
    },
    idle: () => (calls === 0 ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve))),
    close() {
      closed = true;
      for (const [connection, port] of [...connections]) {
        connection.end();
        port.close('The host is closing.');
      }
    },
  };
}

interface Connection {
  offer(name: string, topic: string): void;
  end(): void;
}

/**
 * Serves ports while the host is still starting: calls wait, and when it cannot start each of them is told why.
 */
export function deferServer(starting: Promise<{ attach(port: Port): unknown }>): { attach(port: Port): void } {
  return {
    attach(port) {
      starting.then(
        (server) => server.attach(port),
        (thrown: unknown) => refuse(port, toAppError(thrown)),
      );
    },
  };
}

/** Answers everything on the port with the reason why there is no host. */
function refuse(port: Port, error: AppError): void {
  port.send({ type: 'hello', protocol: protocolVersion, session: '', error: toWire(error) } satisfies ServerMessage);
  port.onMessage((raw) => {
    const parsed = clientMessage.safeParse(raw);
    if (!parsed.success || (parsed.data.type !== 'call' && parsed.data.type !== 'sub')) return;
    port.send({ type: 'err', id: parsed.data.id, error: toWire(error) } satisfies ServerMessage);
  });
}

function toWire(error: AppError): WireError {
  return { code: error.code, message: error.message, details: { ...error.details } };
}

function invalid(name: string, error: z.ZodError): AppError {
  const problems = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  const first = problems[0];
  const where = first?.path ? `"${first.path}"` : 'the input';
  return new AppError('invalid', `${name}: ${where} is wrong: ${first?.message ?? 'unknown reason'}.`, {
    field: first?.path ?? '',
    problems,
  });
}

function broken(what: string, error: z.ZodError): AppError {
  return new AppError('internal', `${what} breaks the contract: ${z.prettifyError(error)}`);
}
