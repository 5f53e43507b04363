// Studies of several objectives: which there are, and trials with their results of another than the first. Pure.
import { z } from 'zod';
import type { MetricColumns } from '#shared/contract/metrics.ts';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { betterDirection } from '#shared/study/metric-names.ts';

export interface Objective {
  readonly metric: string;
  readonly direction: 'maximize' | 'minimize';
}

const written = z
  .array(z.looseObject({ metric: z.string(), direction: z.enum(['maximize', 'minimize']).optional() }))
  .min(2);

/** The first is the study's own; of a study of one objective that one alone. */
export function objectivesOf({ file, summary }: Pick<StudyDetail, 'file' | 'summary'>): readonly Objective[] {
  const { metric, direction } = summary.objective;
  const several = written.safeParse(file.objective);
  return several.success
    ? several.data.map(({ metric: one, direction: way }) => ({
        metric: one,
        direction: way ?? betterDirection(one) ?? 'minimize',
      }))
    : [{ metric, direction }];
}

/** A trial's results are those of one epoch, which the first objective picks. */
export function withObjective(trials: readonly Trial[], columns: readonly MetricColumns[]): readonly Trial[] {
  const byTrial = new Map(columns.map((column) => [column.trial, column]));
  return trials.map((trial) => {
    const column = byTrial.get(trial.number);
    const at = trial.epoch === null || column === undefined ? -1 : column.steps.indexOf(trial.epoch);
    const value = column?.values[at];
    return { ...trial, value: value === undefined || !Number.isFinite(value) ? null : value };
  });
}
