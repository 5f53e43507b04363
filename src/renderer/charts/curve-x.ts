// Where the points of a curve stand on the horizontal axis: by epoch, or by whatever else was measured with every epoch. Pure.
import type { CurveColumns } from './curve-columns.ts';
import { epochTicks, type Tick } from './ticks.ts';

export const xKinds = ['epoch', 'step', 'time', 'clock'] as const;
export type XKind = (typeof xKinds)[number];

export interface CurveX {
  readonly kind: XKind;
  /** Changes when points may have moved. */
  readonly key: string;
  /** Place of the point with this index, rising with it; NaN where it is not known. */
  at(run: number, columns: CurveColumns, index: number): number;
  /** `room`: labelled ticks that fit. */
  ticks(low: number, high: number, room: number): readonly Tick[];
  /** A place as a table has it. */
  label(place: number): string;
  /** What stands above the tip at this place; null: the epoch's own name. */
  name(place: number): string | null;
}

export const epochX: CurveX = {
  kind: 'epoch',
  key: 'epoch',
  at: (_run, { steps }, index) => steps[index] ?? Number.NaN,
  ticks: (low, high, room) => epochTicks(Math.max(0, low), high, room),
  label: String,
  name: () => null,
};

/** Places of all points of a curve; empty when they are not known. */
export function placesOf(axis: CurveX, run: number, columns: CurveColumns): Float64Array {
  if (axis.kind === 'epoch') return columns.steps;
  const places = new Float64Array(columns.length);
  for (let i = 0; i < columns.length; i++) {
    const place = axis.at(run, columns, i);
    if (Number.isNaN(place)) return new Float64Array(0);
    places[i] = place;
  }
  return places;
}

/** Place of an epoch of a run, or of a moment between or a little beyond its epochs; NaN where nothing is known of it. */
export function placeOfEpoch(axis: CurveX, run: number, columns: CurveColumns | undefined, epoch: number): number {
  if (axis.kind === 'epoch') return epoch;
  if (!columns || columns.length === 0) return Number.NaN;
  const last = columns.length - 1;
  const before = Math.min(Math.max(0, columns.indexAtOrBefore(epoch)), Math.max(0, last - 1));
  const from = axis.at(run, columns, before);
  const step = columns.steps[before] ?? 0;
  if (last === 0) return from;
  const to = axis.at(run, columns, before + 1);
  return from + ((to - from) * (epoch - step)) / ((columns.steps[before + 1] ?? step + 1) - step);
}

/**
 * From half an epoch before the first to half an epoch after the last, as places. A rest, which may be long on the clock, belongs to
 * neither of the epochs beside it.
 */
export function placesOfSpan(
  axis: CurveX,
  run: number,
  columns: CurveColumns | undefined,
  { from, to }: { readonly from: number; readonly to: number },
): readonly [number, number] {
  const at = (epoch: number) => placeOfEpoch(axis, run, columns, epoch);
  const half = (epoch: number) => Math.min(at(epoch) - at(epoch - 1), at(epoch + 1) - at(epoch)) / 2;
  return [at(from) - half(from), at(to) + half(to)];
}

/** Index of the run's point at the cursor: that of its epoch, or on other axes the last one before it; −1 where the run has none. */
export function pointAt(
  axis: CurveX,
  run: number,
  columns: CurveColumns | undefined,
  cursor: { readonly place: number; readonly slack: number },
): number {
  if (!columns || columns.length === 0) return -1;
  if (axis.kind === 'epoch') {
    const index = columns.indexAtOrBefore(cursor.place);
    return index >= 0 && columns.steps[index] === cursor.place ? index : -1;
  }
  const wanted = cursor.place + cursor.slack;
  let low = 0;
  let high = columns.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (axis.at(run, columns, middle) <= wanted) low = middle + 1;
    else high = middle;
  }
  const index = low - 1;
  // Past its end a run has nothing to say.
  const isPast = index === columns.length - 1 && axis.at(run, columns, index) < cursor.place - cursor.slack * 4;
  return isPast ? -1 : index;
}
