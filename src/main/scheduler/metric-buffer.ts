// Epochs that were reported but not yet written, as columns per trial and key.
import type { MetricColumns } from '#shared/contract/metrics.ts';

interface Column {
  readonly trial: number;
  readonly key: string;
  readonly steps: number[];
  readonly values: number[];
  readonly wallMs: number[];
}

export interface MetricBuffer {
  /** Reported epochs held. */
  readonly epochs: number;
  add(trial: number, epoch: number, at: number, metrics: Readonly<Record<string, number>>): void;
  /** Everything held, one chunk per trial and key; the buffer is empty afterwards. */
  take(): MetricColumns[];
}

export function createMetricBuffer(): MetricBuffer {
  let trials = new Map<number, Map<string, Column>>();
  let epochs = 0;
  return {
    get epochs() {
      return epochs;
    },
    add(trial, epoch, at, metrics) {
      epochs++;
      let columns = trials.get(trial);
      if (columns === undefined) {
        columns = new Map();
        trials.set(trial, columns);
      }
      for (const key of Object.keys(metrics)) {
        let column = columns.get(key);
        if (column === undefined) {
          column = { trial, key, steps: [], values: [], wallMs: [] };
          columns.set(key, column);
        }
        column.steps.push(epoch);
        column.values.push(metrics[key] ?? Number.NaN);
        column.wallMs.push(at);
      }
    },
    take() {
      const chunks: MetricColumns[] = [];
      for (const columns of trials.values()) {
        for (const { trial, key, steps, values, wallMs } of columns.values()) {
          chunks.push({
            trial,
            key,
            steps: Float64Array.from(steps),
            values: Float64Array.from(values),
            wallMs: Float64Array.from(wallMs),
          });
        }
      }
      trials = new Map();
      epochs = 0;
      return chunks;
    },
  };
}
