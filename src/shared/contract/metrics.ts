// Curves: columns of numbers per trial and metric. NaN and infinities survive.
import { z } from 'zod';
import { float64, studyId, trialNumber } from './common.ts';
import { event, rpc } from './define.ts';

/** All columns have the same length; `steps` are epochs from 1, strictly rising. */
const metricColumns = z.object({
  trial: trialNumber,
  key: z.string(),
  /** Run of a trial that is trained several times; absent: the first. */
  run: z.int().min(2).optional(),
  steps: float64,
  values: float64,
  /** Wall clock when it was reported, ms since 1970. */
  wallMs: float64,
});
export type MetricColumns = z.infer<typeof metricColumns>;

export const metrics = {
  'metrics.history': rpc(
    z.object({
      studyId,
      trials: z.array(trialNumber).optional(),
      keys: z.array(z.string()).optional(),
      /** False: without metrics of single classes ("validation.recall[cat]"), but for those that are objectives. */
      classes: z.boolean().default(true),
      /** Absent: the first run's curves; of a trial that has none of it yet, for it is trained on shares of the rows, its latest run's. */
      runs: z.literal('all').optional(),
    }),
    z.array(metricColumns),
    { deadlineMs: 60_000 },
  ),
  /** Topic = study id. Lossless and in order per trial and run: every epoch of every run is in exactly one of these. */
  'metrics.appended': event(z.object({ studyId, columns: z.array(metricColumns) })),
} as const;
