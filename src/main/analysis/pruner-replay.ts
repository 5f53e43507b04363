// What a pruner would have done to the curves of a study that is over: epochs saved, trials stopped, and whether the best was among them.
import type { ObservedTrial, Pruner } from '#main/search/search.ts';
import type { Direction, Reason } from '#shared/contract/common.ts';
import { analysisText, note } from '#shared/study/analysis-text.ts';
import { bestTrial } from '#shared/study/ranking.ts';
import { type Pick, playTrials, type RecordedTrial, resultOf } from './replay-run.ts';

export interface Replay {
  readonly kind: string;
  /** Epochs that were trained. */
  readonly epochs: number;
  /** How many of them the pruner would have saved, and their share. */
  readonly saved: number;
  readonly savedShare: number;
  /** Trials with a curve, and the numbers of those that the pruner would have stopped before their last epoch. */
  readonly trials: number;
  readonly stopped: readonly { readonly trial: number; readonly epoch: number; readonly why: string }[];
  /** The study's best trial as it ran, and as the pruner would have left it (ranking.ts); null without a finite value. */
  readonly best: { readonly trial: number; readonly value: number } | null;
  readonly bestLeft: { readonly trial: number; readonly value: number } | null;
  /** Whether the best trial would have been stopped. */
  readonly bestStopped: boolean;
  /** How much worse the best that is left is, in the objective's units; at least 0, null without a best. */
  readonly regret: number | null;
  readonly reason: Reason;
  /** Of `reason`, in English. */
  readonly sentence: string;
}

/** A pruner looks at all trials at every report: so many looks at most, which take seconds. */
const looksAtMost = 1e8;

/**
 * Reports the stored curves again in the order in which they came and asks the pruner after each, as a running study would; with pruners
 * of studies a trial may wait and be promoted (`playTrials`). A trial that is stopped has the value that it had until then. The others end
 * as complete after their last epoch; those that were stopped, failed or diverged when they ran end as they did. Of a history too long
 * for that the first trials are replayed, and the sentence says how many.
 */
export function replayPruner(
  pruner: Pruner,
  { direction, trials, pick }: { direction: Direction; trials: readonly RecordedTrial[]; pick: Pick },
): Replay {
  const recorded = trials.filter(({ steps }) => steps.length > 0);
  const curves = withinLimit(recorded);
  const played = playTrials(pruner, { direction, trials: curves, pick });
  const stopped = played.flatMap(({ number, stopped }) => (stopped === null ? [] : [{ trial: number, ...stopped }]));
  const epochs = curves.reduce((sum, { steps }) => sum + steps.length, 0);
  const trained = played.reduce((sum, { steps }) => sum + steps.length, 0);
  const asRun = curves.map((trial) => ({ ...trial, value: resultOf(trial, pick, direction) }));
  const best = named(bestTrial(asRun, direction));
  const bestLeft = named(bestTrial(played, direction));
  const result = {
    kind: pruner.kind,
    epochs,
    saved: epochs - trained,
    savedShare: epochs === 0 ? 0 : (epochs - trained) / epochs,
    trials: curves.length,
    stopped,
    best,
    bestLeft,
    bestStopped: best !== null && stopped.some(({ trial }) => trial === best.trial),
    regret: best === null || bestLeft === null ? null : lossOf(best.value, bestLeft.value, direction),
  };
  const reason = reasonOf(result, recorded.length);
  return { ...result, reason, sentence: analysisText(reason, 'en') };
}

function withinLimit(trials: readonly RecordedTrial[]): readonly RecordedTrial[] {
  let reports = 0;
  const end = trials.findIndex(({ steps }, i) => {
    reports += steps.length;
    return reports * (i + 1) > looksAtMost;
  });
  return end < 0 ? trials : trials.slice(0, Math.max(1, end));
}

function named(trial: ObservedTrial | null): Replay['best'] {
  return trial === null || trial.value === null ? null : { trial: trial.number, value: trial.value };
}

/** At least 0, and in the double range: two huge values may be farther apart than any number says. */
function lossOf(best: number, left: number, direction: Direction): number {
  const isBetter = direction === 'maximize' ? left > best : left < best;
  return isBetter ? 0 : Math.min(Number.MAX_VALUE, Math.abs(best - left));
}

function reasonOf(replay: Omit<Replay, 'reason' | 'sentence'>, recorded: number): Reason {
  const { kind, epochs, saved, savedShare, trials, stopped, best, bestLeft, bestStopped, regret } = replay;
  if (trials === 0) return note('replay.nothing');
  const values = {
    ...{ kind, saved, share: Math.round(savedShare * 100), stopped: stopped.length },
    ...(epochs === 1 ? { oneEpoch: 1 } : { epochs }),
    ...(trials === 1 ? { oneTrial: 1 } : { trials }),
    ...(trials < recorded ? { replayed: trials, recorded } : {}),
  };
  if (best === null || bestLeft === null) return note('replay.no-value', values);
  if (!bestStopped) return note('replay.kept', { ...values, best: best.trial });
  return note('replay.lost', {
    ...{ ...values, best: best.trial, left: bestLeft.trial },
    regret: String(Number((regret ?? 0).toPrecision(3))),
  });
}
