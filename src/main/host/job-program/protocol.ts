// What a program that does one job and ends says to the host that started it.
import { z } from 'zod';
import { errorCodes } from '#shared/errors.ts';

export const programMessage = z.discriminatedUnion('kind', [
  /** Waits for its job. */
  z.object({ kind: z.literal('ready') }),
  /** Lossy. `done`: share of the whole job, 0..1. */
  z.object({ kind: z.literal('progress'), done: z.number().min(0).max(1) }),
  /** One of several answers, as soon as it is there. */
  z.object({ kind: z.literal('part'), part: z.unknown() }),
  z.object({ kind: z.literal('result'), result: z.unknown() }),
  z.object({ kind: z.literal('failed'), code: z.enum(errorCodes), message: z.string() }),
]);
export type ProgramMessage = z.infer<typeof programMessage>;
