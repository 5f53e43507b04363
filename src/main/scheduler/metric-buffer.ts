// Epochs that were reported but not yet written, as columns per trial, run and key.
import type { MetricColumns } from '#shared/contract/metrics.ts';

interface Column {
  readonly trial: number;
  readonly run: number;
  readonly key: string;
  readonly steps: number[];
  readonly values: number[];
  readonly wallMs: number[];
}

export interface MetricBuffer {
  /** Reported epochs held. */
  readonly epochs: number;
  add(trial: number, run: number, epoch: number, at: number, metrics: Readonly<Record<string, number>>): void;
  /** Everything held, one chunk per trial, run and key; the buffer is empty afterwards. */
  take(): MetricColumns[];
}

export function createMetricBuffer(): MetricBuffer {
  let series = new Map<string, Map<string, Column>>();
  let epochs = 0;
  return {
    get epochs() {
      return epochs;
    },
    add(trial, run, epoch, at, metrics) {
      epochs++;
      let columns = series.get(`${trial} ${run}`);
      if (columns === undefined) {
        columns = new Map();
        series.set(`${trial} ${run}`, columns);
      }
      for (const key of Object.keys(metrics)) {
        let column = columns.get(key);
        if (column === undefined) {
          column = { trial, run, key, steps: [], values: [], wallMs: [] };
          columns.set(key, column);
        }
        column.steps.push(epoch);
        column.values.push(metrics[key] ?? Number.NaN);
        column.wallMs.push(at);
      }
    },
    take() {
      const chunks: MetricColumns[] = [];
      for (const columns of series.values()) {
        for (const { trial, run, key, steps, values, wallMs } of columns.values()) {
          chunks.push({
            trial,
            key,
            ...(run > 1 && { run }),
            steps: Float64Array.from(steps),
            values: Float64Array.from(values),
            wallMs: Float64Array.from(wallMs),
          });
        }
      }
      series = new Map();
      epochs = 0;
      return chunks;
    },
  };
}
