// What a study of the built-in training runs on: encoded data, an engine, devices.
import { prepareApart } from '#main/data/prepare-apart.ts';
import { defaultParallel } from '#main/scheduler/index.ts';
import type { StudyRow } from '#main/store/store.ts';
import { unsupportedSettings } from '#main/training/loop/index.ts';
import { AppError } from '#shared/errors.ts';
import { gpuLabel } from '#shared/gpu.ts';
import { trialCount } from '#shared/study/build-space.ts';
import { checkObjectiveClasses } from '#shared/study/check-objective.ts';
import { checkStudy, hasError } from '#shared/study/check-study.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { chooseEngine, slotsOf } from './choose-engine.ts';
import { factsToStore, toDataFacts } from './data-facts.ts';
import { invalidStudy } from './definition.ts';
import { labelWarnings } from './label-warnings.ts';
import { defaultSettings, requireModel } from './model-summary.ts';
import { planningOf } from './planning.ts';
import type { PreparedWork, WorkInput } from './prepared-work.ts';

/** Throws AppError as prepareStudy does. */
export async function prepareBuiltin({ row, file, places, ground, baseDir, known }: WorkInput): Promise<PreparedWork> {
  if (!file.data) throw new AppError('invalid', 'data: The study names no data; give "data" with a "source".');
  const preparing = prepareApart(file.data, { baseDir, cacheDir: places.cacheDir });
  // Beside the data: workers start and load the engine while the data are read.
  const choosing = chooseEngine(row, file.engine, {
    enginesDir: places.enginesDir,
    workers: ground && { runner: ground.runner, processes: processesOf(file, ground.physicalCores) },
    needBytes: async () => {
      const data = await preparing;
      const { path: dataset, header } = data;
      const planned = planningOf({ header, dataset, engine: 'auto', enginesDir: places.enginesDir });
      return planned.work(defaultSettings(file, toDataFacts(factsToStore(data)))).deviceBytes;
    },
  });
  // What is wrong with the data is said first.
  choosing.catch(() => undefined);
  const prepared = await preparing;
  const { path, header, files } = prepared;
  const stored = factsToStore(prepared);
  refuseChangedData(row, stored.fingerprint, known);

  const facts = toDataFacts(stored);
  const problems = [...checkStudy(file, facts), ...checkObjectiveClasses(file, header.classes)];
  if (hasError(problems)) throw invalidStudy(problems);
  if (row.state === 'draft') requireModel(file, header, facts);
  const planning = (engine: string) => planningOf({ header, dataset: path, engine, enginesDir: places.enginesDir });
  const { engine, devices, notices } = await choosing;
  const slotsPerDevice = slotsOf(row, file.engine);
  const gpus = devices.flatMap((device) => (device.kind === 'gpu' ? [gpuLabel(device.gpu)] : []));
  const open = gpus.length > 0 ? slotsPerDevice === null : file.engine.threads === 'auto';
  return {
    dataFacts: facts,
    task: header.task,
    validationRows: stored.validationRows ?? header.validationRows,
    refusalOf: (settings) => unsupportedSettings(settings)[0] ?? null,
    engine: gpus.length > 0 ? { ...engine, gpus } : engine,
    devices,
    slotsPerDevice,
    planning: row.engine === null && open ? planning(engine.name) : null,
    datasets: files.map((fold) => fold.path),
    facts: { ...stored },
    notices: [...labelWarnings(files).map(({ message }) => ({ level: 'warning', message }) as const), ...notices],
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
