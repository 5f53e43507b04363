// A trial that was trained elsewhere, in another stage or another study, as a point of this study's space. Pure.
import type { ObservedTrial } from '#main/search/search.ts';
import type { Misfit } from '#shared/contract/warm-start.ts';
import { legalValue } from '#shared/study/candidates.ts';
import { conditionHolds } from '#shared/study/condition.ts';
import { violated } from '#shared/study/points.ts';
import type { Space } from '#shared/study/space.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import type { Params, ResolvedSettings, SettingValue } from '#shared/study/values.ts';
import { isFiniteSpace } from '#shared/study/walk.ts';
import { describeValues } from './describe-values.ts';

/** What trials are projected into. */
export interface Target {
  readonly space: Space;
  /** What its values are measured on: trials of equal measure can be compared. */
  readonly measure: string | null;
  /** Every setting of a trial with these params. Throws AppError when they cannot be trained. */
  resolve(params: Params): ResolvedSettings;
}

export interface EarlierTrial {
  readonly observed: ObservedTrial;
  /** Every setting that it was trained with. */
  readonly settings: ResolvedSettings;
  readonly measure: string | null;
  /** Trials of one group were trained on the same budget and data: they can be compared with each other. */
  readonly group: string;
}

export type Projection =
  /** As this study would have trained it. */
  | { readonly fit: 'same'; readonly params: Params }
  /** A point of the space, on another budget or other data. */
  | { readonly fit: 'ranked'; readonly params: Params }
  /** A point of the space from which nothing can be learned about others. */
  | { readonly fit: 'idle'; readonly params: Params; readonly why: Misfit }
  /** No point of the space, or without a result. */
  | { readonly fit: 'none'; readonly why: Misfit };

/** What a setting that is not searched here and has another value there makes of the trial. */
export type OtherValue = (setting: string, trial: EarlierTrial) => 'ranked' | 'none';

/** Of a trial that has ended; null for one that has not. `finite`: isFiniteSpace of the target's space. */
export function project(
  target: Target,
  trial: EarlierTrial,
  { other, finite = isFiniteSpace(target.space) }: { readonly other: OtherValue; readonly finite?: boolean },
): Projection | null {
  const { state, value, values } = trial.observed;
  if (!isTerminal(state)) return null;
  if (state === 'failed') return { fit: 'none', why: { kind: 'failed', setting: null, detail: null } };
  const point = pointOf(target.space, trial.settings);
  if ('why' in point) return { fit: 'none', why: point.why };
  const { params } = point;
  const differing = differences(target, trial.settings, params);
  if ('why' in differing) return { fit: 'none', why: differing.why };
  const ruledOut = differing.settings.find(([setting]) => other(setting, trial) === 'none');
  if (ruledOut !== undefined) return { fit: 'none', why: otherValue(...ruledOut) };
  // On a share of the rows, or before its first epoch.
  const tellsNothing = state === 'stopped' && value === null && values.length === 0;
  if (tellsNothing) return { fit: 'idle', params, why: { kind: 'stopped', setting: null, detail: null } };
  if (differing.settings.length === 0 && trial.measure === target.measure) return { fit: 'same', params };
  // A finite space is never asked twice for a point of its history, and these must be trained on this study's budget.
  if (finite) return { fit: 'idle', params, why: { kind: 'finite', setting: null, detail: null } };
  if (state === 'stopped') return { fit: 'idle', params, why: { kind: 'stopped', setting: null, detail: null } };
  return { fit: 'ranked', params };
}

/** How long a trial trains is its budget; with any other value it is another configuration. */
export const budgetSettings: ReadonlySet<string> = new Set(['training.epochs', 'training.earlyStoppingPatience']);

/** A study's own trial in a later version of its space; `ranked`: on another budget. */
export type Place =
  | { readonly fit: 'in' | 'ranked'; readonly params: Params }
  | { readonly fit: 'out'; readonly why: Misfit };

/** `settings`: every one that it is trained with. */
export function placeOf(target: Pick<Target, 'space' | 'resolve'>, settings: ResolvedSettings): Place {
  const point = pointOf(target.space, settings);
  if ('why' in point) return { fit: 'out', why: point.why };
  const differing = differences(target, settings, point.params);
  if ('why' in differing) return { fit: 'out', why: differing.why };
  const other = differing.settings.find(([setting]) => !budgetSettings.has(setting));
  if (other !== undefined) return { fit: 'out', why: otherValue(...other) };
  return { fit: differing.settings.length === 0 ? 'in' : 'ranked', params: point.params };
}

/** Settings as params of a trial of this space, or what keeps them from being one. A setting that was fixed there has its fixed value. */
export function pointOf(space: Space, settings: Params): { readonly params: Params } | { readonly why: Misfit } {
  const values: Record<string, SettingValue> = { ...space.fixed };
  const params: Record<string, SettingValue> = {};
  for (const dimension of space.dimensions) {
    const { name: setting } = dimension;
    if (!conditionHolds(dimension.when, values)) continue;
    const value = settings[setting];
    if (value === undefined) return { why: { kind: 'absent', setting, detail: null } };
    const legal = legalValue(dimension, value);
    if (legal === undefined) return { why: { kind: 'outside', setting, detail: describeValues(dimension) } };
    params[setting] = legal;
    values[setting] = legal;
  }
  const broken = violated(space, params);
  return broken === null ? { params } : { why: { kind: 'constraint', setting: null, detail: broken.text } };
}

type Difference = readonly [setting: string, here: SettingValue | undefined];

/** Settings that are not searched here and have another value there. */
function differences(
  { space, resolve }: Pick<Target, 'space' | 'resolve'>,
  there: ResolvedSettings,
  params: Params,
): { readonly settings: readonly Difference[] } | { readonly why: Misfit } {
  let here: ResolvedSettings;
  try {
    here = resolve(params);
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return { why: { kind: 'refused', setting: null, detail } };
  }
  const searched = searchedIn(space);
  const settings: Difference[] = [];
  for (const key of Object.keys({ ...here, ...there })) {
    if (!searched.has(key) && here[key] !== there[key]) settings.push([key, here[key]]);
  }
  return { settings };
}

const searchedNames = new WeakMap<Space, ReadonlySet<string>>();

function searchedIn(space: Space): ReadonlySet<string> {
  let names = searchedNames.get(space);
  if (names === undefined) {
    names = new Set(space.dimensions.map(({ name }) => name));
    searchedNames.set(space, names);
  }
  return names;
}

function otherValue(setting: string, here: SettingValue | undefined): Misfit {
  if (here === undefined) return { kind: 'unknown', setting, detail: null };
  return { kind: 'fixed', setting, detail: typeof here === 'string' ? `"${here}"` : String(here) };
}
