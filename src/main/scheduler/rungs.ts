// Halving over the share of data: a trial's runs are its rungs, and what they came to is its curve as search sees it. Pure but for the record.
import type { DataRung, Pruner } from '#main/search/search.ts';
import type { TrialRow } from '#main/store/store.ts';
import type { TrialRecord } from './trial-record.ts';

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

/** A record's curve and plan from the runs that the store has of it. Whether the last rung was judged is not known of an open trial. */
export function reportRungs(record: TrialRecord, pruner: Pick<Pruner, 'rungs'>): void {
  const { row, observed } = record;
  const reached = rungsReached(pruner, row);
  for (const rung of reached) reportRung(record, rung);
  observed.plannedEpochs = lastStep(pruner, row.number);
  const isOpen = row.state === 'queued' || row.state === 'running';
  record.judgedTo = (reached.at(-1)?.step ?? 0) - (isOpen ? 1 : 0);
}

/** The step of all rows. */
function lastStep({ rungs }: Pick<Pruner, 'rungs'>, trial: number): number {
  return rungs?.(trial).at(-1)?.step ?? 1;
}

function rungsReached(pruner: Pick<Pruner, 'rungs'> | null, { number, runs }: TrialRow): DataRung[] {
  const complete = runs.filter(({ state }) => state === 'complete').length;
  return [...(pruner?.rungs?.(number) ?? [])].slice(0, complete);
}
