// The host: store, scheduler and workers behind the contract's handlers. Knows no transport; a session attaches ports to it.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createAnalysisThread } from '#main/analysis-thread/client.ts';
import { createCurveThread } from '#main/curve-thread/client.ts';
import { thisMachine as machineForEngines } from '#main/engine-manager/index.ts';
import { createBuiltinRunner } from '#main/runners/builtin.ts';
import { createRunnerByJob } from '#main/runners/by-job.ts';
import { createCommandRunner } from '#main/runners/command/index.ts';
import { cpu, type Runner } from '#main/runners/runner.ts';
import { createCheckpointFiles, createScheduler, interruptedReason } from '#main/scheduler/index.ts';
import { createSearchThread } from '#main/search-thread/client.ts';
import { type Damage, openStore } from '#main/store/open-store.ts';
import type { Store } from '#main/store/store.ts';
import { enginesDirVariable } from '#main/training/engines/index.ts';
import { contract, type VernierHandlers, type VernierPublish } from '#shared/contract/index.ts';
import { createServer, type Port } from '#shared/rpc/index.ts';
import { createCacheKeeper } from './cache-keeper.ts';
import { openShelf } from './data-library/shelf.ts';
import { createEngineDesk } from './engines/desk.ts';
import type { ExpectedWork } from './expected-work.ts';
import { adviceHandlers } from './handlers/advice.ts';
import { analysisHandlers } from './handlers/analysis.ts';
import { applicationHandlers } from './handlers/application.ts';
import { checkHandlers } from './handlers/checks.ts';
import { dataLibraryHandlers, purgeForgotten } from './handlers/data-library.ts';
import { spaceHandlers } from './handlers/space.ts';
import { stageHandlers } from './handlers/stages.ts';
import { studyHandlers } from './handlers/studies.ts';
import { testHandlers } from './handlers/test.ts';
import { trialHandlers } from './handlers/trials.ts';
import { viewHandlers } from './handlers/views.ts';
import { thisMachine } from './machine.ts';
import { nodeBinary, type Places } from './places.ts';
import { prepareStudy } from './prepare-study.ts';
import { currentSummary, type Services } from './services.ts';
import { withWarmStart } from './warm-start/prepare.ts';

export interface HostInput {
  readonly places: Places;
  readonly shell: Services['shell'];
  readonly onNotice: (sentence: string) => void;
  /** What is about to be trained: its workers start while the store is being opened. */
  readonly expected?: ExpectedWork | undefined;
}

export interface Host {
  attach(port: Port): () => void;
  /** Resolves when no call runs. */
  idle(): Promise<void>;
  /** Running trials save a checkpoint and go on at the next start; what is stored can still be read. */
  rest(): Promise<void>;
  /** As `rest`; then deleted studies are removed for good, and nothing can be called any more. */
  close(): Promise<void>;
}

/** The caller holds the data directory's lock. Throws AppError when the store cannot be opened. */
export async function createHost(input: HostInput): Promise<Host> {
  const { places, onNotice, expected } = input;
  const builtin = createBuiltinRunner({
    execPath: nodeBinary(process.platform, process.env),
    environment: { ...process.env, [enginesDirVariable]: places.enginesDir },
  });
  const runner = createRunnerByJob(builtin, createCommandRunner());
  // Whether the engine can be used is asked again when it is chosen.
  if (expected !== undefined) void runner.load(expected.engine, { ...expected, device: cpu });
  let store: Store | null = null;
  try {
    let damage: Damage | null = null;
    const onDamage = (found: Damage) => {
      damage = found;
      onNotice(found.message);
    };
    store = await openStore(places.dataDir, { onDamage });
    return await hostOn(store, runner, damage, input);
  } catch (error) {
    await runner.close();
    await store?.close();
    throw error;
  }
}

