// What the host and the thread of the analyses say to each other.
import { z } from 'zod';
import { failedAnswer, spaceSchema } from '#main/question-thread/protocol.ts';
import { type AnalysisCall, analysis } from '#shared/contract/analysis.ts';
import { direction, params, studyId } from '#shared/contract/common.ts';

/** The trials of these numbers were drawn from it: from `from` on, up to the next version, and those `redrawn`. */
const versionFixed = z.object({ from: z.int(), redrawn: z.array(z.int()).readonly(), fixed: params });
export type VersionFixed = z.infer<typeof versionFixed>;

/** A study as the thread needs to know it; its trials it reads from the store itself. */
const analysedStudy = z.object({
  id: studyId,
  space: spaceSchema,
  /** Stages that may be looked at, in their order, and what each searches; none of a study without stages. */
  stages: z.array(z.object({ name: z.string(), space: spaceSchema, validationRows: z.int().nullable() })).readonly(),
  /** Of the objective that results are of, as direction; pick: of the first. */
  metric: z.string(),
  /** Its place; null: nobody named one, and it is the first. */
  objective: z.int().min(0).nullable(),
  /** How many objectives the study has. */
  objectives: z.int().min(1),
  direction,
  pick: z.enum(['best', 'last']),
  /** Rows of the validation part; null where nobody knows. */
  validationRows: z.int().nullable(),
  /** Of a study whose space was changed, oldest first: what its trials had fixed that may be searched now. */
  versions: z.array(versionFixed).readonly().optional(),
});
export type AnalysedStudy = z.infer<typeof analysedStudy>;

const calls = Object.keys(analysis) as [AnalysisCall, ...AnalysisCall[]];

/** `input` is that of the contract's call; `studies` are those that it names, in its order. */
export const toThread = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ask'),
    question: z.int(),
    call: z.enum(calls),
    input: z.unknown(),
    studies: z.array(analysedStudy).min(1),
  }),
  /** The store is closed, and the thread ends. */
  z.object({ type: z.literal('close') }),
]);
export type ToThread = z.infer<typeof toThread>;

/** `result` is the output of the contract's call. */
export const fromThread = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), question: z.int(), result: z.unknown() }),
  failedAnswer,
]);
export type FromThread = z.infer<typeof fromThread>;

/** Given to the thread at its start. */
export const threadOptions = z.object({ dataDir: z.string() });
