// How far off a metric may be by the chance of which rows it was measured on. Pure.
import { metricLabel } from './metric-names.ts';

/**
 * Standard error of a metric of the validation part, from its value and the number of rows alone; null for other metrics. Shares are
 * binomial (Agresti and Coull 1998, so that 1 of few rows is not exact); errors are taken for normal (rmse, mae, r2), a loss per row for
 * exponentially distributed.
 */
export function standardError(metric: string, value: number, rows: number): number | null {
  const estimate = estimateOf(metric);
  return estimate === null || rows < 1 ? null : estimate(value, rows);
}

/** Whether `standardError` knows the metric. */
export function hasStandardError(metric: string): boolean {
  return estimateOf(metric) !== null;
}

type Estimate = (value: number, rows: number) => number;

const share: Estimate = (value, rows) => {
  const n = rows + 4;
  const p = Math.min(1, Math.max(0, (value * rows + 2) / n));
  return Math.sqrt((p * (1 - p)) / n);
};

const estimates: Readonly<Record<string, Estimate>> = {
  accuracy: share,
  balancedAccuracy: share,
  macroF1: share,
  rmse: (value, rows) => value / Math.sqrt(2 * rows),
  mae: (value, rows) => value * Math.sqrt((Math.PI / 2 - 1) / rows),
  r2: (value, rows) => (1 - value) * Math.sqrt(2 / rows),
  loss: (value, rows) => value / Math.sqrt(rows),
};

function estimateOf(metric: string): Estimate | null {
  if (!metric.startsWith('validation.')) return null;
  if (metricLabel(metric) !== null) return share;
  return estimates[metric.slice('validation.'.length)] ?? null;
}
