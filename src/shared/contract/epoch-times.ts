// How long an epoch takes on this machine, measured before anything is trained: what a budget is planned with.
import { z } from 'zod';
import { params } from './common.ts';

export const epochTimes = z.object({
  engine: z.string(),
  /** Of each trial. */
  threads: z.int(),
  /** Trials at once, and the steps that they do together in units of those of one alone: 1 of one, null where that was not measured. */
  processes: z.int(),
  speedup: z.number().nullable(),
  /** Of the training rows, where the study trains on a share of them; else 1. */
  dataShare: z.number(),
  /** The default point's epoch timed again at the end, in units of its first time: how steady the machine was. null: there was no time left. */
  drift: z.number().nullable(),
  /** The default point first, then the smallest and the largest of the space, then the study's first trials in their order. */
  points: z.array(
    z.object({
      point: z.enum(['default', 'smallest', 'largest', 'trial']),
      params,
      /** That a trial with these settings trains. */
      epochs: z.number(),
      /** Measured steps scaled to an epoch, with its measurements; null: does not fit, cannot be trained, or there was no time left. */
      secondsPerEpoch: z.number().nullable(),
      /** To compile it and make the first step, beside the time of a step; null where `secondsPerEpoch` is. */
      openSeconds: z.number().nullable(),
      /** Why it was not measured, where there is more to say than the time. */
      refusal: z.string().nullable(),
    }),
  ),
});
export type EpochTimes = z.infer<typeof epochTimes>;
