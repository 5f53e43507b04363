// Stages of a study: what each searches, what is proposed for the next one, accepting it.
import { z } from 'zod';
import { settingEntry } from '../study/ranges.ts';
import { samplerKinds } from '../study/search-schema.ts';
import { studyId, timestamp, trialNumber } from './common.ts';
import { event, rpc } from './define.ts';
import { studySummary } from './studies.ts';

const entries = z.record(z.string(), settingEntry);

/**
 * Why a range stays as it was. `few`: no more trials than `keepBest` have a value; `one`: one trial shows no range; `same`: all have the
 * same value; `noise`: the best are ahead by no more than noise; `disagree`: they lie no closer than by chance; `covers`: with the margin
 * they cover all of it; `untold`: no choice was tried enough to be given up; `no-scale`: their values have no common scale.
 */
export const keptReasons = ['few', 'one', 'same', 'noise', 'disagree', 'covers', 'untold', 'no-scale'] as const;
export type KeptReason = (typeof keptReasons)[number];

const proposedSetting = z.object({
  setting: z.string(),
  /** `dropped`: nothing that is still searched uses it. `given`: the study file has its own range or value for the stage. */
  outcome: z.enum(['narrowed', 'kept', 'fixed', 'dropped', 'given']),
  /** What the parent stage searched. */
  parent: settingEntry,
  /** What is proposed; null when it is dropped. */
  entry: settingEntry.nullable(),
  /** Trials that it rests on, best first. */
  trials: z.array(trialNumber),
  /** One sentence: which trials, their span, and why. */
  evidence: z.string(),
  /** Of one that is kept; absent also in proposals that an older version stored. */
  kept: z.enum(keptReasons).optional(),
  /** The end of the parent's range at which the best trial lies, so that better values may lie beyond. */
  bound: z.enum(['low', 'high']).nullable(),
});
export type ProposedSetting = z.infer<typeof proposedSetting>;

const stageProposal = z.object({
  /** The stage whose trials it rests on. */
  from: z.string(),
  keepBest: z.int(),
  margin: z.number(),
  /** Best first: `keepBest` of them, and those that are exactly as good as the last. */
  trials: z.array(trialNumber),
  /** In the space's order. */
  settings: z.array(proposedSetting),
});
export type StageProposal = z.infer<typeof stageProposal>;

const stage = z.object({
  name: z.string(),
  /** `proposed`: its ranges are known, and it has not begun: it waits to be accepted when `ranges` is null. */
  state: z.enum(['waiting', 'proposed', 'running', 'complete']),
  /** Why it ended, when there is something to say. */
  reason: z.string().nullable(),
  /** Asked trials. */
  trials: z.int(),
  /** Null for a stage that narrows nothing, and as long as the stage that it narrows has not ended. */
  proposal: stageProposal.nullable(),
  /** What it searches, and the values that narrowing has fixed; null as long as that is not settled. */
  ranges: entries.nullable(),
  /** Settings of the parent stage that it does not use. */
  dropped: z.array(z.string()),
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
});
export type Stage = z.infer<typeof stage>;

/** A stage in numbers, also the whole of a study that has none. */
const stageHead = z.object({
  /** Null: the study has no stages, and this is all of it. */
  name: z.string().nullable(),
  state: z.enum(['waiting', 'proposed', 'running', 'complete']),
  reason: z.string().nullable(),
  /** Asked trials; null: the grid decides. */
  trials: z.int().nullable(),
  /** Of each run; null: searched, or the trial's own program decides. */
  epochs: z.int().nullable(),
  /** Trainings of each trial. */
  runs: z.int().min(1),
  /** Share of the training rows; null: not known, or the data are a program's own. */
  share: z.number().nullable(),
  sampler: z.enum(samplerKinds),
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
});
export type StageHead = z.infer<typeof stageHead>;

const nextStage = stageHead.omit({ state: true, reason: true, startedAt: true, endedAt: true }).extend({
  name: z.string(),
  /**
   * How it begins. `accept`: it waits for its ranges, by `stages.accept`; `planned`: by itself, when those before it have ended or the study
   * goes on; `add`: not planned, by `stages.add`.
   */
  begins: z.enum(['accept', 'planned', 'add']),
  /** The stage that its proposal rests on; null: the whole study. */
  from: z.string().nullable(),
  /** Whether that one has ended, so that no further trial changes the proposal. */
  settled: z.boolean(),
  /** Null for a planned stage that narrows nothing. */
  proposal: stageProposal.nullable(),
});
export type NextStage = z.infer<typeof nextStage>;

const stageOutlook = z.object({
  /** In their order; one for a study without stages. */
  stages: z.array(stageHead),
  /** The one that the study is in, or was in last, in `stages`. */
  current: z.int(),
  next: nextStage,
});
export type StageOutlook = z.infer<typeof stageOutlook>;

const one = z.object({ studyId, stage: z.string().min(1) });

/** What a stage has of its own, beside its ranges. */
const ownNumbers = {
  trials: z.int().min(1).max(1_000_000).optional(),
  epochs: z.int().min(1).max(1_000_000).optional(),
  /** Share of the training rows. */
  fraction: z.number().gt(0).max(1).optional(),
  sampler: z.enum(samplerKinds).optional(),
};

export const stages = {
  /** In their order; empty for a study without stages. */
  'stages.list': rpc(z.object({ studyId }), z.array(stage)),
  /**
   * The proposal for a stage that has not begun, with another `keepBest` or `margin` than the file's. Stores nothing. `conflict` as long as
   * the stage that it narrows has not ended.
   */
  'stages.propose': rpc(
    one.extend({ keepBest: z.int().min(1).optional(), margin: z.number().min(0).max(10).optional() }),
    stageProposal,
  ),
  /**
   * All stages in numbers, and the next one with what its trials so far propose, also while they run and where none is planned. `keepBest`
   * and `margin`: others than the file's. Stores nothing.
   */
  'stages.outlook': rpc(
    z.object({
      studyId,
      keepBest: z.int().min(1).optional(),
      margin: z.number().min(0).max(10).optional(),
    }),
    stageOutlook,
  ),
  /**
   * Starts the stage that waits, with the proposed ranges; `ranges` has those that are to be others, by setting. What else is given takes the
   * place of what the study file says of the stage. `invalid` when no trial could have them, `conflict` when the stage does not wait.
   */
  'stages.accept': rpc(one.extend({ ranges: entries.default({}), ...ownNumbers }), studySummary, {
    deadlineMs: 600_000,
  }),

  /**
   * Begins another stage at once: with the ranges of the one before (`narrow`: those that its best trials propose), but for `settings`, each
   * a range or a fixed value. Running trials end at their epoch's end as stopped. A study without stages gets one of the trials that it
   * has. Answers with the stage's name. `conflict` where other stages are still to come or nothing was tried, `invalid` when no trial could
   * have the settings. Absent `trials`: as many as the stage before has, at most 20; the other numbers: as it had.
   */
  'stages.add': rpc(
    z.object({
      studyId,
      /** Absent: "stage 2", or the next one that is free. `conflict` when a stage has it already. */
      name: z.string().trim().min(1).max(64).optional(),
      settings: entries.default({}),
      narrow: z.boolean().default(false),
      ...ownNumbers,
      repeats: z.int().min(1).max(1000).optional(),
    }),
    z.object({ stage: z.string(), summary: studySummary }),
    { deadlineMs: 600_000 },
  ),

  /** Topic = study id; all stages, whenever one has changed. */
  'stages.changed': event(z.object({ studyId, stages: z.array(stage) })),
} as const;
