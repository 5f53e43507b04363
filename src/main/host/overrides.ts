// What the command line set instead of the study file; kept with the study, so that resuming needs no repetition.
import { z } from 'zod';
import type { StudyRow } from '#main/store/store.ts';
import type { RunOverrides } from '#shared/contract/studies.ts';

const stored = z.object({
  trials: z.int().optional(),
  parallel: z.int().optional(),
  seed: z.int().optional(),
  engine: z.string().optional(),
  threads: z.int().optional(),
  autoStages: z.boolean().optional(),
  warmStart: z.array(z.string()).optional(),
});

export function overridesOf(row: Pick<StudyRow, 'overrides'>): RunOverrides {
  return stored.parse(row.overrides);
}

/** Later ones win; undefined does not count. */
export function mergeOverrides(earlier: RunOverrides, later: RunOverrides): RunOverrides {
  return { ...earlier, ...Object.fromEntries(Object.entries(later).filter(([, value]) => value !== undefined)) };
}
