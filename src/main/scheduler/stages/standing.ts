// How a study with stages stands: the stage it is in, the trials asked for, the best trial. Pure.
import type { StageRow, TrialRow } from '#main/store/store.ts';
import type { Direction } from '#shared/contract/common.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import { decisiveTrials, rankTrials } from '#shared/study/ranking.ts';

/** The first stage that is not complete, else the last one. Undefined without stages. */
export function stageNow<T extends Pick<StageRow, 'state'>>(stages: readonly T[]): T | undefined {
  return stages.find(({ state }) => state !== 'complete') ?? stages.at(-1);
}

/** Its ranges are proposed and not accepted. */
export function waitsForAnswer({ state, ranges }: Pick<StageRow, 'state' | 'ranges'>): boolean {
  return state === 'proposed' && ranges === null;
}

export function stageSummary(stages: readonly StageRow[]): StudySummary['stage'] {
  const now = stageNow(stages);
  if (now === undefined) return undefined;
  return { name: now.name, number: stages.indexOf(now) + 1, count: stages.length, waits: waitsForAnswer(now) };
}

export function askedInAll(stages: readonly Pick<StageRow, 'trials'>[]): number {
  return stages.reduce((sum, { trials }) => sum + trials, 0);
}

export function bestTrial<T extends Pick<TrialRow, 'stage' | 'number' | 'state' | 'reason' | 'value'>>(
  stages: readonly string[],
  trials: readonly T[],
  direction: Direction,
): T | null {
  return rankTrials(decisiveTrials(stages, trials, direction), direction)[0] ?? null;
}
