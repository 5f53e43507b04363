// What the Live page's charts are given. Pure.
import type { Direction } from '#shared/contract/common.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { spreadOf } from '#shared/study/training-run.ts';
import type { CurveRun } from '../../charts/index.ts';
import { contextLook, type RunLook } from '../../state/index.ts';

/** Drawn runs: those that have begun, are not hidden and pass the filter; context first. */
export function drawnRuns(
  trials: readonly Trial[],
  looks: ReadonlyMap<number, RunLook>,
  hidden: ReadonlySet<number>,
  passes: (trial: Trial) => boolean,
): readonly CurveRun[] {
  return trials
    .filter((trial) => trial.state !== 'queued' || trial.lastEpoch > 0)
    .filter((trial) => !hidden.has(trial.number) && (passes(trial) || looks.get(trial.number)?.baseline === true))
    .map((trial): CurveRun => {
      const look = looks.get(trial.number) ?? contextLook;
      return {
        run: trial.number,
        token: look.token,
        restToken: look.restToken,
        mark: look.mark,
        focus: look.focus,
        baseline: look.baseline,
        pinned: look.pinned,
        ...(look.tint !== undefined && { tint: look.tint }),
        state: trial.state,
        // Curves are those of the first run, and so is the epoch that is marked on them.
        continued: (trial.continued ?? []).flatMap(({ epoch, run = 1, rung }) => (run === 1 && !rung ? epoch : [])),
        bestEpoch: trial.runs?.[0] === undefined ? trial.epoch : trial.runs[0].bestEpoch,
      };
    })
    .sort((a, b) => Number(a.focus) - Number(b.focus));
}

export interface HistoryPoint {
  readonly trial: number;
  readonly state: Trial['state'];
  /** Null: ended without a value (its mark stands on the floor), or not yet. */
  readonly value: number | null;
  /** Standard deviation of its complete runs, where there are several. */
  readonly sd: number | null;
  readonly endedAt: number | null;
}

export interface History {
  readonly points: readonly HistoryPoint[];
  /** Where the incumbent changed: value from that trial on. */
  readonly steps: readonly { readonly trial: number; readonly value: number }[];
  readonly best: { readonly trial: number; readonly value: number; readonly since: number | null } | null;
  /** Trials drawn so far, and asked for (null: the grid decides, or the study has ended). */
  readonly drawn: number;
  readonly asked: number | null;
}

/** Best-so-far over trial numbers. Diverged trials never lead, whatever their finite epochs reached. */
export function historyOf(trials: readonly Trial[], study: StudySummary): History {
  const better = (a: number, b: number) => isBetter(study.objective.direction, a, b);
  const points = trials
    .filter((trial) => trial.state !== 'queued')
    .map(
      (trial): HistoryPoint => ({
        trial: trial.number,
        state: trial.state,
        value: trial.state === 'diverged' || trial.state === 'failed' ? null : trial.value,
        sd: spreadOf(trial.runs ?? [])?.sd ?? null,
        endedAt: trial.endedAt,
      }),
    )
    .sort((a, b) => a.trial - b.trial);
  const steps: { trial: number; value: number }[] = [];
  let best: History['best'] = null;
  for (const point of points) {
    if (point.value === null || (best !== null && !better(point.value, best.value))) continue;
    best = { trial: point.trial, value: point.value, since: point.endedAt };
    steps.push({ trial: point.trial, value: point.value });
  }
  // A study that has ended draws no more, however many were asked for.
  const over = study.state === 'finished' || study.state === 'failed';
  return { points, steps, best, drawn: trials.length, asked: over ? null : study.trials };
}

export function isBetter(direction: Direction, a: number, b: number): boolean {
  return direction === 'maximize' ? a > b : a < b;
}

export type LiveEmpty = 'none' | 'waiting' | 'allDiverged' | 'allFailed' | 'allHidden';

/** Why the chart has nothing to draw; null when it has. `withCurves`: runs with at least one finite value. */
export function emptyReason(trials: readonly Trial[], shown: number, withCurves: number): LiveEmpty | null {
  const begun = trials.filter((trial) => trial.state !== 'queued');
  if (begun.length === 0) return 'none';
  if (withCurves === 0) return badEnd(trials) ?? 'waiting';
  return shown === 0 ? 'allHidden' : null;
}

/** Set when every trial so far has ended without being of use; told above curves too, where there are some. */
export function badEnd(trials: readonly Trial[]): 'allDiverged' | 'allFailed' | null {
  if (trials.length === 0) return null;
  if (trials.every((trial) => trial.state === 'diverged')) return 'allDiverged';
  if (trials.every((trial) => trial.state === 'failed' || trial.state === 'diverged')) return 'allFailed';
  return null;
}

/** The reason that most failed trials have, and how many have it; null where none has one. */
export function commonReason(trials: readonly Trial[]): { reason: string; count: number } | null {
  const counts = new Map<string, number>();
  for (const { state, reason } of trials)
    if (state === 'failed' && reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first === undefined ? null : { reason: first[0], count: first[1] };
}

const mostMore = 10;

/** How many trials a study that rests could be started with; null: it runs, or its stages say how many. */
export function moreTrials({ state, stage, trials: asked }: StudySummary, done: number): number | null {
  if (stage !== undefined || !['finished', 'stopped', 'paused', 'failed'].includes(state)) return null;
  return asked !== null && asked > done ? asked - done : Math.min(done, mostMore);
}
