// How the contract is written down: calls and events as zod schemas, and the types that follow from them.
import type { z } from 'zod';

export interface Rpc<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'rpc';
  readonly input: I;
  readonly output: O;
  /** Milliseconds after which the client gives up; default in shared/rpc. */
  readonly deadlineMs?: number;
}

export interface Event<P extends z.ZodType = z.ZodType> {
  readonly kind: 'event';
  readonly payload: P;
}

export type Contract = Readonly<Record<string, Rpc | Event>>;

export function rpc<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  options: { deadlineMs?: number } = {},
): Rpc<I, O> {
  return { kind: 'rpc', input, output, ...options };
}

/** An event is published under a topic (a study id, or "" for all); sequence numbers count per event name and topic. */
export function event<P extends z.ZodType>(payload: P): Event<P> {
  return { kind: 'event', payload };
}

export type RpcNames<C extends Contract> = { [K in keyof C & string]: C[K] extends Rpc ? K : never }[keyof C & string];
export type EventNames<C extends Contract> = { [K in keyof C & string]: C[K] extends Event ? K : never }[keyof C &
  string];
/** What a client passes (before defaults are filled in). */
export type InputOf<C extends Contract, K extends keyof C> = C[K] extends Rpc<infer I> ? z.input<I> : never;
/** What a handler gets (defaults filled in). */
export type ParsedInputOf<C extends Contract, K extends keyof C> = C[K] extends Rpc<infer I> ? z.output<I> : never;
export type OutputOf<C extends Contract, K extends keyof C> =
  C[K] extends Rpc<z.ZodType, infer O> ? z.output<O> : never;
export type PayloadOf<C extends Contract, K extends keyof C> = C[K] extends Event<infer P> ? z.output<P> : never;

export interface CallContext {
  readonly signal: AbortSignal;
}

/** Total: a missing or an extra handler does not compile. */
export type Handlers<C extends Contract> = {
  readonly [K in RpcNames<C>]: (
    input: ParsedInputOf<C, K>,
    context: CallContext,
  ) => Promise<OutputOf<C, K>> | OutputOf<C, K>;
};

/** How a host publishes. */
export type Publish<C extends Contract> = <K extends EventNames<C>>(
  name: K,
  topic: string,
  payload: PayloadOf<C, K>,
) => void;
