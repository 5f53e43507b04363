// Starting points that a study whose space was changed has not tried yet. Pure.
import { sameNumber } from '#shared/study/candidates.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import type { PreparedStudy } from '../prepared.ts';
import type { TrialRecord } from '../trial-record.ts';

/**
 * A study tries its starting points in their order, and knows by the number of those tried which is next. Points that go and come with
 * the space have no such place: of a changed one only those are left that no trial of `records` has had.
 */
export function pointsLeft(prepared: PreparedStudy, records: readonly TrialRecord[]): PreparedStudy {
  if (!prepared.edited) return prepared;
  const tried = records.filter(({ row }) => row.source === 'enqueued');
  const recipes = new Set(tried.map(({ row }) => row.recipe));
  const open = new Set(tried);
  const isLeft = (point: Params): boolean => {
    const had = [...open].find((record) => hasPoint(record, point));
    if (had !== undefined) open.delete(had);
    return had === undefined;
  };
  const carriedCount = prepared.carried?.startingPoints.length ?? 0;
  const startingPoints = prepared.enqueue.slice(0, carriedCount).filter(isLeft);
  return {
    ...prepared,
    baselines: prepared.baselines.filter(({ recipe }) => !recipes.has(recipe)),
    carried: prepared.carried && { ...prepared.carried, startingPoints },
    enqueue: [...startingPoints, ...prepared.enqueue.slice(carriedCount).filter(isLeft)],
    edited: { ...prepared.edited, pointsTried: tried.length },
  };
}

/** What a point says of settings that its trial does not use was dropped. */
function hasPoint({ row }: TrialRecord, point: Params): boolean {
  return Object.entries(point).every(([key, value]) => {
    const had = row.settings[key];
    return had === undefined || isSame(had, value);
  });
}

function isSame(a: SettingValue, b: SettingValue): boolean {
  return typeof a === 'number' && typeof b === 'number' ? sameNumber(a, b) : a === b;
}
