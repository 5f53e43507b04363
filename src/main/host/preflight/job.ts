// What the program that makes pre-flight checks is told, and what it answers.
import { z } from 'zod';
import { checkIds, checkResult, checkScope } from '#shared/contract/checks.ts';
import { settingValue } from '#shared/contract/common.ts';
import { dataProfile } from '#shared/contract/datasets.ts';

const settings = z.record(z.string(), settingValue);

/** What the checks of the data want to know beside the data. */
export const dataQuestion = z.object({
  profile: dataProfile,
  /** Columns that the study leaves out; null where its source has no columns to leave out. */
  excluded: z.array(z.string()).nullable(),
  scaling: z.enum(['none', 'standardize', 'minmax', 'perChannel']),
  batchSize: z.int(),
  /** The study balances its classes. */
  balanced: z.boolean(),
});
export type DataQuestion = z.infer<typeof dataQuestion>;

const corner = z.object({
  point: z.enum(['default', 'smallest', 'largest']),
  refusal: z.string().nullable(),
  workerBytes: z.number(),
  availableBytes: z.number(),
  epochs: z.number(),
  settings,
});

export const preflightJob = z.object({
  /** Encoded cache file. */
  dataset: z.string(),
  scope: checkScope,
  data: dataQuestion,
  /** The default configuration. */
  settings,
  engine: z.string(),
  threads: z.int(),
  seed: z.int(),
  rates: z.object({ low: z.number(), high: z.number(), searched: z.boolean() }),
  searchedModel: z.boolean(),
  corners: z.array(corner),
  plan: z.object({
    runs: z.number().nullable(),
    parallel: z.int(),
    largestBatch: z.number().nullable(),
    stopMinutes: z.number().nullable(),
  }),
});
export type PreflightJob = z.infer<typeof preflightJob>;

/** Only to time the epochs of some configurations. */
export const timingJob = z.object({
  scope: z.literal('time'),
  dataset: z.string(),
  engine: z.string(),
  threads: z.int(),
  seed: z.int(),
  points: z.array(settings),
});
export type TimingJob = z.infer<typeof timingJob>;

/** In the order of the points; null where there was no time left. */
export const timingResult = z.object({
  engine: z.string(),
  points: z.array(
    z.object({
      secondsPerEpoch: z.number().nullable(),
      openSeconds: z.number().nullable(),
      refusal: z.string().nullable(),
    }),
  ),
});

/** A check begins, or has ended. */
export const preflightPart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begins'), id: z.enum(checkIds) }),
  z.object({ kind: z.literal('result'), result: checkResult }),
]);
export type PreflightPart = z.infer<typeof preflightPart>;
