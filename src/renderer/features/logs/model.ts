// What the Logs page shows of the runs in other programs' logs, and in which calls their files go to the host. Pure.
import { type Verdict, verdictNames } from '#shared/contract/advice.ts';
import type { CurveAdvice, LoggedRun } from '#shared/contract/curve-advice.ts';
import type { MetricColumns } from '#shared/contract/metrics.ts';
import { adviceFields } from '#shared/study/advice-fields.ts';
import { isEventFileName } from '#shared/study/log-files.ts';
import { fitValues } from '../../charts/index.ts';
import { type MetricView, metricView } from '../../state/index.ts';

/** `number`: by which charts and the list know it; from 1, in the order in which runs came. */
export interface LogRun extends Pick<LoggedRun, 'id' | 'log' | 'advice' | 'epochs' | 'best'> {
  readonly number: number;
  readonly keys: readonly string[];
}

/** The runs of an answer, numbered on from `after`, and their curves. */
export function takeIn(
  { runs, steps, values }: CurveAdvice,
  after: number,
): { runs: LogRun[]; columns: MetricColumns[] } {
  const noTimes = new Float64Array();
  const numbered = runs.map(({ columns, ...run }, i) => ({ ...run, number: after + 1 + i, columns }));
  return {
    runs: numbered.map(({ columns, ...run }) => ({
      ...run,
      keys: columns.filter(({ length }) => length > 0).map(({ key }) => key),
    })),
    columns: numbered.flatMap(({ number, columns }) =>
      columns.map(({ key, from, length }) => ({
        ...{ trial: number, key, wallMs: noTimes },
        steps: steps.subarray(from, from + length),
        values: values.subarray(from, from + length),
      })),
    ),
  };
}

export interface Sized {
  readonly file: { readonly name: string; readonly size: number };
  readonly folders: readonly string[];
}

/**
 * In which calls the files go: each within the limits, and the event files of one folder together, since they are one log. A log that is
 * more than a call may carry is left out.
 */
export function batchesOf<F extends Sized>(
  files: readonly F[],
  limits: { readonly files: number; readonly bytes: number },
): { readonly batches: F[][]; readonly tooLarge: string[] } {
  const logs = new Map<string, F[]>();
  for (const [i, one] of files.entries()) {
    const { file, folders } = one;
    const key = folders.length > 0 && isEventFileName(file.name) ? `folder ${folders[0]}` : `file ${i}`;
    logs.set(key, [...(logs.get(key) ?? []), one]);
  }
  const batches: F[][] = [];
  const tooLarge: string[] = [];
  let open: { files: F[]; bytes: number } | null = null;
  for (const log of logs.values()) {
    const bytes = log.reduce((sum, { file }) => sum + file.size, 0);
    if (log.length > limits.files || bytes > limits.bytes) {
      tooLarge.push(log.length > 1 ? (log[0]?.folders[0] ?? '') : pathOf(log[0]));
      continue;
    }
    if (open === null || open.files.length + log.length > limits.files || open.bytes + bytes > limits.bytes) {
      open = { files: [], bytes: 0 };
      batches.push(open.files);
    }
    open.files.push(...log);
    open.bytes += bytes;
  }
  return { batches, tooLarge };
}

/** As the host calls a file in its answer. */
export function pathOf(one: Sized | undefined): string {
  return one === undefined ? '' : [...one.folders, one.file.name].join('/');
}

/** A file of a folder that was chosen with a picker: its path begins with that folder. */
export function foldersOf({ webkitRelativePath }: Pick<File, 'webkitRelativePath'>): string[] {
  return webkitRelativePath.split('/').slice(0, -1);
}

const metricOrder = ['accuracy', 'balancedAccuracy', 'macroF1', 'r2', 'rmse', 'mae', 'loss'];
const nameOf = (key: string) => key.replace(/^(train|validation)\./, '');

/** What a chart of the run can show: what its epochs are compared by first. */
export function metricNamesOf({ keys, best }: Pick<LogRun, 'keys' | 'best'>): readonly string[] {
  const known = new Set(keys.map(nameOf));
  const usual = metricOrder.filter((name) => known.has(name));
  return [...new Set([...(best === null ? [] : [nameOf(best.key)]), ...usual])];
}

/** A metric that only the training part has is drawn in the place of the validation curve. */
export function viewOf({ keys, best }: Pick<LogRun, 'keys' | 'best'>, name: string): MetricView {
  const view = metricView(name, keys, best && { metric: best.key, direction: best.direction });
  const alone = !keys.includes(view.validationKey) && keys.includes(`train.${name}`);
  return alone ? { ...view, trainKey: null, validationKey: `train.${name}` } : view;
}

interface Curves {
  series(
    run: number,
    key: string,
  ): { readonly steps: ArrayLike<number>; readonly values: ArrayLike<number> } | undefined;
}

/** The first epoch at which one of the two curves is not finite; null where both are. */
export function brokenAt(
  curves: Curves,
  run: number,
  { trainKey, validationKey }: Pick<MetricView, 'trainKey' | 'validationKey'>,
): number | null {
  const epochs = [trainKey, validationKey].flatMap((key) => {
    const curve = key === null ? undefined : curves.series(run, key);
    const at = curve === undefined ? -1 : Array.from(curve.values).findIndex((value) => !Number.isFinite(value));
    return curve === undefined || at < 0 ? [] : [curve.steps[at] ?? 0];
  });
  return epochs.length === 0 ? null : Math.min(...epochs);
}

/** One scale for the sparklines of all runs that are compared by the same metric, from what they began with and reached. */
export function sparkDomains(
  runs: readonly LogRun[],
  firstOf: (run: LogRun, key: string) => number | undefined,
): ReadonlyMap<string, readonly [number, number] | null> {
  const values = new Map<string, number[]>();
  for (const run of runs) {
    if (run.best === null) continue;
    const { key, value } = run.best;
    const own = values.get(key) ?? [];
    values.set(key, own);
    const first = firstOf(run, key);
    own.push(...[first, value].filter((one) => one !== undefined && Number.isFinite(one)).map(Number));
  }
  return new Map(
    [...values].map(([key, of]) => {
      const { scales, better } = metricView(nameOf(key), [key]);
      return [key, fitValues({ values: of, validation: of, kind: scales[0] ?? 'linear', better })];
    }),
  );
}

/** The verdicts that runs have, in the advisor's order, with their number. */
export function verdictCounts(runs: readonly LogRun[]): { verdict: Verdict; count: number }[] {
  return verdictNames
    .map((verdict) => ({ verdict, count: runs.filter(({ advice }) => advice.verdict === verdict).length }))
    .filter(({ count }) => count > 0);
}

export type ListItem = { readonly kind: 'log'; readonly log: string } | { readonly kind: 'run'; readonly run: LogRun };

/** Runs of the verdicts that are asked for (none: all) below the log that they are from, where there is more than one log. */
export function listItems(runs: readonly LogRun[], verdicts: ReadonlySet<Verdict>): ListItem[] {
  const several = runs.some(({ log }) => log !== runs[0]?.log);
  const items: ListItem[] = [];
  let log: string | null = null;
  for (const run of runs) {
    if (verdicts.size > 0 && !verdicts.has(run.advice.verdict)) continue;
    if (several && run.log !== log) items.push({ kind: 'log', log: run.log });
    log = run.log;
    items.push({ kind: 'run', run });
  }
  return items;
}

/** What `vernier advise --curves` prints, a line per run. */
export function adviceLines(runs: readonly LogRun[]): string {
  return runs.map(({ id, advice }) => `${JSON.stringify({ id, ...adviceFields(advice) })}\n`).join('');
}
