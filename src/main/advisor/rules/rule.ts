// What a verdict rule is. One file per rule beside this one; rules/index.ts has their order.
import type { EpochSpan, Verdict } from '#shared/contract/advice.ts';
import type { Measures } from '../measures.ts';

export interface Finding {
  readonly verdict: Verdict;
  /** Which text explains it (shared/study/advice-text.ts). */
  readonly id: string;
  /** Finite numbers and texts of the explanation. */
  readonly values: Readonly<Record<string, number | string>>;
  /** First epoch for which it is true. */
  readonly since: number;
  readonly span: EpochSpan;
  /** Before the data are asked how much they can carry (confidence.ts). */
  readonly confidence: number;
}

/** Expected gains of the moves that rules ask about, in score. */
export interface Outlook {
  readonly capacity: number;
  readonly regularization: number;
  /** The largest of all. */
  readonly best: number;
}

/** Null where the rule does not hold. Rules see the curve up to now, so a verdict of a running trial is the rule on a prefix. */
export type Rule = (measures: Measures, outlook: Outlook) => Finding | null;

/**
 * 0.5 at the limit, 0.78 when it is passed by its own size, 0.95 at most. `margin` ≥ 0: how far the limit is passed, in units of
 * the limit.
 */
export function sureness(margin: number): number {
  return 0.5 + 0.45 * (1 - Math.exp(-Math.max(0, margin)));
}
