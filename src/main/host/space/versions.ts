// The versions of a study's space, as they are stored with what the studio has set instead of the study file. The first one is the file's,
// and is not stored. Pure.
import { z } from 'zod';
import type { StudyRow } from '#main/store/store.ts';
import { spaceDiff, spaceOrigins } from '#shared/contract/space-version.ts';
import { isRecord } from '#shared/study/fields.ts';
import { settingEntry } from '#shared/study/ranges.ts';

/** From the second one on. */
export const storedVersion = z.object({
  number: z.int().min(2),
  at: z.number(),
  by: z.enum(spaceOrigins),
  stage: z.string().nullable(),
  /** The first trial that is drawn from it. */
  from: z.int().min(1),
  /** Earlier ones that waited to be begun, and were drawn anew from it. */
  redrawn: z.array(z.int()),
  back: z.int().nullable(),
  diff: spaceDiff,
  /** Of the study, or of its stage: all that it names. */
  settings: z.record(z.string(), settingEntry),
  constraints: z.array(z.string()),
});
export type StoredVersion = z.infer<typeof storedVersion>;

const stored = z.object({ spaces: z.array(storedVersion).default([]) });

/** Oldest first, without the study file's. */
export function storedVersions(row: Pick<StudyRow, 'overrides'>): readonly StoredVersion[] {
  return row.overrides.spaces === undefined ? [] : stored.parse(row.overrides).spaces;
}

/** Number of the version in force. */
export function versionInForce(row: Pick<StudyRow, 'overrides'>): number {
  return storedVersions(row).at(-1)?.number ?? 1;
}

/** Of the version that a trial was drawn from. */
export function versionOfTrial(versions: readonly StoredVersion[], trial: number): number {
  return versions.findLast(({ from, redrawn }) => from <= trial || redrawn.includes(trial))?.number ?? 1;
}

/**
 * The study file with the version in force. What a stage searches stands in the stage itself; constraints are the study's, for all of
 * its stages.
 */
export function withVersions(raw: unknown, versions: readonly StoredVersion[]): unknown {
  const last = versions.at(-1);
  if (last === undefined || !isRecord(raw)) return raw;
  const own = versions.findLast(({ stage }) => stage === null);
  return { ...raw, ...(own && { settings: own.settings }), constraints: last.constraints };
}
