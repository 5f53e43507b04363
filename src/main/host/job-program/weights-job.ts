// What a program is told that measures a trial's weights on parts of the data.
import { z } from 'zod';
import { settingValue } from '#shared/contract/common.ts';

export const weightsJob = z.object({
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
export type WeightsJob = z.infer<typeof weightsJob>;
