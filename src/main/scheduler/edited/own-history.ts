// What the sampler is told of a study's own trials once its space was changed: those inside the space in force, as points of it. Pure.
import type { History, ObservedTrial } from '#main/search/search.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import type { Params, ResolvedSettings } from '#shared/study/values.ts';
import { isFiniteSpace } from '#shared/study/walk.ts';
import { budgetSettings, type Place, placeOf } from '../earlier/projection.ts';
import type { PreparedStudy } from '../prepared.ts';
import type { TrialRecord } from '../trial-record.ts';

export interface OwnHistory {
  /** With those of its trials that count like any drawn from the space in force. */
  readonly history: History;
  /** The study with those that another budget lets count by their ranking only. */
  readonly prepared: PreparedStudy;
}

/**
 * `but`: a trial that is about to get other values. Trials outside are left out, and count again when a later space holds them; one in
 * which a setting was fixed that is searched now has its value. As long as the space was never changed, all is as it is.
 */
export function ownHistory(
  prepared: PreparedStudy,
  { records, history, but = null }: { records: readonly TrialRecord[]; history: History; but?: TrialRecord | null },
): OwnHistory {
  if (!prepared.edited) return { prepared, history };
  const trials: ObservedTrial[] = [];
  const ranked = new Map<string, ObservedTrial[]>();
  // A finite space is never asked twice for a point of its history.
  const finite = isFiniteSpace(prepared.space);
  for (const record of records) {
    if (record === but) continue;
    const { row, observed } = record;
    const place = placeIn(prepared, row.settings);
    if (place.fit === 'in') trials.push(withParams(observed, place.params));
    if (place.fit !== 'ranked' || finite || !isTerminal(row.state) || row.state === 'stopped') continue;
    const budget = JSON.stringify([...budgetSettings].map((key) => row.settings[key] ?? null));
    const group = ranked.get(budget) ?? [];
    group.push({ ...observed, params: place.params, steps: [], values: [] });
    ranked.set(budget, group);
  }
  const own = { ...history, trials };
  if (ranked.size === 0) return { prepared, history: own };
  const { same, other, startingPoints } = prepared.carried ?? { same: [], other: [], startingPoints: [] };
  return {
    prepared: { ...prepared, carried: { same, other: [...other, ...ranked.values()], startingPoints } },
    history: own,
  };
}

/** The sampler drew it, and nobody has begun it. */
export function isUnbegun({ state, source, startedAt, rerunOf }: TrialRecord['row']): boolean {
  return state === 'queued' && source === 'sampler' && startedAt === null && rerunOf === null;
}

/** Whether a trial that was drawn and not begun is no trial that the space in force could give. */
export function isOutdated(prepared: PreparedStudy, { settings, params }: TrialRecord['row']): boolean {
  if (!prepared.edited) return false;
  const place = placeIn(prepared, settings);
  return place.fit !== 'in' || !isSame(place.params, params);
}

/** A trial's settings never change, and neither does a space. */
const places = new WeakMap<PreparedStudy['space'], WeakMap<ResolvedSettings, Place>>();

function placeIn(prepared: PreparedStudy, settings: ResolvedSettings): Place {
  let known = places.get(prepared.space);
  if (known === undefined) {
    known = new WeakMap();
    places.set(prepared.space, known);
  }
  let place = known.get(settings);
  if (place === undefined) {
    place = placeOf({ space: prepared.space, resolve: (params) => prepared.resolve(params) }, settings);
    known.set(settings, place);
  }
  return place;
}

/** The trial itself where it has these params: what is derived from it is remembered by it. */
function withParams(observed: TrialRecord['observed'], params: Params): ObservedTrial {
  return isSame(observed.params, params) ? observed : { ...observed, params };
}

function isSame(a: Params, b: Params): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
