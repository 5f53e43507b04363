// What a start of the draft will do, as far as it can be said before anything is measured. Pure.
import type { DataProfile } from '#shared/contract/datasets.ts';
import { checkpointRoom } from '#shared/study/checkpoint-room.ts';
import { getIn, isObject, type JsonObject, type JsonPath } from './json.ts';
import { isHalving } from './pruner.ts';
import type { SettingRow } from './setting-rows.ts';
import { stagesOf, trialsInStages } from './stage-plan.ts';

const defaultTrials = 20;

export interface Plan {
  /** null: the grid decides and its size is not known. */
  readonly trials: number | null;
  /** How often each trial is trained: its repeats, on each fold. */
  readonly runs: number;
  /** Epochs of one run of a trial; null while they are searched. */
  readonly epochs: number | null;
  /** Upper bound of epochs in all, over every training of a trial; null when either is not known. */
  readonly epochsInAll: number | null;
  /** null: as many as the machine carries. */
  readonly parallel: number | null;
  readonly searched: number;
  /** Steps per epoch at the largest and at the smallest batch; null without a profile. */
  readonly updates: { readonly low: number; readonly high: number } | null;
  readonly isGrid: boolean;
}

export function planOf(
  file: JsonObject,
  rows: readonly SettingRow[],
  spaceSize: number | null,
  profile: DataProfile | null,
): Plan {
  const isGrid = stagesOf(file).length === 0 && getIn(file, ['search', 'sampler', 'kind']) === 'grid';
  const stages = stagesOf(file);
  const asked = trialsInStages(file) ?? countAt(file, ['search', 'trials']);
  const most = asked ?? (isGrid ? null : defaultTrials);
  const trials = spaceSize === null || !isGrid ? most : Math.min(most ?? spaceSize, spaceSize);
  const epochsRow = rows.find(({ setting }) => setting.key === 'training.epochs');
  const epochs = epochsRow?.mode === 'fix' ? numberOr(epochsRow.fixed, epochsRow.fallback) : null;
  const runs = (countAt(file, ['search', 'repeats']) ?? 1) * (countAt(file, ['data', 'validation', 'folds']) ?? 1);
  return {
    trials,
    runs,
    epochs,
    epochsInAll:
      trials === null || epochs === null
        ? null
        : runs * (stages.length > 0 ? epochsOf(stages, epochs) : trials * epochs),
    parallel: countAt(file, ['search', 'parallel']),
    searched: rows.filter(({ mode, use }) => mode === 'search' && use !== 'never').length,
    updates: updatesOf(rows, profile),
    isGrid,
  };
}

/** Bytes that checkpoints take at most where every model is as large as `size`; null while the number of trials is not known. */
export function checkpointBytes(
  file: JsonObject,
  { trials, parallel }: Plan,
  size: { readonly weights: number; readonly optimizer: number },
  cores: number,
): number | null {
  if (trials === null) return null;
  const stages = stagesOf(file);
  const pruners = [getIn(file, ['search', 'pruner']), ...stages.map(({ pruner }) => pruner)].flat();
  return checkpointRoom({
    ...{ trials, stages: Math.max(1, stages.length), parallel: parallel ?? cores },
    waitsAtRungs: pruners.some((pruner) => isObject(pruner) && isHalving(pruner.kind)),
    ...{ weights: size.weights, optimizer: size.optimizer },
  });
}

/** Of one run of every trial; `fallback` where a stage does not say how many epochs it has. */
function epochsOf(stages: readonly JsonObject[], fallback: number): number {
  return stages.reduce((sum, stage) => {
    const epochs = getIn(stage, ['settings', 'training.epochs']);
    return sum + (countAt(stage, ['trials']) ?? 0) * (typeof epochs === 'number' ? epochs : fallback);
  }, 0);
}

function countAt(file: JsonObject, path: JsonPath): number | null {
  const value = getIn(file, path);
  return typeof value === 'number' ? value : null;
}

function numberOr(value: unknown, fallback: unknown): number | null {
  if (typeof value === 'number') return value;
  return value === undefined && typeof fallback === 'number' ? fallback : null;
}

function updatesOf(rows: readonly SettingRow[], profile: DataProfile | null): Plan['updates'] {
  const row = rows.find(({ setting }) => setting.key === 'training.batchSize');
  if (profile === null || row === undefined) return null;
  const batches = batchesOf(row).filter((batch) => batch >= 1);
  if (batches.length === 0) return null;
  const steps = (batch: number) => Math.ceil(profile.trainRows / batch);
  return { low: steps(Math.max(...batches)), high: steps(Math.min(...batches)) };
}

function batchesOf({ range, fixed, fallback }: SettingRow): number[] {
  const values = isObject(range)
    ? Array.isArray(range.choices)
      ? range.choices
      : [range.low, range.high]
    : [fixed ?? fallback];
  return values.filter((value): value is number => typeof value === 'number');
}
