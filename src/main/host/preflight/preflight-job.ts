// From a checked study and its prepared data to what its pre-flight checks are made of.
import type { PreparedDataset } from '#main/data/prepare.ts';
import { defaultParallel } from '#main/scheduler/index.ts';
import type { StudyRow } from '#main/store/store.ts';
import { scalingNames } from '#main/training/loop/scaling.ts';
import type { ModelPoint } from '#shared/contract/studies.ts';
import type { DataFacts } from '#shared/settings/index.ts';
import { resolveSettings, runsPerTrial, trialCount } from '#shared/study/build-space.ts';
import { isRange, type SettingEntry } from '#shared/study/ranges.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import type { ResolvedSettings, SettingValue } from '#shared/study/values.ts';
import { thisMachine } from '../machine.ts';
import { defaultSettings, largestBatch, roomHere, smallestPoint } from '../model-summary.ts';
import type { DataQuestion, PreflightJob } from './job.ts';

export interface LookedStudy {
  /** Of the last stage, where there are stages. */
  readonly file: StudyFile;
  /** As it was written, with all of its stages. */
  readonly whole: StudyFile;
  readonly prepared: PreparedDataset;
  readonly facts: DataFacts;
  /** null: the study never ran, and its engine is what the file says. */
  readonly engine: StudyRow['engine'];
}

/** What the checks of the data alone need; `models` for all others: the default point, and the largest where there is one. */
export async function preflightJobOf(looked: LookedStudy, models: readonly ModelPoint[] | null): Promise<PreflightJob> {
  const { file, whole, prepared, facts, engine } = looked;
  const settings = defaultSettings(file, facts);
  const threads = engine?.threads ?? (file.engine.threads === 'auto' ? 1 : file.engine.threads);
  const { physicalCores } = await thisMachine();
  const parallel = file.search.parallel ?? defaultParallel(physicalCores, threads);
  const trials = trialCount(whole);
  return {
    dataset: prepared.path,
    scope: models === null ? 'data' : 'all',
    data: questionOf(looked, settings),
    settings,
    ...{ engine: engine?.name ?? file.engine.name, threads, seed: file.search.seed },
    rates: studyRates(file.settings['optimizer.learningRate'], settings['optimizer.learningRate'] ?? null),
    searchedModel: ['model.units', 'model.layers'].some((key) => isSearched(file.settings[key])),
    corners: models === null ? [] : await cornersOf(looked, models),
    plan: {
      runs: trials === null ? null : trials * runsPerTrial(file),
      parallel,
      largestBatch:
        models === null ? null : await largestBatch(settings, prepared.header, roomHere(file.search.parallel ?? 1)),
      stopMinutes: file.search.stop.minutes ?? null,
    },
  };
}

function questionOf({ file, prepared }: LookedStudy, settings: ResolvedSettings): DataQuestion {
  const { spec, profile, header } = prepared;
  const wanted = settings['input.scaling'];
  const batch = settings['training.batchSize'];
  const balancing = ['balance.oversample', 'balance.balancedBatches', 'balance.classWeights'];
  return {
    profile,
    excluded: spec.source === 'csv' || spec.source === 'parquet' ? [...(spec.exclude ?? [])] : null,
    scaling: scalingNames.find((name) => name === wanted) ?? 'standardize',
    batchSize: Math.min(typeof batch === 'number' ? batch : header.trainRows, header.trainRows),
    balanced: balancing.some((key) => isSearched(file.settings[key]) || Number(settings[key] ?? 0) > 0),
  };
}

const isSearched = (entry: SettingEntry | undefined) => entry !== undefined && isRange(entry);

/** The ends of what the study tries; of a prior the middle 95 %. */
function studyRates(entry: SettingEntry | undefined, own: SettingValue): PreflightJob['rates'] {
  const fixed = typeof own === 'number' ? own : 0;
  if (entry === undefined || !isRange(entry)) return { low: fixed, high: fixed, searched: false };
  switch (entry.type) {
    case 'float':
    case 'int':
      return { low: entry.low, high: entry.high, searched: true };
    case 'categorical': {
      const rates = entry.choices.filter((choice) => typeof choice === 'number');
      return { low: Math.min(...rates), high: Math.max(...rates), searched: true };
    }
    case 'normal':
      return { low: Math.max(0, entry.mean - 2 * entry.sd), high: entry.mean + 2 * entry.sd, searched: true };
    case 'lognormal':
      return { low: Math.exp(entry.mean - 2 * entry.sd), high: Math.exp(entry.mean + 2 * entry.sd), searched: true };
  }
}

async function cornersOf(
  { file, prepared, facts }: LookedStudy,
  models: readonly ModelPoint[],
): Promise<PreflightJob['corners']> {
  const corners = models.map(({ point, params, refusal, memory }) => ({
    ...corner(resolveSettings(file, params, facts)),
    ...{ point, refusal, workerBytes: memory.worker, availableBytes: memory.available },
  }));
  const small = await smallestPoint(file, prepared.header, facts);
  const [first] = corners;
  if (small === null || first === undefined) return corners;
  const settings = corner(resolveSettings(file, small, facts));
  return [
    ...corners,
    { ...settings, point: 'smallest', refusal: null, workerBytes: 0, availableBytes: first.availableBytes },
  ];
}

function corner(settings: ResolvedSettings) {
  const epochs = settings['training.epochs'];
  return { settings: { ...settings }, epochs: typeof epochs === 'number' ? epochs : 1 };
}
