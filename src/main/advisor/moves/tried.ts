// Which single changes of a trial's settings other trials have tried. Pure.
import type { SettingValue } from '#shared/study/values.ts';
import type { TriedMove } from '../input.ts';

export interface FinishedTrial {
  readonly trial: number;
  /** Those that differ between the trials; others may be left out. */
  readonly settings: Readonly<Record<string, SettingValue>>;
  /** Larger is better. */
  readonly score: number;
}

/**
 * For a trial: those that differ from it in exactly one setting, which way, and what it changed. A choice counts as up. The index takes time and
 * room for every setting of every trial once; trials without a finite score tell nothing.
 */
export function triedMoves(trials: readonly FinishedTrial[]): (run: FinishedTrial) => TriedMove[] {
  const scored = trials.filter(({ score }) => Number.isFinite(score));
  const settings = [...new Set(trials.flatMap((one) => Object.keys(one.settings)))].sort();
  const alike = new Map<string, FinishedTrial[]>();
  for (const one of scored) {
    for (const key of keysWithout(one, settings)) {
      const others = alike.get(key);
      if (others === undefined) alike.set(key, [one]);
      else others.push(one);
    }
  }
  return (run) =>
    keysWithout(run, settings).flatMap((key, i) => {
      const setting = settings[i] ?? '';
      const before = run.settings[setting];
      return (alike.get(key) ?? []).flatMap((other) => {
        const value = other.settings[setting];
        if (value === before || !Number.isFinite(run.score)) return [];
        const down = typeof before === 'number' && typeof value === 'number' && value < before;
        const direction = down ? ('down' as const) : ('up' as const);
        return [{ trial: other.trial, setting, direction, value: value ?? null, gain: other.score - run.score }];
      });
    });
}

/** For each setting what all the others are: trials of one key differ in that setting alone, or not at all. */
function keysWithout({ settings: own }: FinishedTrial, settings: readonly string[]): string[] {
  const values = settings.map((key) => JSON.stringify(own[key] ?? null));
  return settings.map((_, i) => `${i} ${values.with(i, '').join(' ')}`);
}
