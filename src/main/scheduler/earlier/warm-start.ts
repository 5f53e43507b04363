// What the trials of another study tell the sampler of one that was started warm from it. Pure.
import type { ObservedTrial } from '#main/search/search.ts';
import type { WarmSourceRow, WarmTrialRow } from '#main/store/store.ts';
import type { Direction } from '#shared/contract/common.ts';
import type { Misfit, WarmStartSource } from '#shared/contract/warm-start.ts';
import { pointKey } from '#shared/study/points.ts';
import { rankTrials } from '#shared/study/ranking.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { isFiniteSpace } from '#shared/study/walk.ts';
import type { CarriedOver } from './carried-over.ts';
import { budgetSettings, type OtherValue, project, type Target } from './projection.ts';

/** Copies of other studies' trials, and the studies that they are of. */
export interface WarmStart {
  readonly sources: readonly WarmSourceRow[];
  readonly trials: readonly WarmTrialRow[];
  /** The study has not begun, and they are not stored with it yet. */
  readonly isNew: boolean;
}

const otherValue: OtherValue = (setting) => (budgetSettings.has(setting) ? 'ranked' : 'none');

export type WarmCounts = Pick<WarmStartSource, 'same' | 'ranked' | 'unfit' | 'startingPoints'>;

export interface WarmTarget extends Target {
  readonly direction: Direction;
  /** It has several objectives. */
  readonly several: boolean;
}

/** What one source's trials come to. */
interface Carrying {
  same: number;
  ranked: number;
  readonly unfit: Map<string, { readonly why: Misfit; trials: number }>;
  /** Points of the space by group, trials as this study knows them. */
  readonly points: Map<string, ObservedTrial[]>;
}

/**
 * Trials of equal budget and data count as the study's own, others by their ranking. `startingPoints` of a source: so many of its best are
 * trained first. `counts`: of each source, in their order. A trial's number is below 1 and says its place; `from` says what it is.
 */
export function carryWarm(
  target: WarmTarget,
  {
    sources,
    trials,
  }: { readonly sources: readonly Omit<WarmSourceRow, keyof WarmCounts | 'ended' | 'taken'>[] } & Pick<
    WarmStart,
    'trials'
  >,
  startingPoints: readonly number[],
): { readonly carried: CarriedOver; readonly counts: readonly WarmCounts[] } {
  const same: ObservedTrial[] = [];
  const other = new Map<string, ObservedTrial[]>();
  const finite = isFiniteSpace(target.space);
  const carryings = sources.map((): Carrying => ({ same: 0, ranked: 0, unfit: new Map(), points: new Map() }));
  for (const trial of trials) {
    const source = sources[trial.source];
    const carrying = carryings[trial.source];
    if (source === undefined || carrying === undefined) continue;
    const observed = observedOf(trial, trials.length, source.study.name);
    const { measure = null } = source.grounds.find(({ stage }) => stage === trial.stage) ?? {};
    const group = groupOf(trial, measure);
    const projection = project(
      target,
      { observed, settings: trial.settings, measure, group },
      { other: otherValue, finite },
    );
    if (projection === null) continue;
    const why = misfitOf(projection, target.several);
    if (why !== null) countMisfit(carrying.unfit, why);
    if (!('params' in projection)) continue;
    const known = { ...observed, params: projection.params };
    push(carrying.points, projection.fit === 'same' ? '' : group, known);
    if (projection.fit === 'same') {
      carrying.same++;
      same.push(known);
    } else if (projection.fit === 'ranked' && why === null) {
      carrying.ranked++;
      push(other, group, { ...known, steps: [], values: [] });
    }
  }
  const firsts = carryings.map(({ points }, i) => bestPoints(points, startingPoints[i] ?? 0, target));
  const points = new Map(firsts.flat().map((params) => [pointKey(target.space, params), params]));
  return {
    carried: { same, other: [...other.values()], startingPoints: [...points.values()] },
    counts: carryings.map(({ unfit, ...counts }, i) => ({
      ...{ same: counts.same, ranked: counts.ranked, startingPoints: firsts[i]?.length ?? 0 },
      unfit: [...unfit.values()]
        .map(({ why, trials: n }) => ({ ...why, trials: n }))
        .sort((a, b) => b.trials - a.trials),
    })),
  };
}

function observedOf(trial: WarmTrialRow, count: number, study: string): ObservedTrial {
  const { place, number, state, params, value, objectives, epochs, steps, values } = trial;
  return {
    ...{ number: place - count, from: { study, trial: number }, state, params, value, steps, values },
    ...{ plannedEpochs: epochs, objectives: objectives ?? undefined },
  };
}

function groupOf({ source, stage, settings }: WarmTrialRow, measure: string | null): string {
  return JSON.stringify([source, stage, measure, [...budgetSettings].map((key) => settings[key] ?? null)]);
}

function misfitOf(projection: NonNullable<ReturnType<typeof project>>, several: boolean): Misfit | null {
  if ('why' in projection) return projection.why;
  return projection.fit === 'ranked' && several ? { kind: 'several', setting: null, detail: null } : null;
}

function countMisfit(unfit: Carrying['unfit'], why: Misfit): void {
  const key = JSON.stringify(why);
  const known = unfit.get(key);
  if (known === undefined) unfit.set(key, { why, trials: 1 });
  else known.trials++;
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/**
 * The best of every group in turn, values of different groups not being comparable: first those of equal budget, then the later groups
 * before the earlier ones, as a study's last stage says most.
 */
function bestPoints(
  groups: ReadonlyMap<string, readonly ObservedTrial[]>,
  count: number,
  { space, direction }: { readonly space: Space; readonly direction: Direction },
): Params[] {
  const keys = [...groups.keys()].filter((key) => key !== '').reverse();
  const ranked = ['', ...keys].map((key) => rankTrials(groups.get(key) ?? [], direction));
  const points = new Map<string, Params>();
  const longest = Math.max(...ranked.map(({ length }) => length));
  for (let rank = 0; rank < longest && points.size < count; rank++) {
    for (const list of ranked) {
      const params = list[rank]?.params;
      if (params !== undefined && points.size < count) points.set(pointKey(space, params), params);
    }
  }
  return [...points.values()];
}
