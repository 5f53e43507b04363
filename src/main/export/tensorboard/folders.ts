// A study as a folder for TensorBoard: a run for each trial, with its curves of train and validation below it, as Keras writes them.
import { setImmediate } from 'node:timers/promises';
import type { MetricChunk } from '#main/store/store.ts';
import { metricLabel } from '#shared/study/metric-names.ts';
import { type ExportedStudy, type ExportedTrial, valuesTried } from '../exported-study.ts';
import { type EventRecord, eventFile, scalar } from './event-file.ts';
import {
  experiment,
  type HparamsMetric,
  type HyperparameterKind,
  kindOf,
  sessionEnd,
  sessionStart,
} from './hparams.ts';

export interface FolderFile {
  /** Below the folder, with "/" between its parts. */
  readonly path: string;
  readonly content: Uint8Array;
}

/**
 * "trial-0007/validation" has the tag "accuracy" of "validation.accuracy"; metrics of neither part stand in "trial-0007" itself, and so does
 * "best/validation.accuracy", the trial's value at the epoch that counts. A trial of several runs has a folder for each. Steps are epochs. The root has the experiment for
 * the HParams page. Trials that never began are left out.
 */
export async function tensorboardFolder(study: ExportedStudy): Promise<FolderFile[]> {
  const begun = study.trials.filter(({ startedAt, curves }) => startedAt !== null || curves.length > 0);
  const tried = valuesTried(begun);
  const kinds = new Map([...tried].map(([key, values]) => [key, kindOf(values)]));
  const digits = Math.max(4, String(begun.at(-1)?.number ?? 0).length);
  const root: EventRecord = {
    ...{ at: study.createdAt, step: 0 },
    values: [experiment(hyperparametersOf(study, kinds), metricsOf(study), study.createdAt)],
  };
  const files = [fileOf([], [root])];
  for (const trial of begun) {
    files.push(...trialFiles(study, trial, kinds, `trial-${String(trial.number).padStart(digits, '0')}`));
    await setImmediate();
  }
  return files;
}

function hyperparametersOf({ dimensions }: ExportedStudy, kinds: ReadonlyMap<string, HyperparameterKind>) {
  return [...kinds].map(([name, kind]) => ({ name, kind, dimension: dimensions.find((one) => one.name === name) }));
}

/** The values, then the validation part's metrics of the last epoch, without those of single classes. */
function metricsOf({ objectives, trials }: ExportedStudy): HparamsMetric[] {
  const keys = new Set(trials.flatMap(({ curves }) => curves.map(({ key }) => key)));
  const wanted = objectives.map(({ metric }) => metric);
  const others = [...keys].filter((key) => key.startsWith('validation.') && metricLabel(key) === null).sort();
  return [
    ...wanted.map((metric) => ({ group: '', tag: bestTag(metric), title: `${metric}, value` })),
    ...[...new Set([...wanted, ...others])].map((key) => ({ ...placeOf(key), title: `${key}, last epoch` })),
  ];
}

const bestTag = (metric: string) => `best/${metric}`;

/** "validation.accuracy": the tag "accuracy" in the folder "validation". */
function placeOf(key: string): { readonly group: string; readonly tag: string } {
  const [, group = '', tag = key] = /^(train|validation)\.(.+)$/s.exec(key) ?? [];
  return { group, tag };
}

function trialFiles(
  { objectives }: ExportedStudy,
  trial: ExportedTrial,
  kinds: ReadonlyMap<string, HyperparameterKind>,
  name: string,
): FolderFile[] {
  const { params, state, startedAt, createdAt, endedAt, plannedRuns } = trial;
  const runs = [...new Set([1, ...trial.curves.map(({ run = 1 }) => run)])].sort((a, b) => a - b);
  return runs.flatMap((run) => {
    const folders = plannedRuns > 1 ? [name, `run-${run}`] : [name];
    const curves = trial.curves.filter((chunk) => (chunk.run ?? 1) === run);
    const byGroup = Map.groupBy(curves, ({ key }) => placeOf(key).group);
    const start = startedAt ?? createdAt;
    const end = endedAt ?? Math.max(start, ...curves.map(({ wallMs }) => wallMs.at(-1) ?? start));
    const epoch = trial.runs.find((one) => one.run === run)?.bestEpoch ?? trial.bestEpoch;
    const best = objectives.flatMap(({ metric }, i) => {
      const value = bestValue(trial, run, metric, i);
      return value === null ? [] : [scalar(bestTag(metric), value)];
    });
    const own: EventRecord[] = [
      { at: start, step: 0, values: [sessionStart(params, kinds, { group: name, at: start })] },
      ...eventsOf(byGroup.get('') ?? []),
      ...(best.length > 0 ? [{ at: end, step: epoch ?? 0, values: best }] : []),
      ...(endedAt === null ? [] : [{ at: end, step: 0, values: [sessionEnd(state, end)] }]),
    ];
    const parts = [...byGroup].filter(([group]) => group !== '');
    return [fileOf(folders, own), ...parts.map(([group, part]) => fileOf([...folders, group], eventsOf(part)))];
  });
}

/** Of a run of several its own value, of further objectives what the trial has. */
function bestValue(trial: ExportedTrial, run: number, metric: string, place: number): number | null {
  const own = trial.runs.find((one) => one.run === run);
  if (place === 0) return own === undefined ? trial.value : own.value;
  const value = own?.objectives?.[place] ?? Number(trial.metrics.best[metric]);
  return Number.isFinite(value) ? value : null;
}

/** All metrics of an epoch in one event. */
function eventsOf(curves: readonly MetricChunk[]): EventRecord[] {
  const events = new Map<number, { at: number; step: number; values: EventRecord['values'][number][] }>();
  for (const { key, steps, values, wallMs } of curves) {
    const { tag } = placeOf(key);
    steps.forEach((step, i) => {
      const known = events.get(step) ?? { at: wallMs[i] ?? 0, step, values: [] };
      known.values.push(scalar(tag, values[i] ?? Number.NaN));
      events.set(step, known);
    });
  }
  return [...events.values()].sort((a, b) => a.step - b.step);
}

/** TensorBoard finds event files by "tfevents" in their names. */
function fileOf(folders: readonly string[], events: readonly EventRecord[]): FolderFile {
  const seconds = Math.floor((events[0]?.at ?? 0) / 1000);
  return { path: [...folders, `events.out.tfevents.${seconds}.vernier`].join('/'), content: eventFile(events) };
}
