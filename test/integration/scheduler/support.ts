// A scheduler with everything real: store, workers, training, study files.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStudy } from '#main/host/open-study.ts';
import { openPlaces } from '#main/host/places.ts';
import { prepareStudy } from '#main/host/prepare-study.ts';
import { withWarmStart } from '#main/host/warm-start/prepare.ts';
import { createBuiltinRunner } from '#main/runners/builtin.ts';
import { createCheckpointFiles, createScheduler, type Scheduler } from '#main/scheduler/index.ts';
import { createSearchThread } from '#main/search-thread/client.ts';
import { openStore } from '#main/store/open-store.ts';
import type { Store } from '#main/store/store.ts';
import type { Stage } from '#shared/contract/stages.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';

export interface Told {
  readonly trials: Trial[];
  readonly studies: StudySummary[];
  readonly stages: Stage[][];
  /** [trial, epoch] in the order told. */
  readonly epochs: [number, number][];
  readonly log: string[];
}

export interface RealStudio {
  readonly store: Store;
  readonly scheduler: Scheduler;
  readonly told: Told;
  /** Stores the study and returns its id. */
  add(file: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'vernier-study-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export async function openStudio(
  folder: string,
  onEpoch: (trial: number, epoch: number, run: number) => void = () => undefined,
): Promise<RealStudio> {
  const places = openPlaces(folder, {});
  const store = await openStore(folder);
  const [runner, search] = [createBuiltinRunner(), createSearchThread()];
  const told: Told = { trials: [], studies: [], stages: [], epochs: [], log: [] };
  const scheduler = createScheduler({
    store,
    runner,
    checkpoints: createCheckpointFiles(places.checkpointDir),
    now: Date.now,
    physicalCores: 2,
    async prepare(row, purpose, stage) {
      const ground = purpose === 'start' ? { runner, search, physicalCores: 2 } : null;
      const cold = await prepareStudy(row, places, ground, { stage, ...(purpose === 'revise' && { search }) });
      return purpose === 'change' ? cold : withWarmStart(cold, row, store, places);
    },
    events: {
      studyChanged: (summary) => told.studies.push(summary),
      trialChanged: (trial) => told.trials.push(trial),
      stagesChanged: (_id, stages) => told.stages.push(stages),
      metricsAppended: (_id, columns) => {
        for (const { trial, run = 1, key, steps } of columns) {
          if (key !== 'train.loss') continue;
          for (const epoch of steps) {
            told.epochs.push([trial, epoch]);
            onEpoch(trial, epoch, run);
          }
        }
      },
      progressed: () => undefined,
      logged: ({ message }) => told.log.push(message),
    },
  });
  return {
    ...{ store, scheduler, told },
    async add(file) {
      const { row } = await openStudy({ file, path: null, fresh: false, overrides: {} }, store, {
        now: Date.now(),
        dataDir: folder,
      });
      return row.id;
    },
    async close() {
      await scheduler.close();
      await runner.close();
      await search.close();
      await store.close();
    },
  };
}

/** An epoch takes some 30 ms: long enough to be interrupted in the middle of a trial. */
export const spirals = {
  version: 1,
  id: 'spirals',
  name: 'Spirals',
  data: { source: 'sample', name: 'spirals', rows: 3000 },
  settings: {
    'model.family': 'mlp',
    'model.units': { type: 'int', low: 8, high: 64, scale: 'log' },
    'model.dropout': { type: 'float', low: 0, high: 0.3 },
    'optimizer.learningRate': { type: 'float', low: 1e-3, high: 1e-1, scale: 'log' },
    'training.batchSize': 16,
    'training.epochs': 12,
  },
  search: { sampler: { kind: 'random' }, pruner: { kind: 'median' }, trials: 8, parallel: 1, seed: 3 },
} as const;

/** Two of its trials, each trained three times for a few epochs. */
export const repeated = {
  ...spirals,
  settings: { ...spirals.settings, 'training.epochs': 5 },
  search: { ...spirals.search, trials: 2, repeats: 3 },
};

/** In two stages; every trial is stopped after its first epoch. */
export const stagedAndStopped = {
  ...spirals,
  search: { sampler: { kind: 'random' }, pruner: { kind: 'threshold', lower: 2 }, parallel: 1, seed: 3 },
  stages: [
    { name: 'coarse', trials: 2 },
    { name: 'fine', trials: 2, settings: { 'training.epochs': 3 } },
  ],
};

/** The same study with another pruner. */
export function prunedBy(kind: string) {
  return { ...spirals, search: { ...spirals.search, pruner: { kind } } };
}

/** What must be the same for two runs of one study: params, states, and every metric of every epoch, bit by bit. */
export async function resultOf(store: Store, id: string) {
  const trials = (await store.listTrials(id)).map(
    ({ number, state, reason, params, seed, runs, value, bestEpoch, lastEpoch }) => ({
      ...{ number, state, reason, params, seed, runs, value, bestEpoch, lastEpoch },
    }),
  );
  const chunks = await store.readMetrics(id, { runs: 'all' });
  const curves = chunks.map(({ trial, run = 1, key, steps, values }) => ({ trial, run, key, steps, values }));
  return { trials, curves };
}
