// The time line of a study: a scale from now on, and a bar per phase. Pure; positions are shares of the width, 0 to 1.
import { clockTicks } from '../../../charts/index.ts';
import type { MiddleSpan } from './budget.ts';

/** Where one phase lies. The solid part goes to the early end, the outlined one from there to the late end. */
export interface Bar {
  readonly from: number;
  readonly early: number;
  readonly late: number;
  /** Its name fits to the right of its begin; else it ends with the scale. */
  readonly nameAtStart: boolean;
}

export interface LineTick {
  readonly x: number;
  /** 0 long and labelled, 1 middle, 2 short. */
  readonly level: 0 | 1 | 2;
  /** ms since 1970 on a linear scale, seconds from now on a log one; null: no label fits. */
  readonly value: number | null;
}

export interface TimeLine {
  readonly kind: 'linear' | 'log';
  readonly ticks: readonly LineTick[];
  readonly bars: readonly Bar[];
  /** Seconds that the scale covers. */
  readonly seconds: number;
}

/** A phase that takes less of the whole than this would be no more than a stroke. */
const leastShare = 1 / 60;
const labels = 4;
/** Labels nearer to an edge would stand over it. */
const edge = 0.07;
const nameRoom = 0.4;

/**
 * `ends`: when each phase has ended, seconds from now, in their order; the first begins now, each other one in the middle of the range in which the one
 * before ends. `timed`: index of the first phase that must be seen, so that the scale is log where linear would hide one. `zoneMs`: local time minus UTC.
 */
export function timeLine(ends: readonly MiddleSpan[], timed: number, now: number, zoneMs: number): TimeLine {
  const seconds = Math.max(1, ...ends.map(({ high }) => high)) * 1.02;
  const begins = ends.map((_, i) => ends[i - 1]?.middle ?? 0);
  const lengths = ends.slice(timed).map(({ middle }, i) => middle - (begins[timed + i] ?? 0));
  const shortest = Math.max(1, Math.min(...lengths));
  const kind = shortest < leastShare * seconds ? 'log' : 'linear';
  const place =
    kind === 'linear'
      ? (at: number) => at / seconds
      : (at: number) => Math.log1p(at / shortest) / Math.log1p(seconds / shortest);
  const ticks =
    kind === 'linear'
      ? clockTicks(now, now + 1000 * seconds, labels, zoneMs).map(({ value, level }) => {
          const x = (value - now) / 1000 / seconds;
          return { x, level, value: level === 0 && hasRoom(x) ? value : null };
        })
      : spanTicks(seconds, shortest, place);
  return {
    ...{ kind, ticks, seconds },
    bars: ends.map(({ low, high }, i) => {
      const from = Math.min(begins[i] ?? 0, low);
      return { from: place(from), early: place(low), late: place(high), nameAtStart: place(from) <= nameRoom };
    }),
  };
}

const hasRoom = (x: number) => x >= edge && x <= 1 - edge;

/** Where the unit of time changes: seconds by tens to a minute, minutes by tens to an hour, hours by tens, days. */
const decades: readonly (readonly [unit: number, count: number])[] = [
  [1, 10],
  [10, 6],
  [60, 10],
  [600, 6],
  [3600, 10],
  [36_000, 3],
  [86_400, 10],
  [864_000, 100],
];

/** Ticks at whole units, long where the unit changes; those that would stand on their neighbour are left out. */
function spanTicks(seconds: number, from: number, place: (at: number) => number): LineTick[] {
  const ticks: LineTick[] = [];
  let [last, labelled] = [0, -1];
  for (const [unit, count] of decades) {
    for (let lead = 1; lead < count; lead++) {
      const at = unit * lead;
      const x = place(at);
      if (at > seconds) return ticks;
      if (at < from / 2 || (lead > 1 && x - last < 0.012)) continue;
      last = x;
      const level = lead === 1 ? 0 : lead === 5 ? 1 : 2;
      const told = level === 0 && hasRoom(x) && x - labelled > 0.14;
      if (told) labelled = x;
      ticks.push({ x, level, value: told ? at : null });
    }
  }
  return ticks;
}
