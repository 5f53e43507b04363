// From how a trial's training ended to what becomes of the trial. Pure.
import type { TrialEnd } from '#main/runners/runner.ts';
import type { TrialRow } from '#main/store/store.ts';
import { wasComplete } from '#shared/study/continuation.ts';
import { isLastRun } from '#shared/study/training-run.ts';
import type { StopReason, TrialState } from '#shared/study/trial-state.ts';
import type { Exhaustion } from './study-devices.ts';

/** What the scheduler asked of a running trial. */
export type Wanted =
  | { readonly kind: 'pause' }
  /** At a rung, until the pruner promotes it; the sentence says how it stands there. */
  | { readonly kind: 'wait'; readonly reason: string }
  /** The program ends: the trial waits for the next start. */
  | { readonly kind: 'requeue' }
  | { readonly kind: 'stop'; readonly reason: StopReason }
  | { readonly kind: 'diverge'; readonly message: string };

export interface Outcome {
  readonly state: TrialState;
  readonly reason: string | null;
  /** The crashed trial goes on from its last checkpoint. */
  readonly retry: boolean;
}

/** One retry: a crash that comes twice is the trial's own. */
const maxAttempts = 2;

/** `exhaustion`: what the device's memory says of a trial that ended for lack of it. */
export function outcomeOf(
  end: TrialEnd,
  wanted: Wanted | null,
  row: TrialRow,
  exhaustion: Exhaustion | null = null,
): Outcome {
  const becomes = (state: TrialState, reason: string | null = null): Outcome => ({ state, reason, retry: false });
  switch (end.kind) {
    case 'complete':
      return becomes('complete');
    case 'diverged':
      return becomes('diverged', end.message);
    case 'failed':
      return becomes('failed', end.message);
    case 'paused':
    case 'stopped':
    case 'killed':
      if (wanted?.kind === 'diverge') return becomes('diverged', wanted.message);
      // Asked during its last epoch: there was nothing left to stop.
      if (isLastRun(row) && row.lastEpoch >= row.epochs) return becomes('complete');
      // What was planned at first is done; it only trained on.
      if (wanted?.kind === 'stop' && wasComplete(row.continued)) return becomes('complete');
      if (wanted?.kind === 'stop') return becomes('stopped', wanted.reason);
      if (wanted?.kind === 'wait') return becomes('paused', wanted.reason);
      if (wanted?.kind === 'pause') return becomes('paused');
      if (wanted?.kind === 'requeue') return becomes('queued');
      return end.kind === 'killed' ? crash('The worker was ended from outside.', row) : becomes('paused');
    case 'blocked':
    case 'exhausted':
    case 'crashed':
      if (wanted?.kind === 'diverge') return becomes('diverged', wanted.message);
      if (wanted?.kind === 'stop') return becomes('stopped', wanted.reason);
      if (wanted?.kind === 'wait') return becomes('paused', wanted.reason);
      if (wanted?.kind === 'pause') return becomes('paused');
      if (wanted?.kind === 'requeue') return becomes('queued');
      if (end.kind === 'blocked') return becomes('queued', end.message);
      if (end.kind === 'crashed') return crash(end.message, row);
      return exhaustion?.shared && row.attempts < maxAttempts
        ? { state: 'queued', reason: exhaustion.message, retry: true }
        : becomes('failed', exhaustion?.message ?? end.message);
    default:
      return end satisfies never;
  }
}

export function retrySentence({ number, checkpoint, runs }: TrialRow, reason: string | null): string {
  const run = runs.length > 1 ? ` of run ${runs.length}` : '';
  const why = reason === null || /[.!?…]$/.test(reason) ? (reason ?? '') : `${reason}.`;
  return `${why} Trial ${number} is tried again from epoch ${(checkpoint?.epoch ?? 0) + 1}${run}.`;
}

function crash(message: string, row: TrialRow): Outcome {
  if (row.attempts < maxAttempts) return { state: 'queued', reason: message, retry: true };
  return { state: 'failed', reason: `Crashed twice. ${message}`, retry: false };
}
