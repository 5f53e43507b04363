// The best configuration as JSON (interfaces.md section 3). Pure: rows in, object out.

import type { MetricChunk, StudyRow, TestOpeningRow, TrialRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import type { Objective } from '#shared/study/build-space.ts';
import { activeWords } from '#shared/study/command-line.ts';
import type { CommandSpec } from '#shared/study/study-schema.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';

/** Metric values at one epoch; non-finite ones as text, because JSON has no word for them. */
export type MetricsAtEpoch = Readonly<Record<string, number | string>>;

export interface BestConfig extends Record<string, unknown> {
  readonly version: 1;
  readonly kind: 'vernier-best';
  readonly study: { readonly id: string; readonly name: string };
  /** Absent: the study has no stages. */
  readonly stage?: string;
  readonly trial: number;
  readonly trialSeed: number;
  readonly settings: ResolvedSettings;
  readonly objective: Objective;
  /** In a study of several: all of them, `objective` first. */
  readonly objectives?: readonly Objective[];
  readonly metrics: { readonly best: MetricsAtEpoch; readonly last: MetricsAtEpoch };
  readonly epoch: number | null;
  /** null: of a study that runs a command and names no data. */
  readonly data: Readonly<Record<string, unknown>> | null;
  /** The user's program, with an absolute folder and without the words of inactive settings; absent: the built-in training. */
  readonly runner?: CommandSpec;
  readonly engine: { readonly name: string; readonly version: string; readonly threads: number } | null;
  readonly searchSpace: Readonly<Record<string, unknown>>;
  /** Absent until somebody opened the locked test part for this trial. */
  readonly test?: BestTest;
  readonly createdAt: string;
  readonly appVersion: string;
}

/** The last opening of the test part for the trial. */
export interface BestTest {
  /** "test.accuracy" ... of the weights' epoch, on `rows` rows. */
  readonly metrics: MetricsAtEpoch;
  /** 95 %; those of `metrics` that have one. */
  readonly intervals: Readonly<Record<string, { readonly low: number; readonly high: number }>>;
  readonly rows: number;
  readonly epoch: number;
  /** How often the study's test part was opened by now, for whichever trial. */
  readonly openings: number;
  /** ISO 8601. */
  readonly at: string;
}

export interface BestConfigInput {
  readonly study: StudyRow;
  readonly trials: readonly TrialRow[];
  readonly metrics: readonly MetricChunk[];
  readonly objective: Objective;
  readonly objectives: readonly Objective[];
  /** Only the settings that are ranges, as written in the study file. */
  readonly searchSpace: Readonly<Record<string, unknown>>;
  /** Data object with absolute paths, fingerprint and rows. */
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly runner?: CommandSpec;
  /** Of the study, oldest first. */
  readonly openings: readonly TestOpeningRow[];
  readonly createdAt: Date;
  readonly appVersion: string;
}

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

/** Of the given trials, in their order; `not_found` with a sentence when there is none. */
export function bestConfigs(input: BestConfigInput, ranked: readonly TrialRow[]): BestConfig[] {
  if (ranked.length === 0) throw new AppError('not_found', noBestSentence(input.study.name, input.trials));
  return ranked.map((trial) => configOf(trial, input));
}

/** The configuration of one given trial, whatever its state, as long as it has a value. */
export function configOfTrial(input: BestConfigInput, number: number): BestConfig {
  const trial = input.trials.find((one) => one.number === number);
  if (!trial) throw new AppError('not_found', `Study "${input.study.name}" has no trial ${number}.`);
  if (trial.value === null)
    throw new AppError('not_found', `Trial ${number} has no finite ${input.objective.metric} yet.`);
  return configOf(trial, input);
}

function configOf(trial: TrialRow, input: BestConfigInput): BestConfig {
  const opening = input.openings.findLast((one) => one.trial === trial.number);
  return {
    version: 1,
    kind: 'vernier-best',
    study: { id: input.study.id, name: input.study.name },
    ...(trial.stage !== null && { stage: trial.stage }),
    trial: trial.number,
    trialSeed: trial.seed,
    settings: trial.settings,
    objective: input.objective,
    ...(input.objectives.length > 1 && { objectives: input.objectives }),
    metrics: {
      best: metricsAt(input.metrics, trial.number, trial.bestEpoch),
      last: lastMetrics(input.metrics, trial.number),
    },
    epoch: trial.bestEpoch,
    data: input.data,
    ...(input.runner && { runner: { ...input.runner, argv: activeWords(input.runner.argv, trial.settings) } }),
    engine: engineOf(input.study),
    searchSpace: input.searchSpace,
    ...(opening && { test: testOf(opening, input.openings.length) }),
    createdAt: input.createdAt.toISOString(),
    appVersion: input.appVersion,
  };
}

function testOf({ metrics, rows, epoch, at }: TestOpeningRow, openings: number): BestTest {
  const all = Object.entries(metrics);
  return {
    metrics: Object.fromEntries(all.map(([name, { value }]) => [name, value])),
    intervals: Object.fromEntries(
      all.flatMap(([name, { interval }]) =>
        interval === null ? [] : [[name, { low: interval.low, high: interval.high }]],
      ),
    ),
    ...{ rows, epoch, openings, at: new Date(at).toISOString() },
  };
}

function engineOf({ engine }: StudyRow): BestConfig['engine'] {
  return engine && { name: engine.name, version: engine.version, threads: engine.threads };
}

function noBestSentence(name: string, trials: readonly TrialRow[]): string {
  const count = (state: TrialRow['state']) => trials.filter((trial) => trial.state === state).length;
  if (trials.length === 0) return `Study "${name}" has no trial yet; run it first.`;
  const open = count('running') + count('queued') + count('paused');
  if (open > 0) return `Study "${name}" has no complete trial yet; ${open} are still open.`;
  return `Study "${name}" has no best configuration: ${count('diverged')} of ${trials.length} trials diverged and ${count('failed')} failed.`;
}
