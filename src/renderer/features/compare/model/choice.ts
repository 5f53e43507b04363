// Which runs are proposed, which can be added, and in which colours they are drawn. Pure.
import type { Direction } from '#shared/contract/common.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { decisiveTrials, isRated, rankTrials } from '#shared/study/ranking.ts';
import { runFilter, slotLook } from '../../../state/index.ts';

/** The best two configurations of the stage that counts, the better one as the reference; fewer where fewer have a value. */
export function proposedRuns(
  trials: readonly Trial[],
  direction: Direction,
  stages: readonly string[] = [],
): readonly number[] {
  const own = decisiveTrials(
    stages,
    trials.map((trial) => ({ ...trial, stage: trial.stage ?? null })),
    direction,
  );
  return rankTrials(own, direction)
    .slice(0, 2)
    .map(({ number }) => number);
}

/** As the picker lists them: ranked ones best first, then the others by number; of these the ones that the text names. */
export function candidates(trials: readonly Trial[], direction: Direction, text: string): readonly Trial[] {
  const passes = runFilter({ text, states: new Set() });
  const ranked = rankTrials(trials.filter(isRated), direction);
  const listed = new Set(ranked);
  const rest = trials.filter((trial) => !listed.has(trial) && trial.state !== 'queued');
  return [...ranked, ...rest].filter(passes);
}

const colours = 8;

/**
 * Custom property of each run's colour: the one that it has everywhere, by its slot, unless an earlier one of these has the same; then the
 * first that is free. Eight runs have eight colours.
 */
export function overlayColours(
  runs: readonly number[],
  slots: Readonly<Record<number, number>>,
): ReadonlyMap<number, string> {
  const own = new Map<number, string>();
  const taken = new Set<string>();
  for (const run of runs) {
    const slot = slots[run];
    const { token } = slotLook(slot ?? 0);
    if (slot === undefined || taken.has(token)) continue;
    own.set(run, token);
    taken.add(token);
  }
  const free = Array.from({ length: colours }, (_, slot) => slotLook(slot).token).filter((token) => !taken.has(token));
  return new Map(runs.map((run) => [run, own.get(run) ?? free.shift() ?? slotLook(0).token]));
}
