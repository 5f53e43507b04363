// What a stage searches whose ranges are the brushes. Pure.

import { roundSignificant } from '#shared/num/scales.ts';
import type { SettingEntry } from '#shared/study/ranges.ts';
import { type Dimension, isPrior } from '#shared/study/space.ts';
import { type Axis, coordinateOf, isLog } from './axes.ts';
import { type Brushes, isIn, type Span } from './brushes.ts';

/** Entries by setting; settings whose brush holds no value that could be searched are left out. The result's brush is none of a setting. */
export function nextStage(
  dimensions: readonly Dimension[],
  axes: readonly Axis[],
  brushes: Brushes,
): Readonly<Record<string, SettingEntry>> {
  const entries: Record<string, SettingEntry> = {};
  for (const dimension of dimensions) {
    const axis = axes.find(({ key }) => key === dimension.name);
    const spans = brushes[dimension.name] ?? [];
    if (axis === undefined || spans.length === 0) continue;
    const entry = entryOf(dimension, axis, spans);
    if (entry !== null) entries[dimension.name] = entry;
  }
  return entries;
}

/** Numbers get one range, from the lowest brush to the highest: a space has no gaps. One value that is left is fixed. */
function entryOf(dimension: Dimension, axis: Axis, spans: readonly Span[]): SettingEntry | null {
  const when = dimension.when === undefined ? {} : { when: mutable(dimension.when) };
  if (dimension.type === 'categorical') {
    const choices = dimension.choices.filter((choice) => isIn(axis, spans, coordinateOf(axis, choice)));
    const [only] = choices;
    if (only === undefined) return null;
    if (choices.length === 1) return only;
    const weights = dimension.weights?.filter((_, i) => choices.includes(dimension.choices[i] ?? null));
    return {
      ...{ type: 'categorical', choices },
      ...(dimension.ordered === undefined ? {} : { ordered: dimension.ordered }),
      ...(weights === undefined ? {} : { weights }),
      ...when,
    };
  }
  const from = Math.min(...spans.map(([low]) => low));
  const to = Math.max(...spans.map(([, high]) => high));
  const scale = isLog(dimension) ? 'log' : 'linear';
  if (isPrior(dimension)) {
    const step = dimension.step === undefined || scale === 'log' ? {} : { step: dimension.step };
    return from < to ? { type: 'float', low: tidy(from), high: tidy(to), scale, ...step, ...when } : null;
  }
  const { type, low, high, values, step } = dimension;
  if (values !== undefined) {
    const kept = values.filter((value) => isIn(axis, spans, value));
    const [first] = kept;
    if (first === undefined) return null;
    if (kept.length === 1) return first;
    return { type, low: first, high: kept.at(-1) ?? first, scale, values: kept, ...when };
  }
  const [a, b] = stepped(Math.max(low, from), Math.min(high, to), low, type === 'int' ? (step ?? 1) : step);
  if (a > b) return null;
  if (a === b) return a;
  const parts = step !== undefined && step <= b - a ? { step } : {};
  const points = dimension.points === undefined ? {} : { points: dimension.points };
  return { type, low: a, high: b, scale, ...parts, ...points, ...when };
}

/** Ends on values that the old range has: of low + k · step the first and the last within the brush. */
function stepped(from: number, to: number, low: number, step: number | undefined): readonly [number, number] {
  if (step === undefined) return [tidy(from), tidy(to)];
  const first = low + Math.ceil((from - low) / step - 1e-6) * step;
  const last = low + Math.floor((to - low) / step + 1e-6) * step;
  return [roundSignificant(first), roundSignificant(last)];
}

/** A hand is not more exact than this. */
const tidy = (value: number) => roundSignificant(value, 3);

function mutable(when: NonNullable<Dimension['when']>) {
  return Object.fromEntries(Object.entries(when).map(([name, values]) => [name, [...values]]));
}
