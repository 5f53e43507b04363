// What the trials of earlier stages tell the sampler of a later one. Pure.
import type { History, ObservedTrial } from '#main/search/search.ts';
import { median } from '#shared/num/statistics.ts';
import { legalValue } from '#shared/study/candidates.ts';
import { conditionHolds } from '#shared/study/condition.ts';
import { pointKey, violated } from '#shared/study/points.ts';
import { rankTrials } from '#shared/study/ranking.ts';
import type { Space } from '#shared/study/space.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import { isFiniteSpace } from '#shared/study/walk.ts';
import type { PreparedStudy } from '../prepared.ts';
import type { TrialRecord } from '../trial-record.ts';
import type { CarriedOver } from './carried-over.ts';

/** `records`: trials of earlier stages, with the rows of all stages in `prepared.stage`. Those without an end say nothing yet. */
export function carryOver(prepared: PreparedStudy, records: readonly TrialRecord[]): CarriedOver {
  const same: ObservedTrial[] = [];
  const other = new Map<string, ObservedTrial[]>();
  let outside = 0;
  const finite = isFiniteSpace(prepared.space);
  for (const record of records) {
    const { state } = record.row;
    if (!isTerminal(state) || state === 'failed') continue;
    const params = inSpace(prepared.space, record.row.settings);
    const fit = params === null ? 'outside' : fitOf(prepared, record, params);
    if (params === null || fit === 'outside') outside++;
    else if (fit === 'same') same.push({ ...record.observed, params });
    // A finite space is never asked twice for a point of its history, and these must be trained on the new budget.
    else if (!finite && state !== 'stopped') {
      const budget = record.row.stage ?? '';
      const trials = other.get(budget) ?? [];
      trials.push({ ...record.observed, params, steps: [], values: [] });
      other.set(budget, trials);
    }
  }
  return { same, other: [...other.values()], outside, startingPoints: startingPoints(prepared, records) };
}

/**
 * The history that the sampler is asked with: the stage's own trials, and what earlier ones tell. Values of a stage on another budget are
 * moved by the median difference of the configurations that were trained on both; before there is one, so that the best of both
 * are level, and not at all while this stage has no value of its own.
 */
export function historyWith({ same, other }: CarriedOver, own: History, space: Space): History {
  if (same.length + other.length === 0) return own;
  const moved = other.flatMap((trials) => movedBy(levelShift(trials, own, space), trials));
  const earlier = [...same, ...moved].sort((a, b) => a.number - b.number);
  return { direction: own.direction, trials: [...earlier, ...own.trials] };
}

function movedBy(shift: number, trials: readonly ObservedTrial[]): readonly ObservedTrial[] {
  if (shift === 0) return trials;
  return trials.map((trial) => (trial.value === null ? trial : { ...trial, value: trial.value + shift }));
}

function levelShift(trials: readonly ObservedTrial[], own: History, space: Space): number {
  const before = new Map<string, number>();
  for (const trial of trials) if (trial.value !== null) before.set(keyOf(trial, space), trial.value);
  const differences: number[] = [];
  for (const trial of own.trials) {
    const { state, value } = trial;
    const old = state === 'complete' && value !== null ? before.get(keyOf(trial, space)) : undefined;
    if (old !== undefined && value !== null) differences.push(value - old);
  }
  if (differences.length > 0) return median(differences);
  const [bestOwn] = rankTrials(own.trials, own.direction);
  const [bestBefore] = rankTrials(trials, own.direction);
  return bestOwn?.value == null || bestBefore?.value == null ? 0 : bestOwn.value - bestBefore.value;
}

/** A trial's params never change, and neither does the space of a run. */
const keys = new WeakMap<ObservedTrial, string>();

function keyOf(trial: ObservedTrial, space: Space): string {
  let key = keys.get(trial);
  if (key === undefined) {
    key = pointKey(space, trial.params);
    keys.set(trial, key);
  }
  return key;
}

/** A trial's settings as a point of another space; null when the space has no such point. */
function inSpace(space: Space, settings: Params): Params | null {
  const values: Record<string, SettingValue> = { ...space.fixed };
  const params: Record<string, SettingValue> = {};
  for (const dimension of space.dimensions) {
    if (!conditionHolds(dimension.when, values)) continue;
    const value = settings[dimension.name];
    const legal = value === undefined ? undefined : legalValue(dimension, value);
    if (legal === undefined) return null;
    params[dimension.name] = legal;
    values[dimension.name] = legal;
  }
  return violated(space, params) === null ? params : null;
}

/** `outside`: a setting that its stage searched has another value than it can have here. */
function fitOf(
  { space, stage, resolve }: PreparedStudy,
  { row }: TrialRecord,
  params: Params,
): 'same' | 'other' | 'outside' {
  let settings: Params;
  try {
    settings = resolve(params);
  } catch {
    return 'outside';
  }
  const searched = new Set(space.dimensions.map(({ name }) => name));
  const keys = new Set([...Object.keys(settings), ...Object.keys(row.settings)]);
  const differing = [...keys].filter((key) => !searched.has(key) && settings[key] !== row.settings[key]);
  if (differing.some((key) => key in row.params)) return 'outside';
  const fingerprint = (name: string | null) => stage?.rows.find((one) => one.name === name)?.facts?.fingerprint ?? null;
  const sameData = fingerprint(row.stage) === fingerprint(stage?.name ?? null);
  return differing.length === 0 && sameData ? 'same' : 'other';
}

/** The best of the stage that is narrowed, as far as they lie in the new ranges; of settings that are fixed now the values do not count. */
function startingPoints({ space, stage, objective }: PreparedStudy, records: readonly TrialRecord[]): Params[] {
  const from = stage?.startsFrom;
  if (!from) return [];
  const rows = records.map(({ row }) => row).filter((row) => row.stage === from.stage);
  const points = new Map<string, Params>();
  for (const { settings } of rankTrials(rows, objective.direction)) {
    const params = points.size < from.count ? inSpace(space, settings) : null;
    if (params !== null) points.set(pointKey(space, params), params);
  }
  return [...points.values()];
}
