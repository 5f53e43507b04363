// A client that finds its host again: connects anew with growing pauses and asks for the events that it missed.
import type { Contract, OutputOf } from '../contract/define.ts';
import { AppError, toAppError } from '../errors.ts';
import { addListener, type Client, type ClientOptions, createStatus } from './client.ts';
import { type Connection, createConnection, defaultDeadlineMs } from './connection.ts';
import type { Port } from './port.ts';
import { createSubscriptions, type Listener } from './subscriptions.ts';
import { startTimer } from './timer.ts';

export interface ReconnectOptions extends ClientOptions {
  /** First pause and longest pause, ms; each is twice the one before. Default 250 and 5000. */
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
  /** Attempts in a row before giving up (state "failed"); default: never. */
  readonly maxAttempts?: number;
}

export interface ReconnectingClient<C extends Contract> extends Client<C> {
  /** Tries at once instead of after the pause, also when it had failed. */
  retry(): void;
}

/**
 * `connect` gives a fresh port; when it rejects with AppError `unavailable` (or anything that is no AppError) it is tried again,
 * with another code (token refused) the client has failed. Calls wait while it connects for the first time; while the host is
 * lost they reject with `unavailable` at once, since a stop sent late is worse than one refused.
 */
export function createReconnectingClient<C extends Contract>(
  contract: C,
  connect: () => Promise<Port>,
  options: ReconnectOptions = {},
): ReconnectingClient<C> {
  const { firstPauseMs = 250, longestPauseMs = 5000, maxAttempts = Number.POSITIVE_INFINITY } = options;
  const subscriptions = createSubscriptions();
  const status = createStatus();
  let connection: Connection | null = null;
  let attempts = 0;
  let cancelRetry = () => {};
  let closed = false;
  /** Calls made before the first connection. */
  let waiting: (() => void)[] = [];

  function release(): void {
    const held = waiting;
    waiting = [];
    for (const go of held) go();
  }

  async function attempt(): Promise<void> {
    attempts++;
    let port: Port;
    try {
      port = await connect();
    } catch (thrown) {
      if (closed) return;
      const error = thrown instanceof AppError ? thrown : new AppError('unavailable', toAppError(thrown).message);
      if (error.code === 'unavailable') later(error);
      else give(error);
      return;
    }
    if (closed) return port.close();
    const mine = createConnection(contract, port, subscriptions, options, {
      onOpen: () => {
        attempts = 0;
        status.set('open', null);
      },
      onFailed: give,
      onClosed: (error) => {
        if (connection !== mine) return;
        connection = null;
        if (!closed && status.state !== 'failed') later(error);
      },
    });
    connection = mine;
    release();
  }

  function later(error: AppError): void {
    if (attempts >= maxAttempts) {
      give(error);
      return;
    }
    status.set('lost', error);
    release();
    cancelRetry();
    cancelRetry = startTimer(
      () => void attempt(),
      Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts - 1, 20)),
    );
  }

  function give(error: AppError): void {
    status.set('failed', error);
    release();
  }

  /** Until the first attempt has come to something. */
  async function firstAttempt(name: string, signal: AbortSignal | undefined, limitMs: number): Promise<void> {
    if (connection || status.state !== 'connecting') return;
    await new Promise<void>((resolve, reject) => {
      const cancelLate = startTimer(
        () => reject(new AppError('unavailable', `${name}: no connection to the host within ${limitMs / 1000} s.`)),
        limitMs,
      );
      const go = () => {
        cancelLate();
        signal?.removeEventListener('abort', go);
        resolve();
      };
      signal?.addEventListener('abort', go, { once: true });
      waiting.push(go);
    });
  }

  void attempt();

  return {
    async call(name, input, callOptions = {}) {
      await firstAttempt(name, callOptions.signal, callOptions.deadlineMs ?? options.deadlineMs ?? defaultDeadlineMs);
      if (callOptions.signal?.aborted) throw new AppError('cancelled', `${name} was cancelled.`);
      if (!connection || status.state === 'failed') {
        throw status.problem ?? new AppError('unavailable', 'There is no connection to the host.');
      }
      return (await connection.call(name, input, callOptions)) as OutputOf<C, typeof name>;
    },
    subscribe: (name, topic, listener, { onGap } = {}) =>
      addListener(subscriptions, () => connection, name, topic, { onEvent: listener as Listener['onEvent'], onGap }),
    get state() {
      return status.state;
    },
    get problem() {
      return status.problem;
    },
    onState: status.onState,
    retry() {
      if (closed || status.state === 'open' || status.state === 'connecting') return;
      cancelRetry();
      const old = connection;
      connection = null;
      old?.close();
      attempts = 0;
      status.set('lost', status.problem);
      void attempt();
    },
    close() {
      closed = true;
      cancelRetry();
      status.set('lost', new AppError('unavailable', 'The connection to the host was closed.'));
      release();
      connection?.close();
    },
  };
}
