// What the program that measures weights on the test part is told, and what it answers.
import { z } from 'zod';
import { settingValue } from '#shared/contract/common.ts';
import { metricValue, testMetric } from '#shared/contract/test.ts';

export const testJob = z.object({
  /** Encoded cache file. */
  dataset: z.string(),
  weights: z.object({ path: z.string(), seed: z.int(), epoch: z.int() }),
  settings: z.record(z.string(), settingValue),
  /** As the trial trained. */
  engine: z.string(),
  threads: z.int(),
  /** The objective, and every finite metric of the epoch. */
  metric: z.string(),
  expected: z.record(z.string(), z.number()),
});
export type TestJob = z.infer<typeof testJob>;

export const testResult = z.object({
  /** What the weights have on the validation part: the metrics of their epoch, measured again. */
  validation: z.record(z.string(), metricValue),
  /** Test rows. */
  rows: z.int(),
  /** By name: "test.accuracy". */
  metrics: z.record(z.string(), testMetric),
});
export type TestResult = z.infer<typeof testResult>;
