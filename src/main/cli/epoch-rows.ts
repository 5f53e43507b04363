// Turns columns of metrics into one row per epoch of each run of a trial, each exactly once, in order per run.
import type { MetricColumns } from '#shared/contract/metrics.ts';

/** `run`: of a trial that is trained several times, from its second run on. */
export type EpochRow = { readonly trial: number; readonly run?: number; readonly epoch: number } & Readonly<
  Record<string, number>
>;

export interface EpochRows {
  /** All keys of one epoch must be in the same call. Epochs seen before are dropped. */
  add(columns: readonly MetricColumns[]): void;
  /** Epochs that are known already and shall not be told. */
  skip(columns: readonly MetricColumns[]): void;
}

export function createEpochRows(tell: (row: EpochRow) => void): EpochRows {
  const lastTold = new Map<string, number>();

  function* rowsOf(columns: readonly MetricColumns[]): Generator<EpochRow> {
    const runs = new Map<string, { of: { trial: number; run?: number }; rows: Map<number, Record<string, number>> }>();
    for (const { trial, run, key, steps, values } of columns) {
      const id = `${trial} ${run ?? 1}`;
      const { of, rows } = runs.get(id) ?? { of: { trial, ...(run !== undefined && { run }) }, rows: new Map() };
      runs.set(id, { of, rows });
      steps.forEach((epoch, index) => {
        const row = rows.get(epoch) ?? {};
        rows.set(epoch, row);
        row[key] = values[index] ?? Number.NaN;
      });
    }
    for (const [id, { of, rows }] of runs) {
      for (const epoch of [...rows.keys()].sort((a, b) => a - b)) {
        if (epoch <= (lastTold.get(id) ?? 0)) continue;
        lastTold.set(id, epoch);
        yield { ...of, epoch, ...rows.get(epoch) };
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
