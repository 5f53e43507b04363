// The page's (or a program's) end of the contract over one port. For one that reconnects by itself: reconnecting-client.ts.
import type { Contract, EventNames, InputOf, OutputOf, PayloadOf, RpcNames } from '../contract/define.ts';
import type { AppError } from '../errors.ts';
import { createConnection } from './connection.ts';
import type { Port } from './port.ts';
import { createSubscriptions, type Listener, type Subscriptions } from './subscriptions.ts';

/**
 * connecting: the host has not said hello yet; calls wait. open: it works. lost: the connection ended (a reconnecting client is
 * trying again). failed: the host could not start, or connecting was given up; `problem` says why.
 */
export type ClientState = 'connecting' | 'open' | 'lost' | 'failed';

export interface CallOptions {
  /** Aborting rejects with `cancelled` and tells the handler. */
  readonly signal?: AbortSignal;
  /** Default: the contract's, else the client's, else 30 000. After it the call rejects with `unavailable`. */
  readonly deadlineMs?: number;
}

export interface Client<C extends Contract> {
  /** Rejects with AppError: the handler's own, `unavailable` (connection gone, deadline passed) or `cancelled`. */
  call<K extends RpcNames<C>>(name: K, input: InputOf<C, K>, options?: CallOptions): Promise<OutputOf<C, K>>;
  /**
   * Events of one topic, each once and in order, from the moment the host hears of it. `onGap`: some are lost for good, fetch
   * the whole again. Returns what ends it.
   */
  subscribe<K extends EventNames<C>>(
    name: K,
    topic: string,
    listener: (payload: PayloadOf<C, K>, seq: number) => void,
    options?: { onGap?: () => void },
  ): () => void;
  readonly state: ClientState;
  /** Why the state is lost or failed. */
  readonly problem: AppError | null;
  /** Told at every change. Returns what ends it. */
  onState(listener: (state: ClientState) => void): () => void;
  /** Rejects what is pending with `unavailable` and closes the port. */
  close(): void;
}

export interface ClientOptions {
  /** Milliseconds; default 30 000. */
  readonly deadlineMs?: number;
  /** Told when the host sends what the contract does not allow; the listeners of that event get a gap. */
  readonly onProtocolError?: (error: AppError) => void;
}

export function createClient<C extends Contract>(contract: C, port: Port, options: ClientOptions = {}): Client<C> {
  const subscriptions = createSubscriptions();
  const status = createStatus();
  const connection = createConnection(contract, port, subscriptions, options, {
    onOpen: () => status.set('open', null),
    onFailed: (error) => status.set('failed', error),
    onClosed: (error) => {
      if (status.state !== 'failed') status.set('lost', error);
    },
  });
  return {
    call: (name, input, callOptions = {}) =>
      connection.call(name, input, callOptions) as Promise<OutputOf<C, typeof name>>,
    subscribe: (name, topic, listener, { onGap } = {}) =>
      addListener(subscriptions, () => connection, name, topic, { onEvent: listener as Listener['onEvent'], onGap }),
    get state() {
      return status.state;
    },
    get problem() {
      return status.problem;
    },
    onState: status.onState,
    close: () => connection.close(),
  };
}

/** Adds a listener to the registry and to the connection that is there now, if any. */
export function addListener(
  subscriptions: Subscriptions,
  connection: () => {
    subscribe(name: string, topic: string): void;
    unsubscribe(name: string, topic: string): void;
  } | null,
  name: string,
  topic: string,
  listener: Listener,
): () => void {
  const { channel, first } = subscriptions.add(name, topic, listener);
  if (first) connection()?.subscribe(name, topic);
  return () => {
    if (subscriptions.remove(channel, listener)) connection()?.unsubscribe(name, topic);
  };
}

export interface Status {
  readonly state: ClientState;
  readonly problem: AppError | null;
  set(state: ClientState, problem: AppError | null): void;
  onState(listener: (state: ClientState) => void): () => void;
}

export function createStatus(): Status {
  let state: ClientState = 'connecting';
  let problem: AppError | null = null;
  const listeners = new Set<(state: ClientState) => void>();
  return {
    get state() {
      return state;
    },
    get problem() {
      return problem;
    },
    set(next, why) {
      problem = why;
      if (next === state) return;
      state = next;
      for (const listener of [...listeners]) listener(next);
    },
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
