// A small contract for the suite, with its handlers.
import { z } from 'zod';
import { event, type Handlers, rpc } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';

export const contract = {
  'test.echo': rpc(z.object({ value: z.unknown() }), z.unknown()),
  'test.add': rpc(z.object({ left: z.number(), right: z.number().default(1) }), z.number()),
  'test.fail': rpc(z.object({}), z.null()),
  'test.crash': rpc(z.object({}), z.null()),
  'test.wait': rpc(z.object({}), z.null()),
  'test.quick': rpc(z.object({}), z.null(), { deadlineMs: 30 }),
  'test.lie': rpc(z.object({}), z.number()),
  'test.happened': event(z.object({ n: z.int(), data: z.instanceof(Float64Array).optional() })),
} as const;
export type TestContract = typeof contract;

/** `aborted` collects the reasons of the waits that were given up. */
export function testHandlers(aborted: unknown[] = []): Handlers<TestContract> {
  const wait = (signal: AbortSignal) =>
    new Promise<null>((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        aborted.push(signal.reason);
        reject(signal.reason);
      });
    });
  return {
    'test.echo': ({ value }) => value,
    'test.add': ({ left, right }) => left + right,
    'test.fail': () => {
      throw new AppError('conflict', 'The space changed.', { field: 'settings', was: [1, 2] });
    },
    'test.crash': () => {
      throw new TypeError('x is not a function');
    },
    'test.wait': (_input, { signal }) => wait(signal),
    'test.quick': (_input, { signal }) => wait(signal),
    'test.lie': () => 'text' as unknown as number,
  };
}
