// Turns columns of metrics into one row per trial and epoch, each exactly once, in order per trial.
import type { MetricColumns } from '#shared/contract/metrics.ts';

export type EpochRow = { readonly trial: number; readonly epoch: number } & Readonly<Record<string, number>>;

export interface EpochRows {
  /** All keys of one epoch must be in the same call. Epochs seen before are dropped. */
  add(columns: readonly MetricColumns[]): void;
  /** Epochs that are known already and shall not be told. */
  skip(columns: readonly MetricColumns[]): void;
}

export function createEpochRows(tell: (row: EpochRow) => void): EpochRows {
  const lastTold = new Map<number, number>();

  function* rowsOf(columns: readonly MetricColumns[]): Generator<EpochRow> {
    const rows = new Map<number, Map<number, Record<string, number>>>();
    for (const { trial, key, steps, values } of columns) {
      const ofTrial = rows.get(trial) ?? new Map<number, Record<string, number>>();
      rows.set(trial, ofTrial);
      steps.forEach((epoch, index) => {
        const row = ofTrial.get(epoch) ?? {};
        ofTrial.set(epoch, row);
        row[key] = values[index] ?? Number.NaN;
      });
    }
    for (const [trial, ofTrial] of rows) {
      for (const epoch of [...ofTrial.keys()].sort((a, b) => a - b)) {
        if (epoch <= (lastTold.get(trial) ?? 0)) continue;
        lastTold.set(trial, epoch);
        yield { trial, epoch, ...ofTrial.get(epoch) };
      }
    }
  }

  return {
    add(columns) {
      for (const row of rowsOf(columns)) tell(row);
    },
    skip(columns) {
      for (const _row of rowsOf(columns));
    },
  };
}
