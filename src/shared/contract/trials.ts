// Trials of a study: list, stop, pause, resume.
import { z } from 'zod';
import { noteText, tagList } from '../study/annotation.ts';
import { continuation } from '../study/continuation.ts';
import { trainingRun } from '../study/training-run.ts';
import { params, settingValue, studyId, timestamp, trialNumber, trialState } from './common.ts';
import { event, rpc } from './define.ts';

const trial = z.object({
  studyId,
  number: trialNumber,
  /** Absent: the study has no stages. */
  stage: z.string().optional(),
  state: trialState,
  /** stopped: pruned | user | time | target; failed and diverged: a sentence. */
  reason: z.string().nullable(),
  /** Only the searched settings. */
  params,
  /**
   * Best (or last) finite objective value so far, and its epoch. Of several runs: the mean over the complete ones, else that of the one
   * under way; the first run's epoch, and the median of theirs when all are complete.
   */
  value: z.number().nullable(),
  epoch: z.int().nullable(),
  /** Of the run under way, or the last one. */
  lastEpoch: z.int(),
  /** Of each run. */
  epochs: z.int(),
  /** The first run's. */
  seed: z.int(),
  /** How often it is trained; absent: once. */
  plannedRuns: z.int().min(2).optional(),
  /** Those begun, in their order; absent: it is trained once. */
  runs: z.array(trainingRun).optional(),
  /** Number of the trial whose configuration it trains again on fresh seeds. */
  rerunOf: trialNumber.optional(),
  attempts: z.int(),
  /** Where it had rested and went on: after which epoch, and when. Absent: it never rested. */
  continued: z.array(continuation).optional(),
  /** Place in the queue among those put in by hand, when somebody has changed it; lower is sooner. Else its number counts. */
  place: z.number().optional(),
  /** Lane it trains on, from 1; of a trial that has ended or is paused, the one it trained on last. Null while it waits. */
  worker: z.int().nullable(),
  createdAt: timestamp,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  /** Training time without pauses, ms. */
  durationMs: z.number(),
  source: z.enum(['enqueued', 'sampler', 'user']),
  /** Why the sampler chose it, when it says so. */
  why: z.string().nullable(),
  /** Id of the recipe (shared/recipes) whose values it has; absent: it is no baseline. */
  recipe: z.string().optional(),
  /** What people wrote about it, and their tags; absent: nothing. */
  note: z.string().optional(),
  tags: z.array(z.string()).optional(),
});
export type Trial = z.infer<typeof trial>;

const trialDetail = z.object({
  trial,
  /** Every setting resolved, flat keys. */
  settings: z.record(z.string(), settingValue),
  /** The epoch whose weights stand for the trial (of its first run), and whether they are kept; null before there is one. */
  weights: z.object({ epoch: z.int(), kept: z.boolean() }).nullable(),
  /** Epoch whose checkpoint is on disk, from where a continued trial goes on; absent: it is trained once more up to its last epoch first. */
  checkpoint: z.int().optional(),
  /** Metrics at the best epoch and at the last one; non-finite as "NaN", "Infinity", "-Infinity". */
  metrics: z.object({
    best: z.record(z.string(), z.union([z.number(), z.string()])),
    last: z.record(z.string(), z.union([z.number(), z.string()])),
  }),
  log: z.array(z.object({ at: timestamp, level: z.enum(['info', 'warning', 'error']), message: z.string() })),
});
export type TrialDetail = z.infer<typeof trialDetail>;

/** How the validation rows of each class were classed, by the weights of the epoch that counts. */
const confusion = z.object({
  trial: trialNumber,
  epoch: z.int().min(1),
  classes: z.array(z.string()).min(2),
  /** Rows by class and by the class that the model gives them: [actual · classes + predicted]. */
  counts: z.array(z.int().min(0)),
});
export type Confusion = z.infer<typeof confusion>;

const confusionPhase = z.enum(['training', 'measuring']);
export type ConfusionPhase = z.infer<typeof confusionPhase>;

/** Larger matrices cannot be read. */
export const maxConfusionClasses = 100;

const one = z.object({ studyId, number: trialNumber });

export const trials = {
  'trials.list': rpc(z.object({ studyId }), z.array(trial)),
  'trials.get': rpc(one, trialDetail),
  'trials.stop': rpc(one.extend({ now: z.boolean().default(false) }), trial),
  'trials.pause': rpc(one, trial),
  /** Continues a paused, stopped or failed trial from its checkpoint. */
  'trials.resume': rpc(one, trial),
  /** Sets what is given, also while it trains; an empty note or list takes it away. Waits while the study is being started. */
  'trials.annotate': rpc(one.extend({ note: noteText.optional(), tags: tagList.optional() }), trial, {
    deadlineMs: 120_000,
  }),
  /**
   * Continues a complete trial for `epochs` more epochs, from its checkpoint or, where that is freed, after training the same epochs once
   * more; also in a study that has ended. Its settings are then those of a trial that was planned so from the start. `conflict` with a
   * sentence for a trial of several runs, one whose epochs are searched, and one whose own program decides.
   */
  'trials.extend': rpc(one.extend({ epochs: z.int().min(1).max(1_000_000) }), trial),
  /**
   * Trains the best `top` configurations, or those of `trials`, again: a new trial each, of `repeats` runs on fresh seeds. Also in a study
   * that has ended. `conflict` with a sentence where there is nothing to train again.
   */
  'trials.rerun': rpc(
    z.object({
      studyId,
      top: z.int().min(1).max(1000).optional(),
      trials: z.array(trialNumber).min(1).max(1000).optional(),
      repeats: z.int().min(1).max(1000).default(3),
    }),
    z.object({ trials: z.array(trialNumber) }),
    { deadlineMs: 600_000 },
  ),

  /**
   * The confusion matrix of a trial's kept weights (of its first run) on the validation part; nothing is stored. With `retrain` the trial is
   * trained again with its seed instead. `invalid` for a trial without a value, data without exactly one class a row, more than `maxConfusionClasses`, and a program
   * of the user's own; `not_found` when the weights are not kept; `conflict` when the data changed or the trial still trains; `internal` when
   * the weights do not have what is stored of their epoch.
   */
  'trials.confusion': rpc(one.extend({ retrain: z.boolean().default(false) }), confusion, { deadlineMs: 600_000 }),

  /** Topic = study id; share of training again, then of measuring, 0..1. */
  'trials.confusionProgressed': event(
    z.object({ studyId, trial: trialNumber, phase: confusionPhase, done: z.number() }),
  ),

  /** Topic = study id; sent at every change of state, of note or tags, and when the best value changes. */
  'trials.changed': event(trial),
} as const;
