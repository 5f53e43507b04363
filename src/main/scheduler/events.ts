// What the scheduler tells the host, in the contract's types.
import type { MetricColumns } from '#shared/contract/metrics.ts';
import type { Stage } from '#shared/contract/stages.ts';
import type { StudyProgress, StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';

export interface LogEvent {
  readonly studyId: string;
  readonly at: number;
  readonly trial: number | null;
  readonly level: 'info' | 'warning' | 'error';
  readonly message: string;
}

/**
 * Order, per study: what is announced is in the store (except when the store fails: then the study's pause is announced and
 * nothing else). A trial's `running` comes before its first epoch, all its epochs come before its ended state, every epoch
 * is in exactly one `metricsAppended`, at most 20 ms and a commit after it was reported. Must not throw.
 */
export interface SchedulerEvents {
  studyChanged(summary: StudySummary): void;
  trialChanged(trial: Trial): void;
  /** Of a study that has stages: all of them, when one has changed. Before its trials, and after the study's own change. */
  stagesChanged(studyId: string, stages: Stage[]): void;
  metricsAppended(studyId: string, columns: MetricColumns[]): void;
  /** A few times a second while the study runs. */
  progressed(progress: StudyProgress): void;
  logged(entry: LogEvent): void;
}
