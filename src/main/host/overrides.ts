// What the command line or the studio set instead of the study file; kept with the study, so that resuming needs no repetition.
import { z } from 'zod';
import type { StudyRow } from '#main/store/store.ts';
import type { RunOverrides } from '#shared/contract/studies.ts';
import { type StoredVersion, storedVersion } from './space/versions.ts';

const stored = z.object({
  trials: z.int().optional(),
  parallel: z.int().optional(),
  seed: z.int().optional(),
  engine: z.string().optional(),
  threads: z.int().optional(),
  autoStages: z.boolean().optional(),
  warmStart: z.array(z.string()).optional(),
  /** All of them, in place of the file's, once one was added to them. */
  stages: z.array(z.record(z.string(), z.unknown())).optional(),
  /** Versions of its space behind the file's. */
  spaces: z.array(storedVersion).optional(),
});

/** `stages`: as a study file writes them. */
export interface StoredOverrides extends RunOverrides {
  readonly stages?: readonly Readonly<Record<string, unknown>>[] | undefined;
  readonly spaces?: readonly StoredVersion[] | undefined;
}

export function overridesOf(row: Pick<StudyRow, 'overrides'>): StoredOverrides {
  return stored.parse(row.overrides);
}

/** Later ones win; undefined does not count. */
export function mergeOverrides(earlier: StoredOverrides, later: RunOverrides): StoredOverrides {
  return { ...earlier, ...Object.fromEntries(Object.entries(later).filter(([, value]) => value !== undefined)) };
}
