// One connection of a client: pending calls and the stream of events on one port. client.ts and reconnecting-client.ts build on it.
import type { Contract } from '../contract/define.ts';
import { AppError, hostEnds } from '../errors.ts';
import { type ClientMessage, channelKey, protocolVersion, type ServerMessage, serverMessage } from './envelope.ts';
import type { Port } from './port.ts';
import type { Channel, Subscriptions } from './subscriptions.ts';
import { startTimer } from './timer.ts';

export const defaultDeadlineMs = 30_000;
/** Events are acknowledged in groups of this many, well below the host's window. */
const ackEvery = 64;

export interface Connection {
  call(name: string, input: unknown, options: { signal?: AbortSignal; deadlineMs?: number }): Promise<unknown>;
  subscribe(name: string, topic: string): void;
  unsubscribe(name: string, topic: string): void;
  close(): void;
}

export interface ConnectionObserver {
  onOpen(): void;
  /** The host said that it could not start. */
  onFailed(error: AppError): void;
  onClosed(error: AppError): void;
}

interface Pending {
  resolve(output: unknown): void;
  reject(error: AppError): void;
}

export function createConnection(
  contract: Contract,
  port: Port,
  subscriptions: Subscriptions,
  options: { deadlineMs?: number; onProtocolError?: (error: AppError) => void },
  observer: ConnectionObserver,
): Connection {
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let session: string | null = null;
  /** Why nothing goes any more. */
  let over: AppError | null = null;
  let unacknowledged = 0;

  const send = (message: ClientMessage) => port.send(message);

  function finish(error: AppError): void {
    over ??= error;
    for (const { reject } of [...pending.values()]) reject(error);
    pending.clear();
  }

  function call(
    name: string,
    input: unknown,
    { signal, deadlineMs }: { signal?: AbortSignal; deadlineMs?: number },
  ): Promise<unknown> {
    if (over) return Promise.reject(over);
    if (signal?.aborted) return Promise.reject(cancelled(name));
    const entry = contract[name];
    const limitMs =
      deadlineMs ?? (entry?.kind === 'rpc' ? entry.deadlineMs : undefined) ?? options.deadlineMs ?? defaultDeadlineMs;
    const id = nextId++;
    return new Promise((resolve, reject) => {
      const giveUp = (error: AppError) => {
        settle();
        send({ type: 'cancel', id });
        reject(error);
      };
      const onAbort = () => giveUp(cancelled(name));
      const cancelTimer = startTimer(
        () =>
          giveUp(new AppError('unavailable', `The host did not answer ${name} within ${limitMs / 1000} s; try again.`)),
        limitMs,
      );
      const settle = () => {
        pending.delete(id);
        cancelTimer();
        signal?.removeEventListener('abort', onAbort);
      };
      pending.set(id, {
        resolve: (output) => {
          settle();
          resolve(output);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        send({ type: 'call', id, name, input });
      } catch (thrown) {
        settle();
        reject(new AppError('invalid', `The input of ${name} cannot be sent: ${String(thrown)}`));
      }
    });
  }

  function subscribe(name: string, topic: string): void {
    if (over) return;
    const channel = subscriptions.channels.get(channelKey(name, topic));
    const { position } = channel ?? { position: null };
    const id = nextId++;
    pending.set(id, {
      resolve: (current) => {
        pending.delete(id);
        if (channel && session !== null && channel.position?.session !== session && typeof current === 'number') {
          // The gap that follows, if events were missed, carries on from here.
          channel.position = { session, seq: current };
        }
      },
      reject: (error) => {
        pending.delete(id);
        if (error !== over) options.onProtocolError?.(error);
      },
    });
    const resume = position && { session: position.session, afterSeq: position.seq };
    send({ type: 'sub', id, name, topic, resume });
  }

  function receive(channel: Channel | undefined, message: ServerMessage & { type: 'event' | 'gap' }): void {
    acknowledge();
    if (!channel || session === null) return;
    const seen = channel.position?.session === session ? channel.position.seq : null;
    if (message.type === 'gap') {
      channel.position = { session, seq: message.seq };
      tellGap(channel);
      return;
    }
    // Without a position it is left over from a subscription that was given up a moment ago.
    if (seen === null || message.seq <= seen) return;
    channel.position = { session, seq: message.seq };
    if (message.seq !== seen + 1) tellGap(channel);
    const entry = contract[message.name];
    const parsed = entry?.kind === 'event' ? entry.payload.safeParse(message.payload) : null;
    if (!parsed?.success) {
      const why = parsed?.error.issues[0];
      options.onProtocolError?.(
        new AppError(
          'internal',
          `An event ${message.name} is not as agreed: ${why?.path.join('.') ?? ''} ${why?.message ?? ''}`,
        ),
      );
      tellGap(channel);
      return;
    }
    for (const { onEvent } of [...channel.listeners]) onEvent(parsed.data, message.seq);
  }

  /** Tells the host how many events were taken in, so that it sends more. */
  function acknowledge(): void {
    unacknowledged++;
    if (unacknowledged < ackEvery) return;
    send({ type: 'ack', events: unacknowledged });
    unacknowledged = 0;
  }

  port.onMessage((raw) => {
    const parsed = serverMessage.safeParse(raw);
    if (!parsed.success) {
      options.onProtocolError?.(
        new AppError('internal', 'The host sent a message that this page does not understand.'),
      );
      return port.close('a message was not understood');
    }
    const message = parsed.data;
    switch (message.type) {
      case 'hello': {
        const { error } = message;
        const refused =
          error !== null
            ? new AppError(error.code, error.message, error.details)
            : message.protocol !== protocolVersion
              ? new AppError('conflict', 'Host and page are of different versions; close Vernier and open it again.')
              : null;
        session = message.session;
        if (!refused) return observer.onOpen();
        finish(refused);
        return observer.onFailed(refused);
      }
      case 'ok':
        return pending.get(message.id)?.resolve(message.output);
      case 'err': {
        const { code, message: sentence, details } = message.error;
        return pending.get(message.id)?.reject(new AppError(code, sentence, details));
      }
      case 'event':
      case 'gap':
        return receive(subscriptions.channels.get(channelKey(message.name, message.topic)), message);
    }
  });
  port.onClose((reason) => {
    const error = new AppError(
      'unavailable',
      `The connection to the host is gone${reason ? `: ${reason}` : '.'}`,
      hostEnds,
    );
    finish(error);
    observer.onClosed(error);
  });
  for (const { name, topic } of subscriptions.channels.values()) subscribe(name, topic);

  return {
    call,
    subscribe,
    unsubscribe: (name, topic) => {
      if (!over) send({ type: 'unsub', name, topic });
    },
    close() {
      finish(new AppError('unavailable', 'The connection to the host was closed.', hostEnds));
      port.close();
    },
  };
}

function tellGap(channel: Channel): void {
  for (const { onGap } of [...channel.listeners]) onGap?.();
}

function cancelled(name: string): AppError {
  return new AppError('cancelled', `${name} was cancelled.`);
}
