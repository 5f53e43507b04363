// Playing stored curves to a pruner: which epochs a study would have trained, and how its trials would have ended.
import type { History, ObservedTrial, Pruner, Verdict } from '#main/search/search.ts';
import type { Direction } from '#shared/contract/common.ts';

/** An ended trial with its curve. */
export interface RecordedTrial extends ObservedTrial {
  /** When each epoch was reported, ms since 1970; as long as `steps`. Where nobody knows: empty, and trials count as run one after the other. */
  readonly reportedAt: ArrayLike<number>;
}

/** Which epoch of a curve is its value. */
export type Pick = 'best' | 'last';

export interface ReplayedTrial extends ObservedTrial {
  /** Where and why the pruner ended it before its last epoch; null for one that it did not. */
  readonly stopped: { readonly epoch: number; readonly why: string } | null;
}

type Live = {
  -readonly [K in keyof ReplayedTrial]: ReplayedTrial[K] extends readonly number[] ? number[] : ReplayedTrial[K];
};

/**
 * The trials, each with the epochs that it would have had, in the order of their numbers. Reports are played in the order in which they
 * came. A trial that is to wait stops there; before a trial begins, and at the end, the pruner is asked which of those that wait goes on,
 * as the scheduler asks it, and that one is played on from where it was.
 */
export function playTrials(
  pruner: Pruner,
  { direction, trials, pick }: { direction: Direction; trials: readonly RecordedTrial[]; pick: Pick },
): readonly ReplayedTrial[] {
  const live: Live[] = trials.map(({ reportedAt: _, ...trial }) => ({
    ...trial,
    ...{ state: 'running' as const, value: null, steps: [], values: [], stopped: null },
  }));
  const begun: Live[] = [];
  const history: History = { direction, trials: begun };
  const indexOf = new Map(trials.map(({ number }, index) => [number, index]));

  /** The next epoch of a trial; false when it does not go on after it. */
  function play(index: number): boolean {
    const [trial, source] = [live[index], trials[index]];
    if (trial === undefined || source === undefined || trial.state !== 'running') return false;
    const report = trial.steps.length;
    const step = source.steps[report] ?? 0;
    trial.steps.push(step);
    trial.values.push(source.values[report] ?? Number.NaN);
    // After its last epoch there is nothing to save.
    const isLast = report === source.steps.length - 1;
    const verdict: Verdict = isLast ? { prune: false } : pruner.judge(trial, step, history);
    if (!isLast && verdict.prune === false) return true;
    trial.state = isLast ? source.state : 'stopped';
    trial.value = resultOf(trial, pick, direction);
    if (verdict.prune === false) return false;
    trial.stopped = { epoch: step, why: verdict.why };
    trial.waits = verdict.prune === 'pause';
    return false;
  }

  function promote(last: boolean): void {
    for (;;) {
      const promotion = pruner.promote?.(history, last) ?? null;
      const index = promotion === null ? undefined : indexOf.get(promotion.trial);
      const trial = index === undefined ? undefined : live[index];
      if (index === undefined || trial?.waits !== true) return;
      Object.assign(trial, { state: 'running', waits: false, value: null, stopped: null });
      while (play(index));
    }
  }

  for (const index of reportsInOrder(trials)) {
    const trial = live[index];
    // What is left of a trial that was stopped, or has been played on, is not reported.
    if (trial === undefined || trial.state !== 'running') continue;
    if (trial.steps.length === 0) {
      promote(false);
      begin(begun, trial);
    }
    play(index);
  }
  promote(true);
  return live;
}

/** The value of a trial's epochs so far; null without a finite one. */
export function resultOf({ values }: ObservedTrial, pick: Pick, direction: Direction): number | null {
  let picked: number | null = null;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const isBetter = picked === null || (direction === 'maximize' ? value > picked : value < picked);
    if (pick === 'last' || isBetter) picked = value;
  }
  return picked;
}

/** Histories stand in the order of their numbers. */
function begin(begun: Live[], trial: Live): void {
  const after = begun.findLastIndex(({ number }) => number < trial.number);
  begun.splice(after + 1, 0, trial);
}

/** Whose turn it is, report by report: by their times; trials without times, and equal times, in the order of their numbers. */
function reportsInOrder(trials: readonly RecordedTrial[]): number[] {
  const timed = trials.every(({ steps, reportedAt }) => reportedAt.length === steps.length);
  const reports = trials.flatMap(({ number, steps, reportedAt }, index) => {
    let at = Number.NEGATIVE_INFINITY;
    return steps.map((_, report) => {
      // A clock that was set back must not turn a curve around.
      at = timed ? Math.max(at, reportedAt[report] ?? at) : 0;
      return { index, report, number, at };
    });
  });
  return reports.sort((a, b) => a.at - b.at || a.number - b.number || a.report - b.report).map(({ index }) => index);
}
