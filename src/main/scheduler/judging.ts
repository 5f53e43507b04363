// The pruner's word on a trial that has reported an epoch, as the scheduler carries it out.
import type { PromotionOptions } from './promotion.ts';
import { waitingReason } from './rung-reason.ts';
import type { Wanted } from './trial-end.ts';
import type { TrialRecord } from './trial-record.ts';

/** null: the trial goes on. What is decided against it stands in its log. */
export function judgeEpoch(
  { pruner, roster, journal, now }: PromotionOptions,
  { row, observed }: TrialRecord,
  epoch: number,
): Wanted | null {
  const verdict = pruner?.judge(observed, epoch, roster.history) ?? { prune: false };
  if (verdict.prune === false) return null;
  const done = verdict.prune === 'pause' ? 'Paused' : 'Pruned';
  const message = `${done} after epoch ${epoch}: ${verdict.why}.`;
  journal.log({ at: now(), trial: row.number, level: 'info', message });
  return verdict.prune === 'pause'
    ? { kind: 'wait', reason: waitingReason(epoch, verdict.why) }
    : { kind: 'stop', reason: 'pruned' };
}
