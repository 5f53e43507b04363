// A study with all its trials and curves, as files for other programs are made of it.
import type { MetricChunk, TrialRow } from '#main/store/store.ts';
import type { Objective } from '#shared/study/build-space.ts';
import type { Dimension } from '#shared/study/space.ts';
import type { SettingValue } from '#shared/study/values.ts';
import type { TrialMetrics } from './trial-metrics.ts';

export interface ExportedStudy {
  readonly id: string;
  readonly name: string;
  /** The study file as its author would write it now. */
  readonly file: Readonly<Record<string, unknown>>;
  readonly objectives: readonly Objective[];
  /** What is searched now; trials of earlier stages and versions may have other settings. */
  readonly dimensions: readonly Dimension[];
  readonly createdAt: number;
  /** In the order of their numbers. */
  readonly trials: readonly ExportedTrial[];
}

export interface ExportedTrial extends TrialRow {
  readonly metrics: TrialMetrics;
  /** Of all its runs. */
  readonly curves: readonly MetricChunk[];
}

/** Every value that trials had of each searched setting, in the order of the trials. */
export function valuesTried(trials: readonly Pick<TrialRow, 'params'>[]): ReadonlyMap<string, SettingValue[]> {
  const tried = new Map<string, SettingValue[]>();
  for (const { params } of trials) {
    for (const [key, value] of Object.entries(params)) {
      const known = tried.get(key);
      if (known) known.push(value);
      else tried.set(key, [value]);
    }
  }
  return tried;
}
