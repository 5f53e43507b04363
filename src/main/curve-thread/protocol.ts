// What the host and the thread that reads training logs say to each other.
import { z } from 'zod';
import { failedAnswer } from '#main/question-thread/protocol.ts';
import { type CurveAdvice, logFile } from '#shared/contract/curve-advice.ts';

export const toThread = z.object({ type: z.literal('ask'), question: z.int(), files: z.array(logFile) });
export type ToThread = z.infer<typeof toThread>;

/** The thread is this program's own: of an answer with thousands of runs only the form is looked at. */
const result = z.custom<CurveAdvice>(
  (value) => typeof value === 'object' && value !== null && 'runs' in value && Array.isArray(value.runs),
);

export const fromThread = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), question: z.int(), result }),
  failedAnswer,
]);
export type FromThread = z.infer<typeof fromThread>;
