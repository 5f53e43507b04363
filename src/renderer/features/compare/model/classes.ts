// Classes by runs: how well each class is found, those that the runs differ in most first. Pure.
import type { TrialDetail } from '#shared/contract/trials.ts';
import { metricLabel } from '#shared/study/metric-names.ts';

export type ClassMetric = 'recall' | 'f1';

export interface ClassRow {
  readonly name: string;
  /** At each run's best epoch, in the order of the runs; null: not told, or not finite. */
  readonly values: readonly (number | null)[];
  /** Between the best and the worst of them. */
  readonly spread: number;
}

/** Empty where the runs tell nothing of single classes. `order`: classes as the data have them, for those that differ as much. */
export function classRows(
  details: readonly TrialDetail[],
  metric: ClassMetric,
  order: readonly string[] = [],
): readonly ClassRow[] {
  const prefix = `validation.${metric}[`;
  const found = details.flatMap(({ metrics }) =>
    Object.keys(metrics.best).flatMap((key) => (key.startsWith(prefix) ? (metricLabel(key) ?? []) : [])),
  );
  const places = new Map(order.map((name, at) => [name, at]));
  const place = ({ name }: ClassRow) => places.get(name) ?? places.size;
  return [...new Set(found)]
    .map((name): ClassRow => {
      const values = details.map(({ metrics }) => {
        const value = Number(metrics.best[`${prefix}${name}]`] ?? Number.NaN);
        return Number.isFinite(value) ? value : null;
      });
      const known = values.filter((value) => value !== null);
      return { name, values, spread: known.length < 2 ? 0 : Math.max(...known) - Math.min(...known) };
    })
    .sort((a, b) => b.spread - a.spread || place(a) - place(b) || a.name.localeCompare(b.name));
}
