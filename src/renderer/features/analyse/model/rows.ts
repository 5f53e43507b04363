// The runs that every plot of the page draws: of one stage, those that pass the filter, and which of them are brushed. Pure.
import type { Direction } from '#shared/contract/common.ts';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { type Axis, resultKey } from './axes.ts';
import { type Brushes, coordinatesOf, isIn } from './brushes.ts';
import { lettersOf } from './letters.ts';

export interface Row {
  readonly trial: Trial;
  /** Null: failed, diverged, or nothing measured yet. Whatever a diverged run's finite epochs reached is no result. */
  readonly result: number | null;
  /** By axis; null: the setting is not used, or there is no result. */
  readonly at: ReadonlyMap<string, number | null>;
  readonly brushed: boolean;
}

export function resultOf({ state, value }: Trial): number | null {
  return state === 'diverged' || state === 'failed' || value === null || !Number.isFinite(value) ? null : value;
}

/** Those that have begun, of `stage`; null: the study has none. */
export function begunTrials(trials: readonly Trial[], stage: string | null): readonly Trial[] {
  return trials.filter((trial) => trial.state !== 'queued' && (stage === null || trial.stage === stage));
}

export function rowsOf(trials: readonly Trial[], axes: readonly Axis[], brushes: Brushes): readonly Row[] {
  const brushedAxes = axes.filter(({ key }) => (brushes[key]?.length ?? 0) > 0);
  return trials.map((trial) => {
    const result = resultOf(trial);
    const at = coordinatesOf(axes, (key) => (key === resultKey ? (result ?? undefined) : trial.params[key]));
    const brushed = brushedAxes.every((axis) => isIn(axis, brushes[axis.key] ?? [], at.get(axis.key) ?? null));
    return { trial, result, at, brushed };
  });
}

export function isBetter(direction: Direction, a: number, b: number): boolean {
  return direction === 'maximize' ? a > b : a < b;
}

export function bestOf(rows: readonly Row[], direction: Direction): Row | null {
  let best: Row | null = null;
  for (const row of rows) {
    if (row.result === null) continue;
    if (best === null || best.result === null || isBetter(direction, row.result, best.result)) best = row;
  }
  return best;
}

/** Best first, then those without a result; ties by number. */
export function sortedRows(rows: readonly Row[], direction: Direction): readonly Row[] {
  const sign = direction === 'maximize' ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (a.result === null || b.result === null) {
      return Number(a.result === null) - Number(b.result === null) || a.trial.number - b.trial.number;
    }
    return sign * (a.result - b.result) || a.trial.number - b.trial.number;
  });
}

export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/**
 * Stages that have begun, in their order; of these the one to show first is the last with a complete trial, as the host has it, else the
 * first. Null of a study without stages.
 */
export function stagesShown(
  { stages }: Pick<StudyDetail, 'stages'>,
  trials: readonly Trial[],
): { readonly names: readonly string[]; readonly first: string } | null {
  const begun = (stages ?? []).map(({ name }) => name).filter((name) => trials.some(({ stage }) => stage === name));
  const [first] = begun;
  if (first === undefined) return null;
  const complete = begun.filter((name) => trials.some(({ stage, state }) => stage === name && state === 'complete'));
  return { names: begun, first: complete.at(-1) ?? first };
}

/** Axes in the order that was chosen, then the others as `usual` has them; the result last unless it was moved. */
export function orderedKeys(
  known: readonly string[],
  usual: readonly string[],
  chosen: readonly string[],
): readonly string[] {
  const wanted =
    chosen.length > 0
      ? [...chosen, ...usual, ...known]
      : [...usual, ...known.filter((key) => key !== resultKey), resultKey];
  return [...new Set(wanted)].filter((key) => known.includes(key));
}

/** Every trial so far has ended without being of use. */
export function allBad(rows: readonly Row[]): boolean {
  return rows.length > 0 && rows.every(({ trial: { state } }) => state === 'failed' || state === 'diverged');
}

/** Of the settings, in their order, those whose columns fit into `room` px: as wide as their titles, within bounds; at least one. */
export function settingColumns(
  settings: readonly { readonly key: string; readonly title: string }[],
  room: number,
): readonly { readonly key: string; readonly width: number }[] {
  const columns: { key: string; width: number }[] = [];
  let left = room;
  for (const { key, title } of settings) {
    const width = Math.min(116, Math.max(60, Math.round(lettersOf(title) * 6.4 + 14)));
    if (columns.length > 0 && width > left) break;
    columns.push({ key, width });
    left -= width;
  }
  return columns;
}
