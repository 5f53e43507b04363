// Which part of the unit cube counts: all of it, or where some settings are active.
import { finiteValues } from '#shared/study/candidates.ts';
import { shareOf } from '#shared/study/quantile.ts';
import type { Space } from '#shared/study/space.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { type Axis, choiceShares } from './axes.ts';

/** Of an ordered axis: rising runs [from, to, from, to …] in [0, 1]. Of choices: the share of each, 0 where it does not count. */
export type Part = Float64Array;

export function wholeOf(axis: Axis): Part {
  return axis.kind === 'choices' ? choiceShares(axis) : Float64Array.of(0, 1);
}

/**
 * Where all the named settings are active, as one part an axis; the axes of the named settings themselves stay whole, so that a
 * picture over them has no holes. Null when no point has them all active.
 */
export function activeRegion(space: Space, axes: readonly Axis[], names: readonly string[]): readonly Part[] | null {
  const parts = axes.map(wholeOf);
  const waiting = [...names];
  const done = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (done.has(name)) continue;
    done.add(name);
    const { when = {} } = space.dimensions.find((dimension) => dimension.name === name) ?? {};
    for (const [target, values] of Object.entries(when)) {
      const at = axes.findIndex(({ dimension }) => dimension.name === target);
      const axis = axes[at];
      if (axis === undefined) continue;
      waiting.push(target);
      if (names.includes(target)) continue;
      const part = common(axis, parts[at] ?? wholeOf(axis), partOf(axis, values));
      if (part === null) return null;
      parts[at] = part;
    }
  }
  return parts;
}

/** Around a value that one axis cannot hold exactly. */
const nearby = 1e-9;

function partOf(axis: Axis, values: readonly SettingValue[]): Part {
  const { dimension, kind, ends } = axis;
  if (dimension.type === 'categorical') {
    const wanted = dimension.choices.map((choice) => values.includes(choice));
    if (kind === 'choices') return choiceShares(axis).map((share, i) => (wanted[i] ? share : 0));
    return Float64Array.from(wanted.flatMap((is, i) => (is ? [ends[i] ?? 0, ends[i + 1] ?? 1] : [])));
  }
  const wanted = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  const finite = finiteValues(dimension);
  const runs = wanted.flatMap((value) => {
    const at = shareOf(dimension, value);
    const index = finite?.indexOf(value) ?? -1;
    if (finite === null || index < 0) return [Math.max(0, at - nearby), Math.min(1, at + nearby)];
    const between = (other: SettingValue | undefined, end: number) =>
      other === undefined ? end : (at + shareOf(dimension, Number(other))) / 2;
    return [between(finite[index - 1], 0), between(finite[index + 1], 1)];
  });
  return Float64Array.from(runs);
}

/** What two parts of an axis have in common; null for nothing. */
function common({ kind }: Axis, a: Part, b: Part): Part | null {
  if (kind === 'choices') {
    const both = a.map((share, i) => Math.min(share, b[i] ?? 0));
    return both.some((share) => share > 0) ? both : null;
  }
  const runs: number[] = [];
  for (let i = 0; i < a.length; i += 2) {
    for (let j = 0; j < b.length; j += 2) {
      const from = Math.max(a[i] ?? 0, b[j] ?? 0);
      const to = Math.min(a[i + 1] ?? 0, b[j + 1] ?? 0);
      if (from < to) runs.push(from, to);
    }
  }
  return runs.length > 0 ? Float64Array.from(runs) : null;
}
