// What the panels draw, as tables to save or copy: keys as in the study file, whole numbers and values at full precision. Pure.
import type {
  ContourAnswer,
  DependenceAnswer,
  ImportanceAnswer,
  ReplayAnswer,
  SubsetTrustAnswer,
} from '#shared/contract/analysis.ts';
import type { Direction } from '#shared/contract/common.ts';
import type { SettingValue } from '#shared/study/values.ts';
import type { Axis } from './axes.ts';
import { distributionOf, historyOf } from './history.ts';
import type { Row } from './rows.ts';

export type Table = readonly (readonly unknown[])[];

/** Trials with their settings and their result, which is called by its metric. */
export function trialTable(rows: readonly Row[], axes: readonly Axis[], metric: string): Table {
  const keys = axes.map(({ key }) => key);
  return [
    ['trial', 'state', metric, 'brushed', ...keys],
    ...rows.map(({ trial, result, brushed }) => [
      ...[trial.number, trial.state, result, brushed],
      ...keys.map((key) => settingOf(trial.params[key])),
    ]),
  ];
}

/** A setting that is "none" as null, so that it differs from one that is not used. */
function settingOf(value: SettingValue | undefined): unknown {
  return value === null ? 'null' : value;
}

/** `with`: empty of a setting alone, the other one of a pair. */
export function importanceTable({ method, settings, pairs }: ImportanceAnswer): Table {
  return [
    ['method', 'setting', 'with', 'share', 'sd'],
    ...settings.map(({ name, share, sd }) => [method, name, '', share, sd]),
    ...pairs.map(({ a, b, share, sd }) => [method, a, b, share, sd]),
  ];
}

/** The runs, then the model's line: each kind has its own cells. */
export function sliceTable(rows: readonly Row[], key: string, metric: string, known: DependenceAnswer | null): Table {
  const used = rows.filter(({ trial }) => trial.params[key] !== undefined);
  return [
    [key, 'trial', metric, 'model mean', 'model sd'],
    ...used.map(({ trial, result }) => [settingOf(trial.params[key]), trial.number, result, '', '']),
    ...(known?.values ?? []).map((value, i) => [value, '', '', known?.mean[i], known?.sd[i]]),
  ];
}

export function surfaceTable({ x, y, mean, sd }: ContourAnswer): Table {
  return [
    [x.name, y.name, 'model mean', 'model sd'],
    ...y.values.flatMap((up, j) =>
      x.values.map((across, i) => {
        const at = j * x.values.length + i;
        return [across, up, mean[at], sd[at]];
      }),
    ),
  ];
}

/** In the order in which trials ended, with the best up to there. */
export function historyTable(rows: readonly Row[], direction: Direction, metric: string): Table {
  const { rows: inOrder, steps } = historyOf(rows, direction, () => true);
  return [
    ['place', 'trial', 'state', metric, 'best so far'],
    ...inOrder.map(({ trial, result }, at) => [
      ...[at + 1, trial.number, trial.state, result],
      steps.findLast((step) => step.at <= at)?.value,
    ]),
  ];
}

/** `share`: of the trials with a result, up to this one. */
export function distributionTable(rows: readonly Row[], metric: string): Table {
  const { results, shares } = distributionOf(rows);
  return [[metric, 'share'], ...results.map((result, i) => [result, shares[i]])];
}

export function trustTable(
  { pairs }: SubsetTrustAnswer,
  part: string,
  whole: string,
  result: (trial: number) => number | null,
): Table {
  return [
    [`trial in ${part}`, `result in ${part}`, `trial in ${whole}`, `result in ${whole}`],
    ...pairs.map(({ subset, full }) => [subset, result(subset), full, result(full)]),
  ];
}

export function replayTable(replays: readonly ReplayAnswer[]): Table {
  return [
    ['pruner', 'epochs', 'epochs saved', 'trials', 'trials stopped', 'best trial', 'best is stopped', 'regret'],
    ...replays.map(({ kind, epochs, saved, trials, stopped, best, bestStopped, regret }) => [
      ...[kind, epochs, saved, trials, stopped.map(({ trial }) => trial).join(' ')],
      ...[best?.trial, bestStopped, regret],
    ]),
  ];
}
