// Which of the tried values are marked: those of the best trials of the stage that the space is of.
import { useMemo } from 'react';
import type { Direction } from '#shared/contract/common.ts';
import type { StudySpace } from '#shared/contract/space.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { rankTrials } from '#shared/study/ranking.ts';
import type { RangeMark } from '../../ui/index.ts';

const bestCount = 6;

/** By the trial's number: 0: the best, 1: one of the best. Others are in no map. */
export type Marked = ReadonlyMap<number, RangeMark['rank']>;

export function useMarked(trials: readonly Trial[], direction: Direction, { stage }: StudySpace): Marked {
  return useMemo(() => {
    const own = trials.filter((trial) => (trial.stage ?? null) === stage);
    const ranked = rankTrials([...own], direction).slice(0, bestCount);
    return new Map(ranked.map(({ number }, i): [number, RangeMark['rank']] => [number, i === 0 ? 0 : 1]));
  }, [trials, direction, stage]);
}
