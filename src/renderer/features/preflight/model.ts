// What the Pre-flight page shows of a report, or of checks under way. Pure.
import { type CheckFix, type CheckId, type CheckResult, type CheckStatus, checkIds } from '#shared/contract/checks.ts';

export type GroupName = 'data' | 'before' | 'training';

const groups: Readonly<Record<GroupName, readonly CheckId[]>> = {
  data: ['missing', 'columns', 'input-scale', 'class-balance', 'duplicates', 'label-noise'],
  before: ['step0-loss', 'gradient-flow', 'memory-and-time'],
  training: ['learning-rate-range', 'overfit-one-batch', 'shuffled-labels'],
};

export interface Row {
  readonly id: CheckId;
  /** null: not there yet. */
  readonly result: CheckResult | null;
}

export interface Group {
  readonly name: GroupName;
  readonly rows: readonly Row[];
}

/** Groups in the page's order; while checks are made also those that are still waiting. */
export function groupsOf(results: readonly CheckResult[], underWay: boolean): Group[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  return (Object.keys(groups) as GroupName[]).flatMap((name) => {
    const rows = groups[name].map((id): Row => ({ id, result: byId.get(id) ?? null }));
    const shown = underWay ? rows : rows.filter(({ result }) => result !== null);
    return shown.length === 0 ? [] : [{ name, rows: shown }];
  });
}

export function countsOf(results: readonly CheckResult[]): Record<CheckStatus, number> {
  const counts = { pass: 0, look: 0, fail: 0, skipped: 0 };
  for (const { status } of results) counts[status]++;
  return counts;
}

const weight: Readonly<Record<CheckStatus, number>> = { fail: 3, look: 2, pass: 1, skipped: 0 };

/** What to show first: a failed check, else one to look at, else the first. */
export function worstOf(results: readonly CheckResult[]): CheckId | null {
  const inOrder = checkIds.flatMap((id) => results.filter((result) => result.id === id));
  const [first] = inOrder;
  if (first === undefined) return null;
  return inOrder.reduce((worst, next) => (weight[next.status] > weight[worst.status] ? next : worst), first).id;
}

/** Of base64, as evidence carries a picture's pixels. */
export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** As it stands in a study file: `"optimizer.learningRate": {…}`, or under "data". */
export function fixJson({ setting, to }: CheckFix): string {
  return `${JSON.stringify(setting.replace(/^data\./, ''))}: ${JSON.stringify(to)}`;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line in a box of `width` by `height`, y upwards from the bottom; the reference's y and the span's ends beside it. */
export function lineGeometry(
  picture: Extract<NonNullable<CheckResult['picture']>, { kind: 'line' }>,
  width: number,
  height: number,
): { points: Point[]; reference: number | null; span: { from: number; to: number } | null } {
  const scale = (value: number) => (picture.logX ? Math.log10(Math.max(value, Number.MIN_VALUE)) : value);
  const xs = picture.x.map(scale);
  const all = [...picture.y, ...(picture.reference === null ? [] : [picture.reference])];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = [Math.min(0, ...all), Math.max(...all)];
  const across = (value: number) => (right > left ? ((value - left) / (right - left)) * width : width / 2);
  const up = (value: number) => (high > low ? height - ((value - low) / (high - low)) * height : height / 2);
  const held = (value: number) => Math.min(width, Math.max(0, across(scale(value))));
  return {
    points: xs.map((x, at) => ({ x: across(x), y: up(picture.y[at] ?? 0) })),
    reference: picture.reference === null ? null : up(picture.reference),
    span: picture.span && { from: held(picture.span.from), to: held(picture.span.to) },
  };
}

/** A number on a scale from `low` to `high`, with the stretch where it is wanted. */
export interface Gauge {
  readonly low: number;
  readonly high: number;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Where the number and its limit say it all: the loss against chance, memory against what there is. A number off the scale is at its end. */
export function gaugeOf({ value, limit }: Pick<CheckResult, 'value' | 'limit'>): Gauge | null {
  if (typeof value !== 'number' || limit === null) return null;
  const { guess, tolerance, bytes } = limit.values;
  if (limit.id.startsWith('limit.step0-') && typeof guess === 'number' && typeof tolerance === 'number') {
    const [low, high] = [guess - 4 * tolerance, guess + 4 * tolerance];
    return { low, high, at: Math.min(high, Math.max(low, value)), from: guess - tolerance, to: guess + tolerance };
  }
  if (limit.id !== 'limit.memory' || typeof bytes !== 'number' || bytes <= 0) return null;
  return { low: 0, high: 1.25 * bytes, at: Math.min(1.25 * bytes, value), from: 0, to: bytes };
}
