// The classes of a run as rows, and whether its accuracy only mirrors the largest class. Pure.
import type { StudyDetail } from '#shared/contract/studies.ts';
import { type Majority, majorityOf, mirrorsMajority } from '#shared/study/majority.ts';
import { metricLabel } from '#shared/study/metric-names.ts';
import type { MetricRow } from './model.ts';

type Classes = NonNullable<StudyDetail['classes']>;

export interface ClassRow {
  readonly name: string;
  /** Share of the training rows; null where the study does not say. */
  readonly ofData: number | null;
  /** Share of the rows that the batches of the last epoch had; null of data with several labels. */
  readonly ofBatches: number | null;
  /** At the best epoch. */
  readonly recall: number | string | null;
  readonly f1: number | string | null;
}

/** In the order of the data, others behind them. */
export function classRows(metrics: readonly MetricRow[], classes: Classes): ClassRow[] {
  const byKey = new Map(metrics.map((row) => [row.key, row]));
  const names = new Set([...classes.map(({ name }) => name), ...metrics.flatMap(({ key }) => metricLabel(key) ?? [])]);
  const all = classes.reduce((sum, { rows }) => sum + rows, 0);
  const counts = new Map(classes.map(({ name, rows }) => [name, rows]));
  return [...names].map((name) => {
    const count = counts.get(name);
    const drawn = byKey.get(`classMix[${name}]`)?.last;
    return {
      name,
      ofData: count === undefined || all === 0 ? null : count / all,
      ofBatches: typeof drawn === 'number' ? drawn : null,
      recall: byKey.get(`validation.recall[${name}]`)?.best ?? null,
      f1: byKey.get(`validation.f1[${name}]`)?.best ?? null,
    };
  });
}

export interface MirroredMajority extends Majority {
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly macroF1: number;
}

/** Null where classes are even, and where the run is well above the majority. */
export function mirroredMajority(metrics: readonly MetricRow[], classes: Classes): MirroredMajority | null {
  const at = (key: string) => metrics.find((row) => row.key === `validation.${key}`)?.best;
  const [accuracy, balancedAccuracy, macroF1] = [at('accuracy'), at('balancedAccuracy'), at('macroF1')];
  const majority = majorityOf(classes);
  if (typeof accuracy !== 'number' || typeof balancedAccuracy !== 'number' || typeof macroF1 !== 'number') return null;
  if (majority === null || !mirrorsMajority(accuracy, majority)) return null;
  return { ...majority, accuracy, balancedAccuracy, macroF1 };
}
