// Metric values of one run of a trial at one of its epochs. Pure.
import type { MetricChunk } from '#main/store/store.ts';

/** Metric values at one epoch; non-finite ones as text, because JSON has no word for them. */
export type MetricsAtEpoch = Readonly<Record<string, number | string>>;

/** The values of every metric of one trial at `epoch`; a metric that was not measured there is left out. */
export function metricsAt(metrics: readonly MetricChunk[], trial: number, epoch: number | null): MetricsAtEpoch {
  const at: Record<string, number | string> = {};
  for (const chunk of metrics) {
    const index = chunk.trial === trial && epoch !== null ? chunk.steps.indexOf(epoch) : -1;
    const value = chunk.values[index];
    if (value !== undefined) at[chunk.key] = Number.isFinite(value) ? value : String(value);
  }
  return at;
}

/** The last epoch's value of every metric of one trial. */
export function lastMetrics(metrics: readonly MetricChunk[], trial: number): MetricsAtEpoch {
  const last = Math.max(0, ...metrics.filter((one) => one.trial === trial).map((one) => one.steps.at(-1) ?? 0));
  return metricsAt(metrics, trial, last === 0 ? null : last);
}
