// A complete trial that goes on for more epochs. Pure.
import type { TrialRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { endsWithEpochs } from '#shared/study/continuation.ts';
import { isOpenEnded, type PreparedStudy } from './prepared.ts';

/**
 * What of its row changes: it trains `more` epochs after its last one, as if that had been planned from the start. A schedule that is laid
 * out over the planned epochs keeps its length and begins anew after it; early stopping that ended the trial is off.
 * Throws AppError('conflict') with a sentence for a trial that cannot go on so.
 */
export function extended(
  row: TrialRow,
  more: number,
  { prepared, now }: { readonly prepared: Pick<PreparedStudy, 'command'>; readonly now: number },
): Pick<TrialRow, 'epochs' | 'settings' | 'continued'> {
  const refusal = refusalOf(row, prepared);
  if (refusal !== null) throw new AppError('conflict', `Trial ${row.number} ${refusal}`, { number: row.number });
  const epochs = row.lastEpoch + more;
  const endedEarly = row.lastEpoch < row.epochs;
  const { settings } = row;
  return {
    epochs,
    settings: {
      ...settings,
      'training.epochs': epochs,
      ...(endsWithEpochs(settings) && { 'schedule.epochs': settings['schedule.epochs'] ?? row.epochs }),
      ...(endedEarly && 'training.earlyStoppingPatience' in settings && { 'training.earlyStoppingPatience': null }),
    },
    continued: [...row.continued, { epoch: row.lastEpoch, at: now, trainedMs: row.durationMs, planned: row.epochs }],
  };
}

/** Whether it could go on for more epochs. */
export function trainsOn(row: TrialRow, prepared: Pick<PreparedStudy, 'command'>): boolean {
  return refusalOf(row, prepared) === null;
}

function refusalOf(row: TrialRow, prepared: Pick<PreparedStudy, 'command'>): string | null {
  if (row.state !== 'complete') return `is ${row.state}; only a complete trial can go on for more epochs.`;
  if (row.plannedRuns > 1) {
    return `is trained ${row.plannedRuns} times; only a trial that is trained once can go on for more epochs.`;
  }
  if ('training.epochs' in row.params) {
    return 'has its epochs from the search; put a copy with more epochs in the queue instead.';
  }
  if (isOpenEnded(prepared, row.settings)) {
    return 'has as many epochs as its own program decides; give "training.epochs" in the study file to change that.';
  }
  return null;
}

/** With where it goes on now; `rung`: it waited there. Of one that begins, or begins its next run, nothing. */
export function continuedNow(row: TrialRow, at: number, rung: boolean): TrialRow['continued'] {
  const run = row.runs.at(-1);
  if (row.lastEpoch === 0 || run?.state === 'complete') return row.continued;
  const entry = {
    ...{ epoch: row.lastEpoch, at, trainedMs: row.durationMs },
    ...(run !== undefined && run.run > 1 && { run: run.run }),
    ...(rung && { rung: true as const }),
  };
  const last = row.continued.at(-1);
  // It was asked for before, and begins now.
  const isSame =
    last !== undefined && last.epoch === entry.epoch && last.run === entry.run && last.planned !== undefined;
  return isSame ? row.continued.with(-1, { ...last, at }) : [...row.continued, entry];
}
