// What a pruner would have done to the curves of a study that is over: epochs saved, trials stopped, and whether the best was among them.
import type { History, ObservedTrial, Pruner } from '#main/search/search.ts';
import type { Direction } from '#shared/contract/common.ts';
import { bestTrial } from '#shared/study/ranking.ts';
import { counted } from './fitting-trials.ts';

/** An ended trial with its curve. */
export interface RecordedTrial extends ObservedTrial {
  /** When each epoch was reported, ms since 1970; as long as `steps`. Where nobody knows: empty, and trials count as run one after the other. */
  readonly reportedAt: ArrayLike<number>;
}

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
  readonly sentence: string;
}

/** A pruner looks at all trials at every report: so many looks at most, which take seconds. */
const looksAtMost = 2e8;

/** Which epoch of a curve is its value. */
export type Pick = 'best' | 'last';

/**
 * Reports the stored curves again in the order in which they came and asks the pruner after each, as a running study would. A trial that
 * it stops has the value that it had until then. A verdict is final: what a pruner would have promoted later is not known from the
 * curves. The others end as complete after their last epoch; those that were stopped, failed or diverged when they ran end as they did.
 * Of a history too long for that the first trials are replayed, and the sentence says how many.
 */
export function replayPruner(
  pruner: Pruner,
  { direction, trials, pick }: { direction: Direction; trials: readonly RecordedTrial[]; pick: Pick },
): Replay {
  const recorded = trials.filter(({ steps }) => steps.length > 0);
  const curves = withinLimit(recorded);
  const live = curves.map((trial): Live => ({ ...trial, state: 'running', value: null, steps: [], values: [] }));
  const begun: Live[] = [];
  const history: History = { direction, trials: begun };
  const stopped = new Map<number, { epoch: number; why: string }>();
  for (const { index, report } of reportsInOrder(curves)) {
    const [trial, source] = [live[index], curves[index]];
    if (trial === undefined || source === undefined || stopped.has(trial.number)) continue;
    if (trial.steps.length === 0) begin(begun, trial);
    const step = source.steps[report] ?? 0;
    trial.steps.push(step);
    trial.values.push(source.values[report] ?? Number.NaN);
    // After its last epoch there is nothing to save.
    if (report === source.steps.length - 1) trial.state = source.state;
    else {
      const verdict = pruner.judge(trial, step, history);
      if (verdict.prune === false) continue;
      stopped.set(trial.number, { epoch: step, why: verdict.why });
      trial.state = 'stopped';
    }
    trial.value = resultOf(trial, pick, direction);
  }
  const epochs = curves.reduce((sum, { steps }) => sum + steps.length, 0);
  const trained = live.reduce((sum, { steps }) => sum + steps.length, 0);
  const asRun = curves.map((trial) => ({ ...trial, value: resultOf(trial, pick, direction) }));
  const best = named(bestTrial(asRun, direction));
  const bestLeft = named(bestTrial(live, direction));
  const result = {
    kind: pruner.kind,
    epochs,
    saved: epochs - trained,
    savedShare: epochs === 0 ? 0 : (epochs - trained) / epochs,
    trials: curves.length,
    stopped: [...stopped].map(([trial, { epoch, why }]) => ({ trial, epoch, why })).sort((a, b) => a.trial - b.trial),
    best,
    bestLeft,
    bestStopped: best !== null && stopped.has(best.trial),
    regret: best === null || bestLeft === null ? null : lossOf(best.value, bestLeft.value, direction),
  };
  const part =
    curves.length < recorded.length
      ? ` Only the first ${curves.length} of ${recorded.length} trials were replayed.`
      : '';
  return { ...result, sentence: `${sentenceOf(result)}${part}` };
}

function withinLimit(trials: readonly RecordedTrial[]): readonly RecordedTrial[] {
  let reports = 0;
  const end = trials.findIndex(({ steps }, i) => {
    reports += steps.length;
    return reports * (i + 1) > looksAtMost;
  });
  return end < 0 ? trials : trials.slice(0, Math.max(1, end));
}

type Live = {
  -readonly [K in keyof RecordedTrial]: RecordedTrial[K] extends readonly number[] ? number[] : RecordedTrial[K];
};

/** Histories stand in the order of their numbers. */
function begin(begun: Live[], trial: Live): void {
  const after = begun.findLastIndex(({ number }) => number < trial.number);
  begun.splice(after + 1, 0, trial);
}

/** By their times; trials without times, and equal times, in the order of their numbers. */
function reportsInOrder(curves: readonly RecordedTrial[]): { index: number; report: number }[] {
  const timed = curves.every(({ steps, reportedAt }) => reportedAt.length === steps.length);
  const reports = curves.flatMap(({ number, steps, reportedAt }, index) => {
    let at = Number.NEGATIVE_INFINITY;
    return steps.map((_, report) => {
      // A clock that was set back must not turn a curve around.
      at = timed ? Math.max(at, reportedAt[report] ?? at) : 0;
      return { index, report, number, at };
    });
  });
  return reports.sort((a, b) => a.at - b.at || a.number - b.number || a.report - b.report);
}

function resultOf({ values }: ObservedTrial, pick: Pick, direction: Direction): number | null {
  let picked: number | null = null;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (picked === null || pick === 'last' || isBetter(value, picked, direction)) picked = value;
  }
  return picked;
}

function isBetter(a: number, b: number, direction: Direction): boolean {
  return direction === 'maximize' ? a > b : a < b;
}

function named(trial: ObservedTrial | null): Replay['best'] {
  return trial === null || trial.value === null ? null : { trial: trial.number, value: trial.value };
}

/** At least 0, and in the double range: two huge values may be farther apart than any number says. */
function lossOf(best: number, left: number, direction: Direction): number {
  return isBetter(left, best, direction) ? 0 : Math.min(Number.MAX_VALUE, Math.abs(best - left));
}

function sentenceOf(replay: Omit<Replay, 'sentence'>): string {
  const { kind, epochs, saved, savedShare, trials, stopped, best, bestLeft, bestStopped, regret } = replay;
  if (trials === 0) return 'No trial has a curve yet, so that there is nothing to replay.';
  const share = Math.round(savedShare * 100);
  const epochsSaved = `"${kind}" would have saved ${saved} of ${counted(epochs, 'epoch')} (${share} %) and stopped ${stopped.length} of ${counted(trials, 'trial')}`;
  if (best === null || bestLeft === null) return `${epochsSaved}; no trial has a finite value.`;
  if (!bestStopped) return `${epochsSaved}; the best, trial ${best.trial}, would have run to its end.`;
  return `${epochsSaved}; the best, trial ${best.trial}, among them: trial ${bestLeft.trial} would be best, worse by ${Number((regret ?? 0).toPrecision(3))}.`;
}
