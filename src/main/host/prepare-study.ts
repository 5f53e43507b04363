// Everything the scheduler needs to run a study: data encoded, space built, sampler, pruner and engine chosen.
import { dirname } from 'node:path';
import { prepareApart } from '#main/data/prepare-apart.ts';
import type { Runner } from '#main/runners/runner.ts';
import { defaultParallel, type PreparedStudy } from '#main/scheduler/index.ts';
import { completePoint, createPruner, createSampler, takesTime } from '#main/search/index.ts';
import type { SearchThread } from '#main/search-thread/client.ts';
import type { StudyRow } from '#main/store/store.ts';
import { unsupportedSettings } from '#main/training/loop/index.ts';
import { AppError } from '#shared/errors.ts';
import { gpuLabel } from '#shared/gpu.ts';
import { buildSpace, objectiveOf, resolveSettings, trialCount } from '#shared/study/build-space.ts';
import { checkObjectiveClasses } from '#shared/study/check-objective.ts';
import { checkStudy, hasError } from '#shared/study/check-study.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import type { Params } from '#shared/study/values.ts';
import { chooseEngine, slotsOf } from './choose-engine.ts';
import { factsToStore, storedFactsOf, toDataFacts } from './data-facts.ts';
import { definitionOf, invalidStudy } from './definition.ts';
import { labelWarnings } from './label-warnings.ts';
import { defaultSettings, requireModel } from './model-summary.ts';
import type { Places } from './places.ts';
import { planningOf } from './planning.ts';
import { lookAtStages, stopOfStage } from './stages/looking.ts';
import { preparedStage } from './stages/prepared-stage.ts';
import { studyOfStage } from './stages/stage-study.ts';

/** What a study that is about to start runs on. */
export interface Ground {
  readonly runner: Runner;
  readonly search: SearchThread;
  readonly physicalCores: number;
}

/**
 * Throws AppError: `invalid` when file and data do not fit each other, `conflict` when the data are no longer those that the
 * study has been running on, `unavailable` when the engine cannot run here.
 */
export async function prepareStudy(
  row: StudyRow,
  places: Places,
  ground: Ground | null,
  stageName?: string | null,
): Promise<PreparedStudy> {
  const { file: whole, expectedFingerprint } = definitionOf(row);
  const { file, rows, stage } = studyOfStage(whole, row, stageName);
  if (!file.data) throw new AppError('invalid', 'data: The study names no data; give "data" with a "source".');
  const baseDir = row.path === null ? places.dataDir : dirname(row.path);
  const preparing = prepareApart(file.data, { baseDir, cacheDir: places.cacheDir });
  // Beside the data: workers start and load the engine while the data are read.
  const choosing = chooseEngine(row, file.engine, {
    enginesDir: places.enginesDir,
    workers: ground && { runner: ground.runner, processes: processesOf(file, ground.physicalCores) },
    needBytes: async () => {
      const { path: dataset, header, spec } = await preparing;
      const planned = planningOf({ header, dataset, engine: 'auto', enginesDir: places.enginesDir });
      return planned.work(defaultSettings(file, toDataFacts(factsToStore(header, spec)))).deviceBytes;
    },
  });
  // What is wrong with the data is said first.
  choosing.catch(() => undefined);
  const { path, header, spec } = await preparing;
  const stored = factsToStore(header, spec);
  const known = stage === null ? row.facts : stage.row.facts;
  refuseChangedData(row, stored.fingerprint, storedFactsOf(known)?.fingerprint ?? expectedFingerprint);

  const facts = toDataFacts(stored);
  const problems = [...checkStudy(file, facts), ...checkObjectiveClasses(file, header.classes)];
  if (hasError(problems)) throw invalidStudy(problems);
  const space = buildSpace(file, facts);
  if (row.state === 'draft') requireModel(file, header, facts);
  const { search } = file;
  const planning = (engine: string) => planningOf({ header, dataset: path, engine, enginesDir: places.enginesDir });
  const { engine, devices, notices } = await choosing;
  const stages = ground === null ? rows : await lookAtStages(whole, rows, { baseDir, cacheDir: places.cacheDir });
  const slotsPerDevice = slotsOf(row, file.engine);
  const gpus = devices.flatMap((device) => (device.kind === 'gpu' ? [gpuLabel(device.gpu)] : []));
  const open = gpus.length > 0 ? slotsPerDevice === null : file.engine.threads === 'auto';
  return {
    stage: stage && preparedStage(whole, stages, stage.row.name),
    carried: null,
    space,
    objective: objectiveOf(file, header.task),
    sampler: createSampler(search.sampler),
    search: ground && takesTime(search.sampler) ? ground.search.open({ space, sampler: search.sampler }) : null,
    pruner: createPruner(search.pruner),
    stop: stage === null ? search.stop : stopOfStage(whole, search.stop, stage.spec),
    trials: trialCount(file),
    parallel: search.parallel,
    seed: search.seed,
    trialSeed: search.trialSeed,
    enqueue: search.enqueue,
    complete: (point, random) => completePoint(point, space, random, facts),
    engine: gpus.length > 0 ? { ...engine, gpus } : engine,
    devices,
    slotsPerDevice,
    planning: row.engine === null && open ? planning(engine.name) : null,
    dataset: path,
    facts: { ...stored },
    notices: [...labelWarnings(header).map(({ message }) => ({ level: 'warning', message }) as const), ...notices],
    resolve(params: Params) {
      const settings = resolveSettings(file, params, facts);
      const [refusal] = unsupportedSettings(settings);
      if (refusal) throw new AppError('invalid', refusal);
      return settings;
    },
  };
}

/** Trials that train at once, as far as the file says; workers that are not needed end when they have waited for a while. */
function processesOf(file: StudyFile, physicalCores: number): number {
  const { threads } = file.engine;
  const lanes = file.search.parallel ?? defaultParallel(physicalCores, threads === 'auto' ? 1 : threads);
  return Math.min(lanes, trialCount(file) ?? lanes);
}

function refuseChangedData(row: StudyRow, fingerprint: string, known: string | null): void {
  if (known === null || known === fingerprint) return;
  throw new AppError(
    'conflict',
    row.facts === null
      ? 'The data are not those that this configuration was found on (their fingerprint differs); point "data" at the same data.'
      : `The data of study "${row.name}" changed since it began; run it as a new study (--new), or bring the old data back.`,
    { fingerprint, known },
  );
}
