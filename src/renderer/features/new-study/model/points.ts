// The draft's starting points: the list in its order, and what other configurations are in this space. Pure.
import type { Misfit } from '#shared/contract/warm-start.ts';
import { type DataFacts, defaultValue, findSetting } from '#shared/settings/index.ts';
import { finiteValues, legalValue, nearestLegal, sameNumber } from '#shared/study/candidates.ts';
import { conditionHolds } from '#shared/study/condition.ts';
import { readConstraint } from '#shared/study/constraint.ts';
import type { Dimension } from '#shared/study/space.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { type Draft, setField } from './draft.ts';
import { getIn, isObject, type JsonObject, sameJson } from './json.ts';
import { isSettingValue } from './setting-rows.ts';
import type { DraftSpace } from './space-draws.ts';

const place = ['search', 'enqueue'];

/** What is no object is an empty point; the check says so. */
export function pointsIn(file: JsonObject): readonly JsonObject[] {
  const points = getIn(file, place);
  return Array.isArray(points) ? points.map((point) => (isObject(point) ? point : {})) : [];
}

/** `undefined` leaves the setting open: it has its usual value, or is drawn. */
export function setPointValue(draft: Draft, index: number, key: string, value: unknown): Draft {
  return withPoints(
    draft,
    pointsIn(draft.file).map((point, i) => {
      if (i !== index) return point;
      const { [key]: _, ...others } = point;
      return value === undefined ? others : { ...point, [key]: value };
    }),
  );
}

/** Points that are there already are not added again. */
export function addPoints(draft: Draft, points: readonly JsonObject[]): Draft {
  const added = pointsIn(draft.file).concat();
  for (const point of points) if (!added.some((one) => sameJson(one, point))) added.push(point);
  return withPoints(draft, added);
}

export function insertPoint(draft: Draft, index: number, point: JsonObject): Draft {
  return withPoints(draft, pointsIn(draft.file).toSpliced(index, 0, point));
}

export function duplicatePoint(draft: Draft, index: number): Draft {
  const points = pointsIn(draft.file);
  return withPoints(
    draft,
    points.flatMap((point, i) => (i === index ? [point, { ...point }] : [point])),
  );
}

export function movePoint(draft: Draft, from: number, to: number): Draft {
  const points = [...pointsIn(draft.file)];
  const target = Math.min(points.length - 1, Math.max(0, to));
  const [moved] = points.splice(from, 1);
  if (moved === undefined || target === from) return draft;
  points.splice(target, 0, moved);
  return withPoints(draft, points);
}

function withPoints(draft: Draft, points: readonly JsonObject[]): Draft {
  return setField(draft, place, points.length > 0 ? points : undefined);
}

/** Every setting that such a trial uses at its last fixed value, else the usual one beside the others, as near as its range allows. */
export function usualPoint({ kept }: Draft, { space }: DraftSpace, facts: DataFacts | null): JsonObject {
  const values: Record<string, SettingValue> = { ...space.fixed };
  const point: Record<string, SettingValue> = {};
  for (const dimension of space.dimensions) {
    const { name, when } = dimension;
    if (!conditionHolds(when, values)) continue;
    const setting = findSetting(name);
    const before = kept.values[name];
    const usual = setting === undefined ? null : defaultValue(setting, { settings: values, facts });
    const value =
      nearestLegal(dimension, isSettingValue(before) ? before : usual) ??
      nearestLegal(dimension, usual) ??
      finiteValues(dimension)?.[0];
    if (value === undefined) continue;
    values[name] = value;
    point[name] = value;
  }
  return point;
}

/** Whether a trial that begins with the point does not use the setting, as far as the point says. */
export function isUnused({ space }: DraftSpace, point: JsonObject, key: string): boolean {
  const when = space.dimensions.find(({ name }) => name === key)?.when;
  return Object.entries(when ?? {}).some(([target, allowed]) => {
    const value = point[target] ?? space.fixed[target];
    return isSettingValue(value) && !allowed.includes(value);
  });
}

export interface Projected {
  /** What of it this space can try. */
  readonly point: Readonly<Record<string, SettingValue>>;
  /** What differs from the configuration. */
  readonly misfits: readonly Misfit[];
  /** No trial can have it: it breaks a constraint, or nothing of it is left. */
  readonly refused: boolean;
}

/**
 * A configuration (every setting of a trial elsewhere, or some) in this space: a number outside of its range moves to the nearest legal one,
 * a choice that is not offered is left open, and so is what the configuration does not say.
 */
export function projectPoint(
  settings: Readonly<Record<string, unknown>>,
  { space }: DraftSpace,
  constraints: readonly string[],
): Projected {
  const point: Record<string, SettingValue> = {};
  const values: Record<string, SettingValue> = { ...space.fixed };
  const misfits: Misfit[] = [];
  const say = (kind: Misfit['kind'], setting: string | null, detail: string | null) =>
    misfits.push({ kind, setting, detail });
  for (const dimension of space.dimensions) {
    const { name, when } = dimension;
    if (!conditionHolds(when, values)) continue;
    const value = settings[name];
    if (!isSettingValue(value)) {
      say('absent', name, null);
      continue;
    }
    const legal = legalValue(dimension, value) ?? nearestLegal(dimension, value);
    if (legal === undefined || !isSame(legal, value)) say('outside', name, rangeText(dimension));
    if (legal === undefined) continue;
    const written = readable(dimension, legal);
    point[name] = written;
    values[name] = written;
  }
  for (const [key, here] of Object.entries(space.fixed)) {
    const there = settings[key];
    if (isSettingValue(there) && there !== null && !isSame(here, there)) say('fixed', key, String(here));
  }
  const broken = constraints.flatMap((text) => {
    const read = readConstraint(text);
    return read.ok && !read.constraint.holds(values) ? [text] : [];
  });
  for (const text of broken) say('constraint', null, text);
  return { point, misfits, refused: broken.length > 0 || Object.keys(point).length === 0 };
}

/** Drawn numbers have 17 digits: five are what people read and what a trial can tell apart. */
function readable(dimension: Dimension, value: SettingValue): SettingValue {
  if (typeof value !== 'number') return value;
  return legalValue(dimension, Number(value.toPrecision(5))) ?? value;
}

function isSame(a: SettingValue, b: SettingValue): boolean {
  return typeof a === 'number' && typeof b === 'number' ? sameNumber(a, b) : a === b;
}

function rangeText(dimension: Dimension): string {
  if (dimension.type === 'categorical') return dimension.choices.map(String).join(', ');
  return 'low' in dimension ? `${dimension.low}–${dimension.high}` : dimension.type;
}