async function hostOn(
  store: Store,
  runner: Runner,
  damage: Damage | null,
  { places, shell, onNotice }: HostInput,
): Promise<Host> {
  const search = createSearchThread();
  const machine = await thisMachine();
  const scheduler = createScheduler({
    store,
    runner,
    now: Date.now,
    checkpoints: createCheckpointFiles(places.checkpointDir),
    physicalCores: machine.physicalCores,
    async prepare(row, purpose, stage) {
      const ground = purpose === 'start' ? { runner, search, physicalCores: machine.physicalCores } : null;
      const cold = await prepareStudy(row, places, ground, { stage, ...(purpose === 'revise' && { search }) });
      const prepared = purpose === 'change' ? cold : await withWarmStart(cold, row, store, places);
      if (prepared.datasets.length > 0) cache.used(row.id, prepared.datasets);
      return prepared;
    },
    events: {
      studyChanged: (summary) => server.publish('studies.changed', '', summary),
      trialChanged: (trial) => server.publish('trials.changed', trial.studyId, trial),
      stagesChanged: (studyId, stages) => server.publish('stages.changed', studyId, { studyId, stages }),
      metricsAppended: (studyId, columns) => server.publish('metrics.appended', studyId, { studyId, columns }),
      progressed: (progress) => server.publish('studies.progressed', progress.studyId, progress),
      logged: ({ studyId, at, level, message }) =>
        server.publish('studies.logged', studyId, { studyId, at, level, message }),
    },
  });
  let resting: Promise<void> | null = null;
  const cache = createCacheKeeper({
    folder: places.cacheDir,
    isRunning: (id) => scheduler.summary(id) !== null,
    now: Date.now,
  });
  /** Deleted studies can be restored until the program ends; afterwards nothing of them stays. */
  async function forgetDeleted(): Promise<void> {
    const folders = (await store.purgeDeleted()).map((id) => join(places.checkpointDir, id));
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    await purgeForgotten({ store, shelf, places, now: Date.now }).catch((error: Error) => onNotice(error.message));
  }

  /** A studio goes on with what the end of the program before it interrupted; a headless run only with its own study. */
  async function continueInterrupted(): Promise<void> {
    for (const { id, state, reason } of await store.listStudies()) {
      if (state !== 'paused' || reason !== interruptedReason) continue;
      await scheduler.start(id).catch((error: Error) => cannotGoOn(id, error.message));
    }
  }

  /** The sentence stands on the study's page, with a button that tries again. */
  async function cannotGoOn(id: string, reason: string): Promise<void> {
    // A program that ends meanwhile leaves the study to the next start.
    if (resting !== null) return;
    await store.updateStudy(id, { state: 'failed', reason, changedAt: Date.now() });
    server.publish('studies.changed', '', await currentSummary(store, id));
  }

  const publish: VernierPublish = (name, topic, payload) => server.publish(name, topic, payload);
  const engines = createEngineDesk({
    ...{ enginesDir: places.enginesDir, machine: machineForEngines(), store, publish, onNotice },
    now: Date.now,
  });
  const analysis = createAnalysisThread(places.dataDir);
  const curves = createCurveThread();
  const shelf = openShelf(places.dataDir, onNotice);
  const services: Services = {
    ...{ store, scheduler, places, engines, analysis, curves, shelf, shell, publish, damage },
    startedAt: Date.now(),
    now: Date.now,
  };
  const handlers: VernierHandlers = {
    ...applicationHandlers(services),
    ...studyHandlers(services),
    ...spaceHandlers(services),
    ...stageHandlers(services),
    ...trialHandlers(services),
    ...testHandlers(services),
    ...viewHandlers(services),
    ...checkHandlers(services),
    ...analysisHandlers(services),
    ...adviceHandlers(services),
    ...dataLibraryHandlers(services),
  };
  const server = createServer(contract, handlers, {
    validateOutputs: process.env.VERNIER_VALIDATE === '1',
    onError: (error, call) => onNotice(`${call} failed: ${error.message}`),
  });
  await forgetDeleted();
  await scheduler.recover();
  if (shell !== 'headless') {
    continueInterrupted().catch((error: Error) => onNotice(`Interrupted studies did not go on: ${error.message}`));
  }

  async function rest(): Promise<void> {
    await engines.close();
    await scheduler.close();
    await runner.close();
    await search.close();
    await cache.idle();
  }
  const rested = () => {
    resting ??= rest();
    return resting;
  };

  return {
    attach: (port) => server.attach(port),
    idle: server.idle,
    rest: rested,
    async close() {
      await rested();
      await forgetDeleted();
      server.close();
      await analysis.close();
      await curves.close();
      await store.close();
    },
  };
}
