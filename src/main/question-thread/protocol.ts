// What every thread that answers questions says, whatever it is asked.
import { z } from 'zod';
import { errorCodes, toAppError } from '#shared/errors.ts';
import type { Space } from '#shared/study/space.ts';

/** A space that the host built; its form was checked with the study file. */
export const spaceSchema = z.custom<Space>(
  (value) => typeof value === 'object' && value !== null && 'dimensions' in value && Array.isArray(value.dimensions),
);

/** Instead of an answer: the AppError of the question. */
export const failedAnswer = z.object({
  type: z.literal('failed'),
  question: z.int(),
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type FailedAnswer = z.output<typeof failedAnswer>;

/** What `answer` gives, or what it throws as an answer. */
export function answered<A>(question: number, answer: () => A): A | FailedAnswer {
  try {
    return answer();
  } catch (thrown) {
    const { code, message, details } = toAppError(thrown);
    return { type: 'failed', question, code, message, details: { ...details } };
  }
}
