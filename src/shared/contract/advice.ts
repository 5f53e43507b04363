// What the advisor says of one run: a verdict with its evidence, and what to do. Texts are made of it by shared/study/advice-text.ts.
import { z } from 'zod';
import { settingValue, studyId, trialNumber } from './common.ts';
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

/** A template of advice-text.ts and the numbers that go into it; only finite numbers and texts. */
export const reason = z.object({ id: z.string(), values: z.record(z.string(), z.union([z.number(), z.string()])) });
export type Reason = z.infer<typeof reason>;

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

export const adviceCalls = {
  /** Verdicts and moves of trials that have begun, of all unless numbers are given; by their curves as they are now. */
  'advice.trials': rpc(z.object({ studyId, trials: z.array(trialNumber).optional() }), z.array(trialAdvice), {
    deadlineMs: 60_000,
  }),
} as const;
