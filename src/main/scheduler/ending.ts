// Why a study's run takes no new trials, and the state the study ends up in. Pure.
import type { StopReason, StudyState } from '#shared/study/trial-state.ts';
import { sentences } from './stop-rules.ts';
import type { Wanted } from './trial-end.ts';

export type Ending =
  /** Asked by the user, or forced by the store (then with a sentence). */
  | { readonly kind: 'pause'; readonly reason: string | null }
  /** The program ends: trials go back to the queue. */
  | { readonly kind: 'close'; readonly reason: string }
  | { readonly kind: 'stop'; readonly trials: StopReason; readonly reason: string }
  /** Running and waiting trials end as they may; the sentence says why there are no new ones. */
  | { readonly kind: 'drain'; readonly reason: string }
  /** Nothing can be suggested. */
  | { readonly kind: 'fail'; readonly reason: string };

/** A later one takes the place of an earlier one only when it is stronger. */
const strength: Readonly<Record<Ending['kind'], number>> = { drain: 1, fail: 2, pause: 3, stop: 4, close: 5 };

export function stronger(current: Ending | null, next: Ending): Ending {
  return current !== null && strength[current.kind] >= strength[next.kind] ? current : next;
}

/** What the running trials are asked for. */
export function wantedBy(ending: Ending): Wanted | null {
  switch (ending.kind) {
    case 'pause':
      return { kind: 'pause' };
    case 'close':
      return { kind: 'requeue' };
    case 'stop':
      return { kind: 'stop', reason: ending.trials };
    default:
      return null;
  }
}

/** Whether trials that wait with a number may still be started. */
export function startsQueued(ending: Ending | null): boolean {
  return ending === null || ending.kind === 'drain';
}

export interface EndFacts {
  readonly ending: Ending | null;
  /** What it is afterwards, when it was started only to let single trials go on; `running`: it is started again at once. */
  readonly afterwards: { readonly state: StudyState; readonly reason: string | null } | null;
  readonly exhausted: string | null;
  readonly trials: number;
  readonly asked: number | null;
  readonly hasValue: boolean;
  readonly paused: readonly number[];
}

export function finalState(facts: EndFacts): { state: StudyState; reason: string | null } {
  const { ending, afterwards, exhausted, trials, asked, hasValue, paused } = facts;
  switch (ending?.kind) {
    case 'pause':
    case 'close':
      return { state: 'paused', reason: ending.reason };
    case 'fail':
      return { state: 'failed', reason: ending.reason };
    case 'stop':
      return afterwards?.state === 'finished' ? afterwards : { state: 'finished', reason: ending.reason };
    default:
  }
  if (afterwards !== null && afterwards.state !== 'finished') return afterwards;
  if (paused.length > 0) return { state: 'paused', reason: sentences.pausedTrials(paused) };
  if (ending !== null) return { state: 'finished', reason: ending.reason };
  if (afterwards?.reason != null) return afterwards;
  if (trials > 0 && !hasValue) return { state: 'finished', reason: sentences.noValue(trials) };
  const early = exhausted !== null && (asked === null || trials < asked);
  return { state: 'finished', reason: early ? sentences.exhausted(exhausted, trials, asked) : null };
}
