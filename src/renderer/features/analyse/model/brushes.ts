// Brushes: spans of an axis, several on each; a run is brushed when every brushed axis has it in one of its spans. Pure.
import { z } from 'zod';
import { type Axis, coordinateAt, coordinateOf, positionOf } from './axes.ts';

/** [from, to] in the axis' coordinates, from ≤ to. */
export type Span = readonly [number, number];
/** By the axis' key; none of an axis is left out. */
export type Brushes = Readonly<Record<string, readonly Span[]>>;

export const noBrushes: Brushes = {};

const schema = z.record(
  z.string(),
  z
    .array(z.tuple([z.number(), z.number()]))
    .min(1)
    .max(20),
);

/** From the page's address, which may be written by anybody: what cannot be read brushes nothing. */
export function readBrushes(text: string | undefined): Brushes {
  if (text === undefined) return noBrushes;
  try {
    const parsed = schema.parse(JSON.parse(text));
    return Object.fromEntries(
      Object.entries(parsed).map(([key, spans]) => [
        key,
        spans.map(([a, b]): Span => [Math.min(a, b), Math.max(a, b)]),
      ]),
    );
  } catch {
    return noBrushes;
  }
}

/** Null without any, so that the address stays short. */
export function writeBrushes(brushes: Brushes): string | null {
  const short = Object.entries(brushes).map(([key, spans]) => [
    key,
    spans.map((span) => span.map((end) => Number(end.toPrecision(6)))),
  ]);
  return short.length === 0 ? null : JSON.stringify(Object.fromEntries(short));
}

export function withSpans(brushes: Brushes, key: string, spans: readonly Span[]): Brushes {
  const { [key]: _, ...others } = brushes;
  return spans.length === 0 ? others : { ...others, [key]: spans };
}

/** Rounding in the address must not lose the run at a brush's very end. */
const slack = 1e-5;

/** Judged by positions, so that what stands at the end of a scale is brushed with it. A run without a place is in no brush. */
export function isIn(axis: Axis, spans: readonly Span[], coordinate: number | null): boolean {
  if (coordinate === null) return false;
  const at = positionOf(axis, coordinate);
  return spans.some(([from, to]) => at >= positionOf(axis, from) - slack && at <= positionOf(axis, to) + slack);
}

/** Choices are brushed whole. */
export function snapped(axis: Axis, [a, b]: Span): Span {
  const [from, to] = [Math.min(a, b), Math.max(a, b)];
  if (axis.kind !== 'choice') return [from, to];
  const first = Math.max(0, Math.floor(from + 0.5 + slack));
  return [first - 0.5, Math.min(axis.choices.length - 1, Math.max(first, Math.ceil(to - 0.5 - slack))) + 0.5];
}

/** Which end of which brush the keyboard moves. */
export interface ActiveEnd {
  readonly brush: number;
  readonly end: 0 | 1;
}

/** The next end of the axis, from brush to brush, and around. */
export function nextEnd({ brush, end }: ActiveEnd, count: number, by: 1 | -1): ActiveEnd {
  if (count === 0) return { brush: 0, end: 1 };
  const at = (brush * 2 + end + by + count * 2) % (count * 2);
  return { brush: Math.floor(at / 2), end: at % 2 === 0 ? 0 : 1 };
}

/** Moves one end by `steps` hundredths of the scale, or choices; it does not pass the other end. */
export function moveEnd(axis: Axis, span: Span, end: 0 | 1, steps: number): Span {
  if (axis.kind === 'choice') {
    const moved = span[end] + Math.sign(steps);
    const next: Span = end === 0 ? [Math.min(moved, span[1] - 1), span[1]] : [span[0], Math.max(moved, span[0] + 1)];
    return [Math.max(axis.low, next[0]), Math.min(axis.high, next[1])];
  }
  const at = coordinateAt(axis, positionOf(axis, span[end]) + steps / 100);
  const whole = axis.integer ? wholeStep(span[end], at, steps) : at;
  const moved = Math.min(axis.high, Math.max(axis.low, whole));
  return end === 0 ? [Math.min(moved, span[1]), span[1]] : [span[0], Math.max(moved, span[0])];
}

/** At least to the next whole number. */
function wholeStep(from: number, to: number, steps: number): number {
  return steps > 0
    ? Math.max(Math.ceil(from + 1e-9), Math.round(to))
    : Math.min(Math.floor(from - 1e-9), Math.round(to));
}

/** Where a new brush begins by keyboard: the middle fifth of the largest stretch that is free, or the choice in its middle. */
export function freshSpan(axis: Axis, spans: readonly Span[]): Span {
  const taken = spans
    .map(([from, to]) => [positionOf(axis, from), positionOf(axis, to)] as const)
    .sort((a, b) => a[0] - b[0]);
  let best: readonly [number, number] = [0, taken[0]?.[0] ?? 1];
  taken.forEach(([, end], i) => {
    const next = taken[i + 1]?.[0] ?? 1;
    if (next - end > best[1] - best[0]) best = [end, next];
  });
  const [from, to] = best;
  const middle = (from + to) / 2;
  const half = (to - from) / 10;
  return snapped(axis, [coordinateAt(axis, middle - half), coordinateAt(axis, middle + half)]);
}

/** Coordinates of a run on the axes, by their keys. */
export function coordinatesOf(
  axes: readonly Axis[],
  value: (key: string) => Parameters<typeof coordinateOf>[1],
): ReadonlyMap<string, number | null> {
  return new Map(axes.map((axis) => [axis.key, coordinateOf(axis, value(axis.key))]));
}
