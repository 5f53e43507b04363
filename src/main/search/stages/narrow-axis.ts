// The narrower range of a setting whose values have an order. Pure.
import type { KeptReason } from '#shared/contract/stages.ts';
import type { Range } from '#shared/study/ranges.ts';
import type { SettingValue } from '#shared/study/values.ts';
import type { ObservedTrial } from '../search.ts';
import type { Axis } from './axis.ts';
import type { Ranked } from './best-trials.ts';
import { chanceOfOneValue, chanceOfSpan } from './chance.ts';
import { bestOf, capital, percent, shown } from './wording.ts';

export interface Narrowed {
  /** The parent's own when it stays as it was. */
  readonly entry: Range | SettingValue;
  readonly narrowed: boolean;
  /** Why it stays, when it does. */
  readonly kept?: KeptReason;
  /** Two clauses or one, without a full stop. */
  readonly evidence: string;
  readonly bound: 'low' | 'high' | null;
}

/** The best trials agree no more than this often by chance: half of the time. */
const disagreement = 0.5;
/** A setting is fixed, and its other values are given up, when chance alone agreed so well less often than this. */
const fixing = 0.05;
/** The best trial lies at an end when it is so near to it, as a share of the range. */
const atEnd = 0.05;
/** Two points come from a region that reaches half their distance beyond them, as far as they can tell. */
const marginOfTwo = 0.5;

/**
 * The span of the best trials on the axis, and `margin` of its width on both sides, within the parent's ends. Wider where the trials say
 * less: two of them say little of its ends; on a grid nothing is known up to half-way to the next values tried; one value that few trials
 * share keeps those beside it; and a span that as many points drawn at random would keep to half of the time is no agreement, so
 * that the range stays.
 */
export function narrowAxis(
  setting: string,
  parent: Range,
  axis: Axis,
  { best, tried }: Ranked,
  margin: number,
): Narrowed {
  const value = (trial: ObservedTrial) => trial.params[setting] ?? null;
  const places = best.map((trial) => axis.place(value(trial)));
  const [low, high] = [Math.min(...places), Math.max(...places)];
  const who = bestOf(best, tried.length);
  const at = (place: number) => shown(best[places.indexOf(place)]?.params[setting] ?? null);
  const bound = boundOf(axis, places[0] ?? Number.NaN);
  const stays = (kept: KeptReason, evidence: string): Narrowed => ({
    ...{ entry: parent, narrowed: false, kept, evidence, bound },
  });
  if (!Number.isFinite(high - low)) return stays('no-scale', 'The best trials have no common scale here');

  const share = axis.share(low, high);
  const agree =
    low === high
      ? `${capital(who)} all have ${at(low)}`
      : `${capital(who)} lie from ${at(low)} to ${at(high)}, ${percent(share)} of the range`;
  const chance =
    low === high && axis.discrete ? chanceOfOneValue(share, best.length) : chanceOfSpan(share, best.length);
  if (chance >= disagreement) {
    return stays(
      'disagree',
      `${agree}: they disagree, since as many trials picked at random would lie as close; it stays as it was`,
    );
  }

  const { from, to, how } = reach(
    axis,
    low,
    high,
    best.length,
    margin,
    tried.map((trial) => axis.place(value(trial))),
  );
  const within = { from: Math.max(from, axis.low), to: Math.min(to, axis.high) };
  if (within.from <= axis.low && within.to >= axis.high) {
    return stays('covers', `${agree}, and ${how} covers all of it; it stays as it was`);
  }
  return { entry: axis.entry(within.from, within.to), narrowed: true, evidence: `${agree}; ${how}`, bound };
}

function reach(
  axis: Axis,
  low: number,
  high: number,
  count: number,
  margin: number,
  tried: readonly number[],
): { from: number; to: number; how: string } {
  if (low === high && axis.discrete) {
    const chance = chanceOfOneValue(axis.share(low, low), count);
    if (chance <= fixing) return { from: low, to: high, how: 'it is fixed there' };
    const [before, after] = axis.neighbours(low);
    return { from: before, to: after, how: 'so few trials do not rule out the values beside it, which stay' };
  }
  const least = count === 2 ? marginOfTwo : 0;
  const added = Math.max(margin, least) * (high - low);
  const sides =
    least > margin
      ? `with ${percent(least)} of that on both sides, more than the margin of ${percent(margin)}, because two trials show no more`
      : `with ${percent(margin)} of that on both sides`;
  const wide = { from: low - added, to: high + added };
  const different = new Set(tried);
  if (axis.discrete || (low < high && 2 * different.size > tried.length)) return { ...wide, how: sides };
  const distinct = [...different].sort((a, b) => a - b);
  const below = distinct.findLast((place) => place < low) ?? axis.low;
  const above = distinct.find((place) => place > high) ?? axis.high;
  const half = { from: Math.min(wide.from, (low + below) / 2), to: Math.max(wide.to, (high + above) / 2) };
  const farther = half.from < wide.from || half.to > wide.to;
  return { ...half, how: farther ? 'reaching half-way to the next values tried' : sides };
}

function boundOf(axis: Axis, place: number): 'low' | 'high' | null {
  const near = atEnd * (axis.high - axis.low);
  if (!Number.isFinite(near)) return null;
  const slack = axis.discrete ? 0 : near;
  if (!axis.closed.low && place - axis.low <= slack) return 'low';
  return !axis.closed.high && axis.high - place <= slack ? 'high' : null;
}
