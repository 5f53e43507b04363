// What the inspector says of the locked test part. Pure.
import type { TestMetric, TestOpening } from '#shared/contract/test.ts';
import type { TrialDetail } from '#shared/contract/trials.ts';
import type { CurveStore } from '../../../data/index.ts';
import { compact, isShareMetric, share } from '../../../i18n/index.ts';

export interface TestRow {
  /** "accuracy" */
  readonly name: string;
  readonly value: TestMetric['value'];
  readonly interval: TestMetric['interval'];
  /** At the epoch of the weights; null where it is not known. */
  readonly validation: number | string | null;
}

/** The last opening for a trial; null before the first. */
export function openingOf(opened: readonly TestOpening[], trial: number): TestOpening | null {
  return opened.findLast((one) => one.trial === trial) ?? null;
}

/** Metrics in the order in which they were measured. */
export function testRows(opening: TestOpening, detail: TrialDetail, curves: CurveStore): readonly TestRow[] {
  return Object.entries(opening.metrics).map(([key, { value, interval }]) => {
    const name = key.slice(key.indexOf('.') + 1);
    return { name, value, interval, validation: validationAt(`validation.${name}`, opening.epoch, detail, curves) };
  });
}

function validationAt(key: string, epoch: number, { trial, metrics }: TrialDetail, curves: CurveStore) {
  const series = curves.series(trial.number, key);
  const index = series?.indexAtOrBefore(epoch) ?? -1;
  if (series && index >= 0 && series.steps[index] === epoch) return series.values[index] ?? null;
  return trial.epoch === epoch ? (metrics.best[key] ?? null) : null;
}

/** ".926 – .970" */
export function intervalText(name: string, interval: TestMetric['interval']): string {
  if (interval === null) return '–';
  return `${rounded(name, interval.low)} – ${rounded(name, interval.high)}`;
}

/** Three digits: the ends of an interval are not known better. */
function rounded(name: string, value: number): string {
  return isShareMetric(name) ? share(value, 3) : compact(value, 3);
}

export type TestRefusal = 'command' | 'no-test-part' | 'running' | 'no-result' | 'no-weights' | 'opened';

/** Why the trial cannot be measured on the test part now; null when it can. */
export function refusalOf(
  { trial, weights }: TrialDetail,
  obstacle: 'command' | 'not-run' | 'no-test-part' | null,
  opening: TestOpening | null,
): TestRefusal | null {
  if (obstacle === 'command' || obstacle === 'no-test-part') return obstacle;
  if (trial.state === 'running') return 'running';
  if (obstacle === 'not-run' || trial.value === null || weights === null) return 'no-result';
  if (opening?.epoch === weights.epoch) return 'opened';
  return weights.kept ? null : 'no-weights';
}
