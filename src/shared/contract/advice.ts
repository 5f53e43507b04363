// What the advisor says of one run: a verdict with its evidence, and what to do; and of a study, what its trials show together. Texts are
// made of it by shared/study/advice-text.ts.
import { z } from 'zod';
import { type Reason, reason, settingValue, studyId, trialNumber } from './common.ts';

export type { Reason };

import { rpc } from './define.ts';

/** Closed list (interfaces.md). */
export const verdictNames = [
  'good',
  'underfitting',
  'overfitting',
  'diverged',
  'not-learning',
  'still-improving',
  'unstable',
  'collapsed-to-majority',
  'too-early',
] as const;
export const verdict = z.enum(verdictNames);
export type Verdict = z.infer<typeof verdict>;

/** The epochs that a verdict rests on, both included. */
export const epochSpan = z.object({ from: z.number(), to: z.number() });
export type EpochSpan = z.infer<typeof epochSpan>;

export const move = z.object({
  setting: z.string(),
  /** Of a choice ("optimizer.name") always up: `to` is what to choose. */
  direction: z.enum(['up', 'down']),
  /** The value to try; null where the run's own value is not known. */
  to: settingValue,
  /** Where the search is to go on, where one value is too narrow an answer. */
  range: z.object({ low: z.number(), high: z.number() }).nullable(),
  /** Expected change of the score, in [0, 1]; what moves are ordered by. */
  gain: z.number(),
  why: reason,
  /** What the study has shown of it: it never mattered, or it was tried. */
  known: z.array(reason),
  /** Where the rule of thumb comes from. */
  source: z.string(),
});
export type Move = z.infer<typeof move>;

/** `since` is null only where there is no epoch. `notes` say what lowers the confidence. An empty list of moves = leave it alone. */
export const advice = z.object({
  verdict,
  since: z.number().nullable(),
  confidence: z.number().min(0).max(1),
  evidence: reason.extend({ span: epochSpan.nullable() }),
  notes: z.array(reason),
  moves: z.array(move),
});
export type Advice = z.infer<typeof advice>;

export const trialAdvice = z.object({ trial: trialNumber, advice });
export type TrialAdvice = z.infer<typeof trialAdvice>;

/** A searched range as a study file writes it, without `when`. */
const numericRange = z.object({
  type: z.enum(['float', 'int']),
  low: z.number(),
  high: z.number(),
  scale: z.enum(['linear', 'log']),
  step: z.number().optional(),
});
export type NumericRange = z.infer<typeof numericRange>;

/** One change of a study file, as data; `from` is what it says now, null where it says nothing. Nothing is applied by itself. */
export const studyChange = z.discriminatedUnion('kind', [
  /** `settings[setting]`; `from` null: it is not searched yet. A range keeps its `when`. */
  z.object({ kind: z.literal('range'), setting: z.string(), from: numericRange.nullable(), to: numericRange }),
  /** `settings[setting]` is that value in all trials. */
  z.object({ kind: z.literal('fixed'), setting: z.string(), to: settingValue }),
  /** `settings["training.epochs"]`. */
  z.object({ kind: z.literal('epochs'), from: z.int(), to: z.int() }),
  /** `search.repeats`. */
  z.object({ kind: z.literal('repeats'), from: z.int(), to: z.int() }),
  /** `data.validation.fraction`. */
  z.object({ kind: z.literal('validation'), from: z.number(), to: z.number() }),
  /** `data.validation.folds`, in place of a fraction. */
  z.object({ kind: z.literal('folds'), from: z.int().nullable(), to: z.int() }),
  /** `data.subset.fraction`, or the stage's. */
  z.object({ kind: z.literal('subset'), from: z.number(), to: z.number() }),
]);
export type StudyChange = z.infer<typeof studyChange>;

/** Closed list, in the order in which they are told. */
export const studyAdviceNames = [
  'failing-learning-rate',
  'wrong-scale',
  'optimum-at-bound',
  'too-few-epochs',
  'all-underfit',
  'all-overfit',
  'validation-too-small',
  'seeds-over-settings',
  'subset-too-small',
  'sampler-not-better',
  'unimportant-setting',
] as const;
export const studyAdviceName = z.enum(studyAdviceNames);
export type StudyAdviceName = z.infer<typeof studyAdviceName>;

/** What the trials of a study show together. */
export const studyAdvice = z.object({
  advice: studyAdviceName,
  /** The setting that it is about; null where it is about none. */
  setting: z.string().nullable(),
  evidence: reason,
  /** Those that show it most, at most 20. */
  trials: z.array(trialNumber),
  /** What puts it right; null where no single change does. */
  change: studyChange.nullable(),
});
export type StudyAdvice = z.infer<typeof studyAdvice>;

/**
 * `stage`: what it is about, null in a study without stages. `used`: its complete trials with a result. `trust`: whether a part of the data ranks
 * configurations as all of it does, null where none has a result on both.
 */
export const studyAdviceAnswer = z.object({
  stage: z.string().nullable(),
  used: z.int(),
  advices: z.array(studyAdvice),
  trust: reason.nullable(),
});
export type StudyAdviceAnswer = z.infer<typeof studyAdviceAnswer>;

export const adviceCalls = {
  /** Verdicts and moves of trials that have begun, of all unless numbers are given; by their curves as they are now. */
  'advice.trials': rpc(z.object({ studyId, trials: z.array(trialNumber).optional() }), z.array(trialAdvice), {
    deadlineMs: 60_000,
  }),
  /** What the trials show together: of the stage that is named, else of the last one that has a complete trial; by the first objective. */
  'advice.study': rpc(z.object({ studyId, stage: z.string().optional() }), studyAdviceAnswer, { deadlineMs: 60_000 }),
} as const;
