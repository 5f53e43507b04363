// When a study will end: an 80 % interval from what its trials have taken so far. Pure.
//
// Method. Each trial with a measured epoch gives an estimate of what a whole trial takes: its mean epoch times its planned
// epochs, times the share of planned epochs that ended trials really trained (early stops). Over k such estimates mean m and
// variance v; few of them say little about the spread, so v is blended with a prior of 50 % of m worth two observations. The
// n trials to come are drawn from that distribution: their sum has mean n·m and variance n·v + n²·v/k, the second term
// because m itself is only known to v/k. Running trials add their own remaining epochs at their own pace, with 15 % spread.
// P lanes share the sum; list scheduling leaves on average half a trial of idle lanes at the end. The end lies in
// mean ± 1.2816 sd (normal, 10 % in each tail), never before the longest running trial's low end, never after the time limit.

/** A trial that has trained at least one epoch. */
export interface PacedTrial {
  readonly epochMs: number;
  readonly plannedEpochs: number;
}

interface RunningRest extends PacedTrial {
  /** Epochs still to train, with the share of the running one taken off. */
  readonly epochsLeft: number;
}

export interface EtaInput {
  readonly now: number;
  readonly lanes: number;
  readonly measured: readonly PacedTrial[];
  readonly running: readonly RunningRest[];
  /** Planned epochs of each trial that waits with a number, less those it has already. */
  readonly queuedEpochs: readonly number[];
  /** Trials not yet drawn. */
  readonly remaining: number;
  /** Trials of later stages that follow by themselves, and what they will train, in epochs of this stage. */
  readonly later: { readonly trials: number; readonly epochs: number };
  /** Planned epochs of an undrawn trial. */
  readonly epochsPerTrial: number;
  /** Share of planned epochs that ended trials trained, 0..1. */
  readonly trainedShare: number;
  /** Wall clock of the time limit, or null. */
  readonly limitAt: number | null;
}

const normal80 = 1.2816;
const priorSpread = 0.5;
const priorWeight = 2;
const ownSpread = 0.15;

/** Null before the first measured epoch. */
export function estimateEnd(input: EtaInput): { low: number; high: number } | null {
  const { now, lanes, measured, running, queuedEpochs, remaining, later, epochsPerTrial, trainedShare, limitAt } =
    input;
  if (measured.length === 0) return null;
  const { mean: epochMs, variance } = epochStatistics(measured);
  let meanMs = 0;
  let varianceMs = 0;
  let longestMs = 0;
  for (const rest of running) {
    const ms = rest.epochsLeft * (rest.epochMs > 0 ? rest.epochMs : epochMs);
    meanMs += ms;
    varianceMs += (ownSpread * ms) ** 2;
    longestMs = Math.max(longestMs, ms * (1 - normal80 * ownSpread));
  }
  const waiting = [...queuedEpochs, ...(remaining > 0 ? [epochsPerTrial * remaining] : []), later.epochs];
  const trials = queuedEpochs.length + remaining + later.trials;
  const epochs = waiting.reduce((sum, n) => sum + n, 0) * trainedShare;
  meanMs += epochs * epochMs;
  if (trials > 0) varianceMs += variance * epochs ** 2 * (1 / trials + 1 / measured.length);
  const used = Math.max(1, Math.min(lanes, running.length + trials));
  const tailMs = trials > 0 ? ((used - 1) / (2 * used)) * epochsPerTrial * trainedShare * epochMs : 0;
  const centre = Math.max(meanMs / used + tailMs, longestMs);
  const spread = (normal80 * Math.sqrt(varianceMs)) / used + tailMs / 2;
  const cap = limitAt ?? Number.POSITIVE_INFINITY;
  const low = Math.min(now + Math.max(centre - spread, longestMs, 0), cap);
  return { low, high: Math.max(low, Math.min(now + centre + spread, cap)) };
}

/** Mean and blended variance of the mean epoch's duration over trials. */
function epochStatistics(measured: readonly PacedTrial[]): { mean: number; variance: number } {
  const k = measured.length;
  const mean = measured.reduce((sum, trial) => sum + trial.epochMs, 0) / k;
  const squares = measured.reduce((sum, trial) => sum + (trial.epochMs - mean) ** 2, 0);
  return { mean, variance: (squares + priorWeight * (priorSpread * mean) ** 2) / (k - 1 + priorWeight) };
}
