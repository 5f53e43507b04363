// What a study took over from earlier ones, and how much of it fits: in a study's summary, and before it is started.
import { z } from 'zod';
import { studyId } from './common.ts';

export const misfitKinds = [
  /** `setting` has a value that this study's range does not hold; `detail` describes the range. */
  'outside',
  /** `setting` has another value than it has here; `detail` is the one here. */
  'fixed',
  /** `setting` is searched here and was not used there. */
  'absent',
  /** `setting` was used there, and there is no such setting here. */
  'unknown',
  /** `detail` is the constraint. */
  'constraint',
  /** `detail` is the sentence that says why this study could not train it. */
  'refused',
  /** It has no result. */
  'failed',
  /** Stopped early, on another budget: nothing to rank it by. */
  'stopped',
  /** Of another budget, in a space of countably few points, where it would use a point up. */
  'finite',
  /** Of another budget, in a study of several objectives, which cannot be brought to one level. */
  'several',
] as const;

export const misfit = z.object({
  kind: z.enum(misfitKinds),
  setting: z.string().nullable(),
  detail: z.string().nullable(),
});
export type Misfit = z.infer<typeof misfit>;

export const warmStartSource = z.object({
  study: z.object({ id: studyId, name: z.string() }),
  /** Trials that had ended there. */
  ended: z.int(),
  /** Those of them that were taken; fewer when the study file says how many. */
  taken: z.int(),
  /** Of the taken: known as if this study had trained them. */
  same: z.int(),
  /** Of the taken: known by their ranking, as they had another budget or other data. */
  ranked: z.int(),
  /** The other taken ones, by the reason, the most frequent first. */
  unfit: z.array(misfit.extend({ trials: z.int() })),
  /** Configurations of it that are trained first. */
  startingPoints: z.int(),
});
export type WarmStartSource = z.infer<typeof warmStartSource>;
