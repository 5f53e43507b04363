// The locked test part: evaluated only when somebody asks, and every opening is counted.
import { z } from 'zod';
import { studyId, timestamp, trialNumber } from './common.ts';
import { event, rpc } from './define.ts';

/** Non-finite as "NaN", "Infinity", "-Infinity". */
export const metricValue = z.union([z.number(), z.string()]);

export const testMetric = z.object({
  value: metricValue,
  /**
   * 95 %. wilson: of a share of rows that are right or wrong, each by itself; bootstrap: percentiles over rows drawn again. null where there
   * is none: a value that is not finite, a single row.
   */
  interval: z.object({ low: z.number(), high: z.number(), method: z.enum(['wilson', 'bootstrap']) }).nullable(),
});
export type TestMetric = z.infer<typeof testMetric>;

const openedBy = z.enum(['studio', 'command line']);
export type OpenedBy = z.infer<typeof openedBy>;

const testOpening = z.object({
  trial: trialNumber,
  at: timestamp,
  by: openedBy,
  /** Epoch of the weights. */
  epoch: z.int().min(1),
  /** Test rows. */
  rows: z.int().min(1),
  /** Of the data. */
  fingerprint: z.string(),
  /** By name: "test.accuracy". */
  metrics: z.record(z.string(), testMetric),
});
export type TestOpening = z.infer<typeof testOpening>;

const counts = {
  /** How often the part was opened, and for how many different configurations. */
  openings: z.int(),
  configurations: z.int(),
};

export const test = {
  /** What was opened so far, oldest first, and why nothing can be: no model of ours, not run yet, no test part. */
  'test.openings': rpc(
    z.object({ studyId }),
    z.object({
      opened: z.array(testOpening),
      ...counts,
      obstacle: z.enum(['command', 'not-run', 'no-test-part']).nullable(),
    }),
  ),
  /**
   * Measures a trial's kept weights, of the best trial unless one is named, on the locked test rows, and counts it. Weights that were
   * measured on these data already are not measured and not counted again: `again`. `invalid` for a study without a test part or of the
   * user's own program, `not_found` when the weights are not kept, `conflict` when the data changed or the trial still trains.
   */
  'test.evaluate': rpc(
    z.object({
      studyId,
      trial: trialNumber.optional(),
      by: openedBy,
      /** Trains the trial again with its seed instead of using the kept weights. */
      retrain: z.boolean().default(false),
    }),
    z.object({
      opening: testOpening,
      again: z.boolean(),
      /** validation.* of the weights' epoch, as they are stored. */
      validation: z.record(z.string(), metricValue),
      ...counts,
    }),
    { deadlineMs: 600_000 },
  ),
  /** Topic = study id; lossy. `done`: share of the measuring, 0..1. */
  'test.progressed': event(z.object({ studyId, trial: trialNumber, done: z.number() })),
  /** Topic = study id; an opening was counted. */
  'test.opened': event(z.object({ studyId, opening: testOpening })),
} as const;
