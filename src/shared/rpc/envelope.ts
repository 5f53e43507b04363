// The messages between client and host, and their check at both ends. Transports carry them, nobody else looks inside.
import { z } from 'zod';
import { errorCodes } from '../errors.ts';

/** Raised when the envelope changes in a way the other end would not understand. */
export const protocolVersion = 1;

const id = z.int().min(0);
const name = z.string().max(200);
const topic = z.string().max(500);
const seq = z.int().min(0);
const error = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type WireError = z.infer<typeof error>;

export const clientMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id, name, input: z.unknown() }),
  z.object({ type: z.literal('cancel'), id }),
  /**
   * Answered by `ok` with the topic's current sequence number. `afterSeq` asks for what was missed since then, of the host
   * that called itself `session`: it comes as `event`s, or as one `gap` when it is no longer there.
   */
  z.object({
    type: z.literal('sub'),
    id,
    name,
    topic,
    resume: z.object({ session: z.string(), afterSeq: seq }).nullable(),
  }),
  z.object({ type: z.literal('unsub'), name, topic }),
  /** Number of events taken in since the last ack: the host sends no more than a window of them ahead. */
  z.object({ type: z.literal('ack'), events: z.int().min(1) }),
]);
export type ClientMessage = z.infer<typeof clientMessage>;

export const serverMessage = z.discriminatedUnion('type', [
  /** First message of every connection. `error`: the host could not start; every call gets that answer. */
  z.object({ type: z.literal('hello'), protocol: z.int(), session: z.string(), error: error.nullable() }),
  z.object({ type: z.literal('ok'), id, output: z.unknown() }),
  z.object({ type: z.literal('err'), id, error }),
  z.object({ type: z.literal('event'), name, topic, seq, payload: z.unknown() }),
  /** Events up to and including `seq` are lost: fetch again. */
  z.object({ type: z.literal('gap'), name, topic, seq }),
]);
export type ServerMessage = z.infer<typeof serverMessage>;

/** Key of a (event, topic) pair in maps; event names hold no newline. */
export function channelKey(eventName: string, eventTopic: string): string {
  return `${eventName}\n${eventTopic}`;
}
