// What the host and the thread of the samplers say to each other.
import { z } from 'zod';
import { failedAnswer, spaceSchema } from '#main/question-thread/protocol.ts';
import { direction, params, trialState } from '#shared/contract/common.ts';
import { samplerSchema } from '#shared/study/search-schema.ts';

const observed = z.object({
  number: z.int(),
  from: z.object({ study: z.string(), trial: z.int().min(1) }).optional(),
  state: trialState,
  params,
  value: z.number().nullable(),
  objectives: z.array(z.number()).optional(),
  runs: z.int().min(0).optional(),
  spread: z.number().min(0).optional(),
  steps: z.array(z.int()),
  // NaN and the infinities are reported too.
  values: z.array(z.custom<number>((value) => typeof value === 'number')),
});

const directions = z.array(direction).optional();

const question = {
  study: z.int(),
  question: z.int(),
  /** Trials that are new or have changed since the last question, with their places in the history. */
  changed: z.array(z.tuple([z.int().min(0), observed])),
  /** Length of the history. */
  trials: z.int().min(0),
  seed: z.int(),
};

/** Studies and questions are numbered by the host. */
export const toThread = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('open'),
    study: z.int(),
    space: spaceSchema,
    sampler: samplerSchema,
    direction,
    directions,
  }),
  z.object({ ...question, type: z.literal('ask') }),
  z.object({ ...question, type: z.literal('bound'), minTrials: z.int() }),
  z.object({ type: z.literal('close'), study: z.int() }),
]);
export type ToThread = z.infer<typeof toThread>;

const suggestion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('params'), params, why: z.string().nullable() }),
  z.object({ kind: z.literal('exhausted'), reason: z.string() }),
]);

export const fromThread = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), question: z.int(), suggestion }),
  z.object({
    type: z.literal('bounded'),
    question: z.int(),
    bound: z.object({ bound: z.number(), trials: z.int() }).nullable(),
  }),
  failedAnswer,
]);
export type FromThread = z.infer<typeof fromThread>;
