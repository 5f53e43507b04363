// The versions of a study's space: in short, with what changed from one to the next.
import { z } from 'zod';
import { settingEntry } from '../study/ranges.ts';
import { timestamp, trialNumber } from './common.ts';

/** Of one setting. An absent side: the setting is not named there and has its default. */
const settingChange = z.object({
  setting: z.string(),
  before: settingEntry.optional(),
  after: settingEntry.optional(),
});
export type SettingChange = z.infer<typeof settingChange>;

/** From one version of a space to another. */
export const spaceDiff = z.object({
  settings: z.array(settingChange),
  /** Constraints, as they are written. */
  added: z.array(z.string()),
  removed: z.array(z.string()),
});
export type SpaceDiff = z.infer<typeof spaceDiff>;

/** Where a version comes from. */
export const spaceOrigins = ['file', 'studio', 'command-line'] as const;

/** Trials of the stage that the study is in (all of a study without stages) against one version. */
const counts = {
  /** Those that the sampler learns from. */
  inside: z.int(),
  /** Kept, and listed, and of no account for the sampler. */
  outside: z.int(),
};

export const spaceVersion = z.object({
  /** From 1, the space of the study file. */
  number: z.int().min(1),
  at: timestamp,
  by: z.enum(spaceOrigins),
  /** The stage whose ranges were changed; null: those of the study. */
  stage: z.string().nullable(),
  /** The first trial that is drawn from it. */
  from: trialNumber,
  /** The earlier version that it is again. */
  back: z.int().nullable(),
  /** Against the version before; empty for the first one. */
  diff: spaceDiff,
  ...counts,
});
export type SpaceVersion = z.infer<typeof spaceVersion>;
