// Which runs have colour: pinned, baseline, selected, running, and the six best. All others are context. Pure.
import type { Direction } from '#shared/contract/common.ts';
import type { Trial } from '#shared/contract/trials.ts';

export const bestCount = 6;

export interface FocusInput {
  readonly trials: readonly Trial[];
  readonly direction: Direction;
  readonly pinned: ReadonlySet<number>;
  readonly baseline: number | null;
  readonly selected: number | null;
}

/** Numbers of the focus set: best first, then the others by number, so that slots go to the best first. */
export function focusSet({ trials, direction, pinned, baseline, selected }: FocusInput): readonly number[] {
  const sign = direction === 'maximize' ? -1 : 1;
  const best = trials
    .filter((trial) => trial.value !== null)
    .sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)) || a.number - b.number)
    .slice(0, bestCount)
    .map((trial) => trial.number);
  const others = trials
    .filter(
      ({ number, state }) => state === 'running' || pinned.has(number) || number === baseline || number === selected,
    )
    .map((trial) => trial.number);
  return [...new Set([...best, ...others])];
}
