// Halving over the share of data: a trial's runs are its rungs, and what they came to is its curve as search sees it. Pure but for the record.
import type { DataRung, Pruner } from '#main/search/search.ts';
import type { TrialRow } from '#main/store/store.ts';
import { completeRuns } from '#shared/study/training-run.ts';
import type { TrialRecord } from './trial-record.ts';

/** Of a trial, from the lowest; null where the pruner goes over epochs. One that trains a configuration again does so on all rows. */
export function rungsOf(
  pruner: Pick<Pruner, 'rungs'> | null,
  { number, rerunOf }: Pick<TrialRow, 'number' | 'rerunOf'>,
): readonly DataRung[] | null {
  return rerunOf === null ? (pruner?.rungs?.(number) ?? null) : null;
}

/** The highest one at which the trial has a complete run; null below the first, and where the pruner goes over epochs. */
export function rungReached(pruner: Pick<Pruner, 'rungs'> | null, row: TrialRow): DataRung | null {
  return rungsReached(pruner, row).at(-1) ?? null;
}

/** The trial's value there, as the first run's epochs are reported where the pruner goes over epochs. Reported once. */
export function reportRung({ row, observed }: TrialRecord, { share, step }: DataRung): void {
  if (observed.steps.includes(step)) return;
  observed.steps.push(step);
  observed.values.push(row.runs.find((run) => run.share === share)?.value ?? Number.NaN);
}

/** A record's curve and plan from the runs that the store has of it. Whether the last rung was judged is not known of an open trial that has not begun the next. */
export function reportRungs(record: TrialRecord, pruner: Pick<Pruner, 'rungs'> | null): void {
  const { row, observed } = record;
  const rungs = rungsOf(pruner, row);
  if (rungs === null) return;
  const reached = rungsReached(pruner, row);
  for (const rung of reached) reportRung(record, rung);
  observed.plannedEpochs = rungs.at(-1)?.step ?? 1;
  const isOpen = row.state === 'queued' || row.state === 'running';
  const isPast = row.runs.length > reached.length;
  record.judgedTo = (reached.at(-1)?.step ?? 0) - (isOpen && !isPast ? 1 : 0);
}

function rungsReached(pruner: Pick<Pruner, 'rungs'> | null, row: TrialRow): readonly DataRung[] {
  return rungsOf(pruner, row)?.slice(0, completeRuns(row.runs)) ?? [];
}
