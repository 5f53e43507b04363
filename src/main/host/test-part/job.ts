// What the program that measures weights on the test part answers.
import { z } from 'zod';
import { metricValue, testMetric } from '#shared/contract/test.ts';

export const testResult = z.object({
  /** What the weights have on the validation part: the metrics of their epoch, measured again. */
  validation: z.record(z.string(), metricValue),
  /** Test rows. */
  rows: z.int(),
  /** By name: "test.accuracy". */
  metrics: z.record(z.string(), testMetric),
});
export type TestResult = z.infer<typeof testResult>;
