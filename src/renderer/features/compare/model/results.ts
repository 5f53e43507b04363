// What came out of several runs, and how far the differences can be trusted. Pure.
import { type Direction, direction as directions } from '#shared/contract/common.ts';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial, TrialDetail } from '#shared/contract/trials.ts';
import { studentQuantile } from '#shared/num/student-distribution.ts';
import { gainOver } from '#shared/study/baseline-trial.ts';
import { betterDirection } from '#shared/study/metric-names.ts';
import { errorOfRuns, runNoise } from '#shared/study/run-noise.ts';
import { epochsTrained, spreadOf } from '#shared/study/training-run.ts';

export interface Objective {
  readonly metric: string;
  readonly direction: Direction;
}

/** The study's objectives, the first of which its trials are ranked by. */
export function objectivesOf({ summary, file }: Pick<StudyDetail, 'summary' | 'file'>): readonly Objective[] {
  const written: readonly unknown[] = Array.isArray(file.objective) ? file.objective : [];
  const others = written.slice(1).flatMap((one): Objective[] => {
    if (typeof one !== 'object' || one === null || !('metric' in one) || typeof one.metric !== 'string') return [];
    const said = directions.safeParse('direction' in one ? one.direction : undefined);
    return [{ metric: one.metric, direction: said.data ?? betterDirection(one.metric) ?? 'minimize' }];
  });
  return [summary.objective, ...others];
}

export interface RunResult {
  readonly trial: Trial;
  /** Null of a run that diverged or failed, whatever its finite epochs reached. */
  readonly value: number | null;
  /** Standard deviation of several runs. */
  readonly sd: number | null;
  /** The objective at the last epoch, NaN where it was not finite; null: not told. */
  readonly last: number | null;
  /** By how much training is better than validation at the best epoch, in the objective's units; null: not told. */
  readonly gap: number | null;
  /** Further objectives at the best epoch. */
  readonly others: readonly (number | null)[];
  /** Epochs trained, of all runs of the trial. */
  readonly epochs: number;
}

export function resultOf({ trial, metrics }: TrialDetail, objectives: readonly Objective[]): RunResult {
  const [main, ...others] = objectives;
  const ended = trial.state !== 'diverged' && trial.state !== 'failed';
  return {
    trial,
    value: ended ? trial.value : null,
    sd: spreadOf(trial.runs ?? [])?.sd ?? null,
    last: main === undefined ? null : numberOf(metrics.last[main.metric]),
    gap: main === undefined || !ended ? null : gapOf(metrics.best, main),
    others: others.map(({ metric }) => (ended ? finite(numberOf(metrics.best[metric])) : null)),
    epochs: Math.round(epochsTrained({ runs: trial.runs ?? [], lastEpoch: trial.lastEpoch })),
  };
}

function gapOf(best: TrialDetail['metrics']['best'], { metric, direction }: Objective): number | null {
  const name = metric.replace(/^(train|validation)\./, '');
  const train = finite(numberOf(best[`train.${name}`]));
  const validation = finite(numberOf(best[`validation.${name}`]));
  return train === null || validation === null ? null : gainOver(train, validation, direction);
}

function numberOf(value: number | string | undefined): number | null {
  return value === undefined ? null : Number(value);
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

/** By how much a value is better than the reference's; null where the two do not compare: no value, or another stage. */
export function gainOf(
  result: RunResult,
  reference: RunResult,
  direction: Direction,
  pick: (of: RunResult) => number | null,
): number | null {
  const [value, base] = [finite(pick(result)), finite(pick(reference))];
  if (value === null || base === null || result.trial.stage !== reference.trial.stage) return null;
  return gainOver(value, base, direction);
}

/**
 * Half the 95 % interval of a difference between two trials' means that chance alone (seeds, folds) makes: Student's t by the pooled scatter
 * of the runs of all trials of their stage. Null where no trial was trained several times, or one of the two is still in its first run.
 */
export function noiseBetween(a: Trial, b: Trial, trials: readonly Trial[]): number | null {
  if (a.stage !== b.stage) return null;
  const noise = runNoise(trials.filter(({ stage }) => stage === a.stage).map(({ runs = [] }) => ({ runs })));
  if (noise === null) return null;
  const errors = [a, b].map(({ runs }) =>
    runs === undefined || runs.length === 0 ? Math.sqrt(noise.variance) : errorOfRuns(runs, noise),
  );
  const [first = null, second = null] = errors;
  if (first === null || second === null) return null;
  return studentQuantile(0.975, noise.df) * Math.hypot(first, second);
}

/** Place of the best run that has a value, among those of the reference's stage; null where none has one. */
export function bestOf(results: readonly RunResult[], direction: Direction): number | null {
  const [reference] = results;
  if (reference === undefined) return null;
  let best: number | null = null;
  for (const [at, { trial, value }] of results.entries()) {
    if (value === null || trial.stage !== reference.trial.stage) continue;
    const leader = best === null ? null : (results[best]?.value ?? null);
    if (leader === null || gainOver(value, leader, direction) > 0) best = at;
  }
  return best;
}
