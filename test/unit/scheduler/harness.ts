// A scheduler on a real store in a temporary folder, with what it told kept in order.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpu, type Runner } from '#main/runners/runner.ts';
import {
  createCheckpointFiles,
  createScheduler,
  type LogEvent,
  type PreparedStudy,
  type Scheduler,
} from '#main/scheduler/index.ts';
import { completePoint, createPruner, createSampler } from '#main/search/index.ts';
import { openStore, type StoreOptions } from '#main/store/open-store.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import type { MetricColumns } from '#shared/contract/metrics.ts';
import type { Stage } from '#shared/contract/stages.ts';
import type { StudyProgress, StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';

export type Told =
  | { readonly kind: 'study'; readonly summary: StudySummary }
  | { readonly kind: 'trial'; readonly trial: Trial }
  | { readonly kind: 'stages'; readonly stages: Stage[] }
  | { readonly kind: 'metrics'; readonly columns: MetricColumns[] }
  | { readonly kind: 'log'; readonly entry: LogEvent };

export interface Harness {
  readonly store: Store;
  readonly scheduler: Scheduler;
  readonly told: Told[];
  readonly progress: StudyProgress[];
  readonly folder: string;
  /** Starts and waits for the end. */
  finish(overrides?: Parameters<Scheduler['start']>[1]): Promise<void>;
  study(): Promise<StudyRow>;
  /** A second scheduler on the same store, as after a restart. */
  again(runner: Runner): Harness;
  close(): Promise<void>;
}

export const studyId = 'study';

/** Epochs as told, "trial epoch" in order. */
export function toldEpochs(told: readonly Told[], trial: number): number[] {
  const columns = told.flatMap((one) => (one.kind === 'metrics' ? one.columns : []));
  return columns
    .filter((one) => one.trial === trial && one.key === 'validation.accuracy')
    .flatMap((one) => [...one.steps]);
}

export function toldStates(told: readonly Told[], trial: number): string[] {
  const states = told.flatMap((one) => (one.kind === 'trial' && one.trial.number === trial ? [one.trial.state] : []));
  return states.filter((state, i) => state !== states[i - 1]);
}

export function prepared(change: Partial<PreparedStudy> = {}): PreparedStudy {
  const space: PreparedStudy['space'] = {
    dimensions: [{ name: 'optimizer.learningRate', type: 'float', low: 1e-4, high: 1, scale: 'log' }],
    constraints: [],
    fixed: {},
  };
  return {
    stage: null,
    warm: null,
    carried: null,
    space,
    complete: (point, random) => completePoint(point, space, random),
    objective: { metric: 'validation.accuracy', direction: 'maximize', pick: 'best' },
    sampler: createSampler({ kind: 'random' }),
    search: null,
    pruner: createPruner({ kind: 'none' }),
    stop: { minutes: null, target: null, noImprovement: null },
    trials: 4,
    parallel: 1,
    seed: 7,
    trialSeed: null,
    repeats: 1,
    folds: null,
    baselines: [],
    enqueue: [],
    engine: { name: 'scripted', version: '0', threads: 1 },
    devices: [cpu],
    slotsPerDevice: null,
    planning: null,
    datasets: ['/nowhere'],
    facts: null,
    notices: [],
    resolve: (params) => ({ ...params, 'training.epochs': 3 }),
    ...change,
  };
}

export interface HarnessOptions {
  readonly runner: Runner;
  /** What the study is; `trials` and `parallel` of the overrides are put over it. */
  readonly study?: Partial<PreparedStudy>;
  /** In place of `study`, for one that follows its row. */
  readonly prepare?: (row: StudyRow, stage: string | null) => Promise<PreparedStudy>;
  readonly store?: StoreOptions;
  readonly now?: () => number;
}

export async function createHarness(options: HarnessOptions): Promise<Harness> {
  const folder = mkdtempSync(join(tmpdir(), 'vernier-scheduler-'));
  const store = await openStore(folder, options.store);
  const at = Date.now();
  await store.insertStudy({
    ...{
      id: studyId,
      name: 'a study',
      state: 'draft',
      reason: null,
      path: null,
      file: {},
      spaceKey: 'k',
      overrides: {},
    },
    ...{
      facts: null,
      engine: null,
      stages: null,
      warmStart: null,
      elapsedMs: 0,
      createdAt: at,
      changedAt: at,
      deletedAt: null,
      archivedAt: null,
      note: null,
      tags: [],
      afterwards: null,
    },
  });
  return on(store, folder, options);
}

function on(store: Store, folder: string, options: HarnessOptions): Harness {
  const told: Told[] = [];
  const progress: StudyProgress[] = [];
  const scheduler = createScheduler({
    store,
    runner: options.runner,
    checkpoints: createCheckpointFiles(join(folder, 'checkpoints')),
    now: options.now ?? Date.now,
    physicalCores: 2,
    closeGraceMs: 100,
    events: {
      studyChanged: (summary) => told.push({ kind: 'study', summary }),
      trialChanged: (trial) => told.push({ kind: 'trial', trial }),
      stagesChanged: (_id, stages) => told.push({ kind: 'stages', stages }),
      metricsAppended: (_id, columns) => told.push({ kind: 'metrics', columns }),
      logged: (entry) => told.push({ kind: 'log', entry }),
      progressed: (one) => progress.push(one),
    },
    prepare: async (row, _purpose, stage = null) => {
      if (options.prepare) return options.prepare(row, stage);
      const { trials, parallel } = row.overrides as { trials?: number; parallel?: number };
      const base = prepared(options.study);
      return { ...base, ...(trials !== undefined && { trials }), ...(parallel !== undefined && { parallel }) };
    },
  });
  return {
    ...{ store, scheduler, told, progress, folder },
    async finish(overrides) {
      await scheduler.start(studyId, overrides);
      await scheduler.idle(studyId);
    },
    async study() {
      const row = await store.getStudy(studyId);
      if (row === null) throw new Error('The study is gone.');
      return row;
    },
    again: (runner) => on(store, folder, { ...options, runner }),
    async close() {
      await scheduler.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function deferred(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

export async function until(holds: () => boolean | Promise<boolean>, limitMs = 5000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('What was waited for did not happen.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
