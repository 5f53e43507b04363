// The best configuration as JSON (interfaces.md section 3). Pure: rows in, object out.

import type { MetricChunk, StudyRow, TestOpeningRow, TrialRow } from '#main/store/store.ts';
import type { RankingOfBest } from '#shared/contract/ranking.ts';
import { AppError } from '#shared/errors.ts';
import type { Objective } from '#shared/study/build-space.ts';
import { activeWords } from '#shared/study/command-line.ts';
import type { OtherRunner } from '#shared/study/study-schema.ts';
import type { TrainingRun } from '#shared/study/training-run.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import type { MetricsAtEpoch } from './metrics-at-epoch.ts';
import { type TrialMetrics, trialMetrics } from './trial-metrics.ts';

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
  /** Of several runs: means over the complete ones. */
  readonly metrics: TrialMetrics;
  readonly epoch: number | null;
  /** How often each configuration is trained, on each fold; absent: once. */
  readonly repeats?: number;
  readonly runs?: readonly Pick<TrainingRun, 'run' | 'seed' | 'fold' | 'state' | 'value'>[];
  /** null: of a study that runs a command and names no data. */
  readonly data: Readonly<Record<string, unknown>> | null;
  /** The user's program, with an absolute folder and without the words of inactive settings; absent: the built-in training. */
  readonly runner?: OtherRunner;
  readonly engine: { readonly name: string; readonly version: string; readonly threads: number } | null;
  /** What the trial was drawn from. */
  readonly searchSpace: Readonly<Record<string, unknown>>;
  /** The version of the study's space that this is; absent: there is one. */
  readonly spaceVersion?: number;
  /** Absent until somebody opened the locked test part for this trial. */
  readonly test?: BestTest;
  /** How sure its value is; absent: of a trial that does not rank. */
  readonly ranking?: RankingOfBest;
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
  /** Of all runs. */
  readonly metrics: readonly MetricChunk[];
  readonly objective: Objective;
  readonly objectives: readonly Objective[];
  /** Only the settings that are ranges, as written in the study file. */
  readonly searchSpace: Readonly<Record<string, unknown>>;
  /** Of a study whose space was changed: what a trial was drawn from; null, or absent: it was not. */
  versionOf?(
    trial: number,
  ): { readonly number: number; readonly searchSpace: Readonly<Record<string, unknown>> } | null;
  /** Data object with absolute paths, fingerprint and rows. */
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly runner?: OtherRunner;
  /** Of the study, oldest first. */
  readonly openings: readonly TestOpeningRow[];
  /** What the ranking says of a trial; null: nothing. */
  rankingOf?(trial: number): RankingOfBest | null;
  readonly createdAt: Date;
  readonly appVersion: string;
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
  const ranking = input.rankingOf?.(trial.number) ?? null;
  const version = input.versionOf?.(trial.number) ?? null;
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
    metrics: trialMetrics(trial, input.metrics),
    epoch: trial.bestEpoch,
    ...runsOf(trial),
    data: input.data,
    ...(input.runner && { runner: runnerOf(input.runner, trial.settings) }),
    engine: engineOf(input.study),
    searchSpace: version?.searchSpace ?? input.searchSpace,
    ...(version && { spaceVersion: version.number }),
    ...(opening && { test: testOf(opening, input.openings.length) }),
    ...(ranking !== null && { ranking }),
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

/** What trains the same runs again. */
function runsOf({ plannedRuns, runs }: TrialRow): Pick<BestConfig, 'repeats' | 'runs'> {
  // Shares of the rows only chose it: the training on all of them is that of a study that trains once.
  if (plannedRuns === 1 || runs.some(({ share }) => share < 1)) return {};
  const folds = Math.max(1, ...runs.map(({ fold }) => fold ?? 1));
  return {
    repeats: Math.ceil(plannedRuns / folds),
    runs: runs.map(({ run, seed, fold, state, value }) => ({ run, seed, fold, state, value })),
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

function runnerOf(runner: OtherRunner, settings: ResolvedSettings): OtherRunner {
  return runner.kind === 'none' ? runner : { ...runner, argv: activeWords(runner.argv, settings) };
}
