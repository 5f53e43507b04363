// The space of a study: what it searches now, the versions that it had, what another one would mean, and changing it.
import { z } from 'zod';
import { settingEntry } from '../study/ranges.ts';
import type { Dimension } from '../study/space.ts';
import { params, problem, settingValue, studyId, trialNumber } from './common.ts';
import { rpc } from './define.ts';
import { spaceDiff, spaceVersion } from './space-version.ts';
import { studySummary } from './studies.ts';
import { misfit } from './warm-start.ts';

const entries = z.record(z.string(), settingEntry);

/** Trials of the stage that the study is in (all of a study without stages). */
const counts = { inside: z.int(), outside: z.int() };

/** A starting point of the study file that is no point of the space in force: it waits, and is tried when it is one again. */
const asideValue = z.object({
  /** Its place in the file, from 1. */
  point: z.int(),
  values: params,
  message: z.string(),
});
export type AsidePoint = z.infer<typeof asideValue>;

const placedTrial = z.object({
  trial: trialNumber,
  /** The version that it was drawn from. */
  version: z.int(),
  /** Why it lies outside the space in force; null: it lies inside. */
  outside: misfit.nullable(),
  /** What it was trained with, of the settings that any version names. */
  settings: z.record(z.string(), settingValue),
});
export type PlacedTrial = z.infer<typeof placedTrial>;

const dimension = z.custom<Dimension>(
  (value) => z.looseObject({ name: z.string(), type: z.string() }).safeParse(value).success,
  'must be a dimension with a name and a type',
);

const studySpace = z.object({
  /** Of the version in force. */
  version: z.int(),
  /** The stage that the study is in; null: it has no stages. */
  stage: z.string().nullable(),
  /** Why it cannot be changed now; null: it can. `single`: one configuration trained again; `waits`: its stage waits for its ranges. */
  held: z.enum(['single', 'waits']).nullable(),
  /** Everything that the study names, ranges and fixed values. */
  settings: entries,
  constraints: z.array(z.string()),
  dimensions: z.array(dimension),
  spaceSize: z.number().nullable(),
  /** Oldest first; at least the first one. Settings and constraints of each, to go back to. */
  versions: z.array(spaceVersion.extend({ settings: entries, constraints: z.array(z.string()) })),
  /** Of the stage that it is in. */
  trials: z.array(placedTrial),
  aside: z.array(asideValue),
});
export type StudySpace = z.infer<typeof studySpace>;

const spacePreview = z.object({
  /** Errors and warnings, as of a study file. With an error all else is as nothing was changed. */
  problems: z.array(problem),
  ok: z.boolean(),
  dimensions: z.array(dimension),
  spaceSize: z.number().nullable(),
  diff: spaceDiff,
  ...counts,
  /** Inside now, and outside then; and the other way round. */
  leaving: z.array(trialNumber),
  returning: z.array(trialNumber),
  /** Of those leaving: in the queue by hand, trained all the same. */
  queued: z.array(trialNumber),
  aside: z.array(asideValue),
});
export type SpacePreview = z.infer<typeof spacePreview>;

const wanted = {
  id: studyId,
  /** All that the study is to name, as in a study file. */
  settings: z.record(z.string(), z.unknown()),
  /** Absent: as they are. */
  constraints: z.array(z.string()).optional(),
};

export const space = {
  /** Of the stage that the study is in, where it has stages. */
  'studies.space': rpc(z.object({ id: studyId }), studySpace, { deadlineMs: 120_000 }),
  /** What a space would come to; stores nothing. `conflict` with a sentence where it cannot be changed. */
  'studies.previewSpace': rpc(z.object(wanted), spacePreview, { deadlineMs: 120_000 }),
  /**
   * Another version of the space, in force at once, also while the study runs: trials that train go on with their values, the next ones are
   * drawn from the new space. `conflict` when `baseVersion` is no longer the one in force, or the space cannot be changed now; `invalid` with all
   * problems when a study file could not have it, or nothing is changed.
   */
  'studies.editSpace': rpc(
    z.object({
      ...wanted,
      baseVersion: z.int().min(1),
      by: z.enum(['studio', 'command-line']).default('studio'),
    }),
    z.object({ version: z.int(), summary: studySummary, problems: z.array(problem) }),
    { deadlineMs: 600_000 },
  ),
} as const;
