// Which single changes of a run's settings other trials have tried. Pure.
import type { SettingValue } from '#shared/study/values.ts';
import type { TriedMove } from '../input.ts';

export interface FinishedTrial {
  readonly trial: number;
  readonly settings: Readonly<Record<string, SettingValue>>;
  /** Larger is better. */
  readonly score: number;
}

/**
 * Of trials that differ from `run` in exactly one setting: that setting, which way, and what it changed. A choice counts as up.
 */
export function triedMoves(run: FinishedTrial, others: readonly FinishedTrial[]): TriedMove[] {
  return others.flatMap((other) => {
    if (other.trial === run.trial || !Number.isFinite(other.score) || !Number.isFinite(run.score)) return [];
    const keys = new Set([...Object.keys(run.settings), ...Object.keys(other.settings)]);
    const changed = [...keys].filter((key) => run.settings[key] !== other.settings[key]);
    const [setting] = changed;
    if (setting === undefined || changed.length > 1) return [];
    const [before, value] = [run.settings[setting], other.settings[setting] ?? null];
    const direction = typeof before === 'number' && typeof value === 'number' && value < before ? 'down' : 'up';
    return [{ trial: other.trial, setting, direction, value, gain: other.score - run.score }];
  });
}
