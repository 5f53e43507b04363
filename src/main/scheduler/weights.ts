// Which trials' weights stay on disk. Pure.
import type { TrialRow } from '#main/store/store.ts';
import type { Direction } from '#shared/contract/common.ts';
import { keptWeights } from '#shared/study/checkpoint-room.ts';
import { isWhole, rankTrials } from '#shared/study/ranking.ts';
import { isTerminal } from '#shared/study/trial-state.ts';

/**
 * Trials whose weights are to be freed. Those stay that are open, that can go on from a checkpoint (a later epoch need not be better than
 * those before), and the best: complete ones by their value, then stopped ones.
 */
export function surplusWeights(rows: readonly TrialRow[], direction: Direction): TrialRow[] {
  const ended = rows.filter((row) => row.weights !== null && row.checkpoint === null && isTerminal(row.state));
  const complete = rankTrials(
    rows.filter((row) => isWhole(row)),
    direction,
  );
  const stopped = rankTrials(
    rows.filter((row) => row.state === 'stopped' && !isWhole(row)),
    direction,
  );
  const best = new Set([...complete, ...stopped].filter((row) => row.weights !== null).slice(0, keptWeights));
  return ended.filter((row) => !best.has(row));
}
