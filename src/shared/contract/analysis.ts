// Analysis of a study's results: importance, dependence, and what the other pictures of a history draw. Reading calls, computed in a
// thread of their own. Every answer has `notes` on what was left out, and how far to trust it (study/analysis-text.ts). No number is NaN.
import { z } from 'zod';
import { curvePrunerSchema } from '../study/search-schema.ts';
import { float64, int32, reason, settingValue, studyId, trialNumber } from './common.ts';
import { rpc } from './define.ts';
import { ranking } from './ranking.ts';

const deadline = { deadlineMs: 120_000 };
const notes = z.array(reason);
/** `stage`: of this stage alone, as values of different stages do not compare; without it, of the last one that has a complete trial. */
const stage = z.string().optional();
const ofStudy = z.object({ studyId, stage });
/** `objective`: metric of one of the study's objectives, by which results count instead of the first; `invalid` for another metric. */
const ofObjective = ofStudy.extend({ objective: z.string().optional() });
const method = z.enum(['ped-anova', 'fanova']).default('ped-anova');

/** `share` of the whole, and its standard deviation: of fanova over the trees of the forest, of ped-anova over 20 bootstrap draws of the trials. */
const effect = { share: z.number(), sd: z.number().min(0) };

/**
 * ped-anova: what got trials among the best tenth; shares of the settings sum to 1. fanova: what made results differ over the whole
 * space; shares of settings and pairs and `rest` sum to 1 when pairs were asked for.
 */
const importance = z.object({
  method: z.enum(['ped-anova', 'fanova']),
  /** Complete trials that were looked at. */
  used: z.int(),
  settings: z.array(z.object({ name: z.string(), ...effect })),
  /** What two settings do together beyond what each does, largest first; of fanova only. */
  pairs: z.array(z.object({ a: z.string(), b: z.string(), ...effect })),
  rest: z.number().nullable(),
  /** Share of the variance of unseen trials that the forest explains; below 0 when it is worse than their mean. */
  explained: z.number().nullable(),
  notes,
});
export type ImportanceAnswer = z.infer<typeof importance>;

const values = z.array(settingValue);

/** `mean` and `sd` (over the trees) of each value, in the objective's units; all empty while nothing can be told. */
const dependence = z.object({ name: z.string(), values, mean: float64, sd: float64, notes });
export type DependenceAnswer = z.infer<typeof dependence>;

/** `mean` and `sd` in rows: [index of y · number of values of x + index of x]. */
const contour = z.object({
  x: z.object({ name: z.string(), values }),
  y: z.object({ name: z.string(), values }),
  mean: float64,
  sd: float64,
  notes,
});
export type ContourAnswer = z.infer<typeof contour>;

/** Numbers of the ended trials where the setting is active, with their results; `without`: those that have none. */
const slice = z.object({ name: z.string(), trials: int32, results: float64, without: int32 });

/** `shares[i]` of the `used` trials have a result of at most `results[i]`; results rise. */
const distribution = z.object({
  studyId,
  stage: z.string().nullable(),
  results: float64,
  shares: float64,
  used: z.int(),
  notes,
});

const correlation = z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable();

const subsetTrust = z.object({
  /** Trial numbers of configurations that are complete on both sides. */
  pairs: z.array(z.object({ subset: trialNumber, full: trialNumber })),
  /** With the 95 % bootstrap interval; null where one side's results are all equal. */
  spearman: correlation,
  kendall: correlation,
  /** How many of the best k by the subset are among the best k of the whole, and how many chance would have it. */
  top: z.object({ k: z.int(), shared: z.int(), expected: z.number() }).nullable(),
  verdict: z.enum(['yes', 'no', 'unknown']),
  reason,
  /** Of `reason`, in English. */
  sentence: z.string(),
});
export type SubsetTrustAnswer = z.infer<typeof subsetTrust>;

const axisOrder = z.object({
  byImportance: z.array(z.string()),
  /** From the most important on always next the one most related to the last. */
  byRelation: z.array(z.string()),
  /** Settings whose values went together, beyond chance; strength in [0, 1]. */
  related: z.array(z.object({ a: z.string(), b: z.string(), strength: z.number() })),
  notes,
});
export type AxisOrderAnswer = z.infer<typeof axisOrder>;

const ranked = z.object({ trial: trialNumber, value: z.number() }).nullable();

const replay = z.object({
  kind: z.string(),
  epochs: z.int(),
  saved: z.int(),
  savedShare: z.number(),
  trials: z.int(),
  stopped: z.array(z.object({ trial: trialNumber, epoch: z.int(), why: z.string() })),
  /** The best trial as it ran, and as the pruner would have left the study. */
  best: ranked,
  bestLeft: ranked,
  bestStopped: z.boolean(),
  /** How much worse the best that is left is; null without a best. */
  regret: z.number().nullable(),
  reason,
  /** Of `reason`, in English. */
  sentence: z.string(),
});
export type ReplayAnswer = z.infer<typeof replay>;

export const analysis = {
  'analysis.importance': rpc(ofObjective.extend({ method, pairs: z.boolean().default(true) }), importance, deadline),
  /** Partial dependence on one searched setting, at up to `points` values. `invalid` for a setting that is not searched. */
  'analysis.dependence': rpc(
    ofObjective.extend({ setting: z.string(), points: z.int().min(2).max(500).default(60) }),
    dependence,
    deadline,
  ),
  'analysis.contour': rpc(
    ofObjective.extend({ x: z.string(), y: z.string(), points: z.int().min(2).max(200).default(40) }),
    contour,
    deadline,
  ),
  /** Of all searched settings, or of those named. */
  'analysis.slices': rpc(
    ofStudy.extend({ settings: z.array(z.string()).optional() }),
    z.object({ slices: z.array(slice), notes }),
    deadline,
  ),
  /** Of one or several studies, or stages of them. */
  'analysis.distributions': rpc(
    z.object({
      studies: z
        .array(z.union([studyId, ofStudy]))
        .min(1)
        .max(64),
    }),
    z.object({ distributions: z.array(distribution), notes }),
    deadline,
  ),
  /** In which order parallel coordinates stand. */
  'analysis.axisOrder': rpc(ofObjective.extend({ method }), axisOrder, deadline),
  /** Every result in the order in which trials ended, and the best up to there. */
  'analysis.bestSoFar': rpc(
    ofStudy,
    z.object({ trials: int32, results: float64, best: float64, improvements: z.array(trialNumber), notes }),
    deadline,
  ),
  /** Whether the trials of one study or stage, on part of the data or of the epochs, rank as those of another do on the whole. */
  'analysis.subsetTrust': rpc(
    z.object({ subset: studyId, subsetStage: stage, full: studyId, fullStage: stage }),
    subsetTrust,
    deadline,
  ),
  /** What each pruner would have saved and stopped on the study's curves; by default every one that needs no options. */
  'analysis.prunerReplay': rpc(
    ofStudy.extend({ pruners: z.array(curvePrunerSchema).min(1).max(32).optional() }),
    z.array(replay),
    deadline,
  ),
  /** Configurations by their means, with what chance there is in them; by the first objective. */
  'analysis.ranking': rpc(ofStudy, ranking, deadline),
} as const;
export type AnalysisCall = keyof typeof analysis;
