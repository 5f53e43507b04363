// Schemas that several areas of the contract share.
import { z } from 'zod';
import { studyStates, trialStates } from '../study/trial-state.ts';

export const studyId = z.string().min(1).max(64);
export const trialNumber = z.int().min(1);
export const studyState = z.enum(studyStates);
export const trialState = z.enum(trialStates);
export const settingValue = z.union([z.number(), z.string(), z.boolean(), z.null()]);
export const params = z.record(z.string(), settingValue);
export const direction = z.enum(['maximize', 'minimize']);
export type Direction = z.infer<typeof direction>;
/** Milliseconds since 1970. */
export const timestamp = z.number();
export const nothing = z.object({});

/** A template (shared/study/advice-text.ts, explain-text.ts) and the numbers that go into it; only finite numbers and texts. */
export const reason = z.object({ id: z.string(), values: z.record(z.string(), z.union([z.number(), z.string()])) });
export type Reason = z.infer<typeof reason>;

/**
 * One thing wrong with what the user gave. `path` is a JSON path ("settings.optimizer.learningRate.low"). `message` is English; a warning has
 * its template besides, to be told in another language and explained.
 */
export const problem = z.object({
  severity: z.enum(['error', 'warning']),
  path: z.string(),
  message: z.string(),
  reason: reason.optional(),
});
export type Problem = z.infer<typeof problem>;

/** zod 4 refuses NaN and infinities in z.number(), and metrics have them: columns travel as Float64Array. */
export const float64 = z.custom<Float64Array>((value) => value instanceof Float64Array, 'must be a Float64Array');
export const int32 = z.custom<Int32Array>((value) => value instanceof Int32Array, 'must be an Int32Array');
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be a Uint8Array');
