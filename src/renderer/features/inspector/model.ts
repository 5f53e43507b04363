// What the inspector shows of a trial: settings in the order of their areas, metrics with best and last. Pure.
import type { Trial, TrialDetail } from '#shared/contract/trials.ts';
import { completeValues } from '#shared/study/training-run.ts';
import type { SettingValue } from '#shared/study/values.ts';
import type { CurveStore } from '../../data/index.ts';
import { type Language, settingTitle } from '../../i18n/index.ts';

export interface SettingRow {
  readonly key: string;
  /** As the settings registry calls it. */
  readonly label: string;
  readonly value: SettingValue;
  readonly searched: boolean;
}

const areas = ['optimizer', 'model', 'training', 'regularization', 'schedule', 'data'];

/** Searched settings first, then by area and name as the settings come. */
export function settingRows(detail: TrialDetail, language: Language): readonly SettingRow[] {
  const area = (key: string) => {
    const at = areas.indexOf(key.split('.')[0] ?? '');
    return at < 0 ? areas.length : at;
  };
  return Object.entries(detail.settings)
    .map(([key, value]) => ({ key, label: settingTitle(key, language), value, searched: key in detail.trial.params }))
    .sort((a, b) => Number(b.searched) - Number(a.searched) || area(a.key) - area(b.key));
}

/** Longer than this, label and value do not fit into half the inspector. */
const halfWidth = 20;

export function needsWholeRow(label: string, value: string): boolean {
  return label.length + value.length > halfWidth;
}

/** Metrics of one class ("validation.recall[3]") are many: they stand apart. */
export function isPerClass(key: string): boolean {
  return key.endsWith(']');
}

export interface MetricRow {
  readonly key: string;
  readonly best: number | string | null;
  readonly last: number | string | null;
}

/**
 * Every metric with its value at the trial's best epoch and at its last one. Curves are ahead of the fetched detail while a trial
 * runs, so they are asked first; but of several runs they show the first alone, where the detail has the means. While a trial is trained
 * on shares of the rows the detail has nothing, and they show the latest.
 */
export function metricRows(detail: TrialDetail, curves: CurveStore): readonly MetricRow[] {
  const { trial, metrics } = detail;
  const keys = new Set([...Object.keys(metrics.best), ...Object.keys(metrics.last)]);
  for (const key of curves.keys) if (curves.series(trial.number, key)) keys.add(key);
  const ofShown = completeValues(trial.runs ?? []).length === 0;
  const epoch = epochShown(trial);
  return [...keys].sort(byKind).map((key) => {
    const series = ofShown ? curves.series(trial.number, key) : undefined;
    const atBest = epoch === null ? undefined : known(series, epoch);
    const atLast = series && series.length > 0 ? series.values[series.length - 1] : undefined;
    return { key, best: atBest ?? metrics.best[key] ?? null, last: atLast ?? metrics.last[key] ?? null };
  });
}

/** The epoch that counts; of a trial that is trained on shares of the rows, on the latest. */
export function epochShown({ epoch, runs = [] }: Trial): number | null {
  return epoch ?? runs.at(-1)?.bestEpoch ?? null;
}

/** Of the training rows that the metrics are of; null: all of them. */
export function shareShown({ runs = [] }: Trial): number | null {
  const last = runs.at(-1);
  return last === undefined || last.share === 1 ? null : last.share;
}

function known(series: ReturnType<CurveStore['series']>, step: number): number | undefined {
  const index = series?.indexAtOrBefore(step) ?? -1;
  return series && index >= 0 && series.steps[index] === step ? series.values[index] : undefined;
}

const kinds = ['validation.', 'train.'];

function byKind(a: string, b: string): number {
  const rank = (key: string) => {
    const at = kinds.findIndex((kind) => key.startsWith(kind));
    return at < 0 ? kinds.length : at;
  };
  return rank(a) - rank(b) || a.localeCompare(b);
}

/** Epochs that the trial has trained in the run it is in; the curve of its only or first run is ahead of what is fetched. */
export function lastEpochOf({ number, lastEpoch, runs = [] }: Trial, curves: CurveStore, key: string): number {
  const curve = runs.length > 1 ? 0 : (curves.series(number, key)?.lastStep ?? 0);
  return Math.max(lastEpoch, curve);
}
