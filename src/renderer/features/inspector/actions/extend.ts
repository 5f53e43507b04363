// What "more epochs" of a run would come to, and why it cannot have any. Pure.
import type { Trial, TrialDetail } from '#shared/contract/trials.ts';
import { endsWithEpochs } from '#shared/study/continuation.ts';

/** Why a run cannot go on for more epochs; null: it can. */
export type NoMore = 'notComplete' | 'diverged' | 'severalRuns' | 'searched' | 'ownProgram';

export function noMore({ trial, settings }: TrialDetail): NoMore | null {
  if (trial.state === 'diverged') return 'diverged';
  if (trial.state !== 'complete') return 'notComplete';
  if (trial.plannedRuns !== undefined) return 'severalRuns';
  if ('training.epochs' in trial.params) return 'searched';
  return typeof settings['training.epochs'] === 'number' ? null : 'ownProgram';
}

/** Out of the queue by hand, before it began. */
export function isTakenOut({ state, startedAt, endedAt }: Trial): boolean {
  return state === 'stopped' && startedAt === null && endedAt === null;
}

/** What becomes of the learning rate. */
export type Rate =
  /** It stays what it is. */
  | { readonly kind: 'constant' }
  /** Its rule has no end: it goes on. */
  | { readonly kind: 'goesOn'; readonly schedule: string }
  /** It has come to its end, and begins anew at the full rate. */
  | { readonly kind: 'anew'; readonly schedule: string; readonly rate: number | null; readonly length: number }
  /** Training ended before it: it goes on to its end, and begins anew then. */
  | { readonly kind: 'toItsEnd'; readonly schedule: string; readonly length: number };

export interface Outlook {
  /** Last epoch so far. */
  readonly from: number;
  /** How many more are proposed. */
  readonly usual: number;
  /** Epochs that are trained once more first, as its checkpoint is not kept; and how long that takes, ms. */
  readonly again: { readonly epochs: number; readonly ms: number } | null;
  readonly msPerEpoch: number | null;
  readonly rate: Rate;
  /** Early stopping had ended it, and is off from here on. */
  readonly endedEarly: boolean;
}

export function outlookOf({ trial, settings, checkpoint }: TrialDetail): Outlook {
  const { lastEpoch, epochs, durationMs } = trial;
  const msPerEpoch = lastEpoch > 0 && durationMs > 0 ? durationMs / lastEpoch : null;
  const missing = lastEpoch - (checkpoint ?? 0);
  const rate = rateOf({ settings, lastEpoch, epochs });
  return {
    from: lastEpoch,
    usual: rate.kind === 'anew' ? rate.length : Math.max(1, Math.round(epochs / 2)),
    again: missing > 0 ? { epochs: missing, ms: missing * (msPerEpoch ?? 0) } : null,
    msPerEpoch,
    rate,
    endedEarly: lastEpoch < epochs,
  };
}

function rateOf({
  settings,
  lastEpoch,
  epochs,
}: Pick<TrialDetail, 'settings'> & { readonly lastEpoch: number; readonly epochs: number }): Rate {
  const schedule = settings['schedule.kind'];
  if (typeof schedule !== 'string' || schedule === 'constant') return { kind: 'constant' };
  if (!endsWithEpochs(settings)) return { kind: 'goesOn', schedule };
  const given = settings['schedule.epochs'];
  const length = typeof given === 'number' ? given : epochs;
  if (lastEpoch % length !== 0) return { kind: 'toItsEnd', schedule, length };
  const rate = settings['optimizer.learningRate'];
  return { kind: 'anew', schedule, length, rate: typeof rate === 'number' ? rate : null };
}
