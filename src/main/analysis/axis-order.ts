// In which order parallel coordinates stand: by importance, and so that related settings are neighbours.
import type { Reason } from '#shared/contract/common.ts';
import { ranksOf, spearman } from '#shared/num/rank-correlation.ts';
import { note } from '#shared/study/analysis-text.ts';
import type { Space } from '#shared/study/space.ts';
import { type AnalysedHistory, fittingTrials } from './fitting-trials.ts';
import { type Axis, axesOf, choiceCount, coordinateOf } from './forest/axes.ts';
import type { NamedEffect } from './importance.ts';

export interface AxisOrder {
  /** Names, the most important first, equal ones in the space's order. */
  readonly byImportance: readonly string[];
  /** Names, from the most important on always next the one most related to the last, the more important of equals. */
  readonly byRelation: readonly string[];
  /** Settings whose values went together in the trials, more than chance would have it; the closest first. */
  readonly related: readonly { readonly a: string; readonly b: string; readonly strength: number }[];
  readonly notes: readonly Reason[];
}

/** `importance`: in the space's order, from either method. */
export function axisOrder(space: Space, history: AnalysedHistory, importance: readonly NamedEffect[]): AxisOrder {
  const { trials, notes } = fittingTrials(space, history.trials);
  const axes = axesOf(space);
  const columns = axes.map((axis) => Float64Array.from(trials, ({ params }) => coordinateOf(axis, params)));
  const related = axes
    .flatMap((one, a) =>
      axes.slice(a + 1).map((other, k) => ({
        a: one.dimension.name,
        b: other.dimension.name,
        strength: relation(one, other, columns[a] ?? new Float64Array(), columns[a + 1 + k] ?? new Float64Array()),
      })),
    )
    .filter(({ strength }) => strength > 0)
    .sort((one, other) => other.strength - one.strength);
  const shares = new Map(importance.map(({ name, share }) => [name, share]));
  const byImportance = space.dimensions
    .map(({ name }) => name)
    .sort((a, b) => (shares.get(b) ?? 0) - (shares.get(a) ?? 0));
  const none = trials.length === 0 ? [note('note.own-order')] : [];
  return { byImportance, byRelation: chained(byImportance, related), related, notes: [...notes, ...none] };
}

function chained(names: readonly string[], related: AxisOrder['related']): string[] {
  const rest = [...names];
  const chain = rest.splice(0, 1);
  while (rest.length > 0) {
    const last = chain.at(-1) ?? '';
    const strengthOf = (name: string) =>
      related.find(({ a, b }) => (a === last && b === name) || (a === name && b === last))?.strength ?? 0;
    let closest = 0;
    for (let i = 1; i < rest.length; i++) {
      if (strengthOf(rest[i] ?? '') > strengthOf(rest[closest] ?? '')) closest = i;
    }
    chain.push(...rest.splice(closest, 1));
  }
  return chain;
}

/** In [0, 1]; 0 where chance may have made it: below two standard errors of no relation. */
function relation(one: Axis, other: Axis, a: Float64Array, b: Float64Array): number {
  const both = Array.from(a.keys()).filter((i) => !Number.isNaN(a[i] ?? 0) && !Number.isNaN(b[i] ?? 0));
  const [x, y] = [both.map((i) => a[i] ?? 0), both.map((i) => b[i] ?? 0)];
  const n = both.length;
  if (n < 5) return 0;
  if (one.kind === 'ordered' && other.kind === 'ordered') {
    const rho = Math.abs(spearman(x, y) ?? 0);
    return rho > 2 / Math.sqrt(n - 1) ? rho : 0;
  }
  if (one.kind === 'choices' && other.kind === 'choices') {
    return cramersV(x, choiceCount(one), y, choiceCount(other));
  }
  return one.kind === 'choices' ? ratio(x, choiceCount(one), y) : ratio(y, choiceCount(other), x);
}

/** Correlation ratio: root of the share of the ranks' variance that lies between the choices. */
function ratio(choices: readonly number[], count: number, numbers: readonly number[]): number {
  const ranks = ranksOf(numbers);
  const n = ranks.length;
  const mean = (n + 1) / 2;
  const sums = new Float64Array(count);
  const sizes = new Float64Array(count);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const choice = choices[i] ?? 0;
    const off = (ranks[i] ?? 0) - mean;
    sums[choice] = (sums[choice] ?? 0) + off;
    sizes[choice] = (sizes[choice] ?? 0) + 1;
    total += off * off;
  }
  let between = 0;
  for (let c = 0; c < count; c++) if ((sizes[c] ?? 0) > 0) between += (sums[c] ?? 0) ** 2 / (sizes[c] ?? 1);
  if (total === 0) return 0;
  const share = Math.min(1, between / total);
  return beyondChance(share * (n - 1), count - 1) ? Math.sqrt(share) : 0;
}

/** Cramér's V of two lists of choices. */
function cramersV(a: readonly number[], rows: number, b: readonly number[], columns: number): number {
  const n = a.length;
  const table = new Float64Array(rows * columns);
  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(columns);
  for (let i = 0; i < n; i++) {
    const [r, c] = [a[i] ?? 0, b[i] ?? 0];
    table[r * columns + c] = (table[r * columns + c] ?? 0) + 1;
    rowSums[r] = (rowSums[r] ?? 0) + 1;
    columnSums[c] = (columnSums[c] ?? 0) + 1;
  }
  let chi = 0;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const expected = ((rowSums[r] ?? 0) * (columnSums[c] ?? 0)) / n;
      if (expected > 0) chi += ((table[r * columns + c] ?? 0) - expected) ** 2 / expected;
    }
  }
  const smaller = Math.min(rowSums.filter((sum) => sum > 0).length, columnSums.filter((sum) => sum > 0).length) - 1;
  if (smaller < 1) return 0;
  return beyondChance(chi, (rows - 1) * (columns - 1)) ? Math.min(1, Math.sqrt(chi / (n * smaller))) : 0;
}

/** Whether a chi-squared number lies two standard deviations above its mean. */
function beyondChance(chi: number, freedom: number): boolean {
  return chi > freedom + 2 * Math.sqrt(2 * freedom);
}
